import { ts } from "ts-morph";

function parse(text: string): ts.SourceFile {
  const kind = ts.ScriptKind.TSX;
  const file = ts.createSourceFile("a.tsx", text, ts.ScriptTarget.ESNext, true, kind);
  const { parseDiagnostics } = file as ts.SourceFile & {
    readonly parseDiagnostics: readonly ts.Diagnostic[];
  };
  const [first] = parseDiagnostics;
  if (first) throw new Error(`${JSON.stringify(first.messageText)}:\n${text}`);
  return file;
}

/**
 * The tokens of `text`, without what stands between them; `{}` between JSX elements, in which there
 * was a comment, is none. Throws if it does not parse.
 */
export function codeOf(text: string): readonly string[] {
  const file = parse(text);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxExpression(node) && !node.expression) return;
    if (ts.isJsxText(node)) tokens.push(...node.text.split(/\s+/).filter((word) => word !== ""));
    else if (node.getChildCount(file) === 0) tokens.push(node.getText(file));
    else for (const child of node.getChildren(file)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(file);
  return tokens.filter((token) => token !== "");
}

/** What the comments of `text` say, in order. */
export function commentsIn(text: string): readonly string[] {
  const file = parse(text);
  const found = new Map<number, string>();
  const look = (start: number, end: number): void => {
    for (const { pos, end: to } of [
      ...(ts.getLeadingCommentRanges(text, start) ?? []),
      ...(ts.getTrailingCommentRanges(text, start) ?? []),
    ]) {
      if (to <= end) found.set(pos, text.slice(pos, to));
    }
  };
  const visit = (node: ts.Node): void => {
    // What looks like a comment there is text.
    if (ts.isJsxText(node)) return;
    if (node.getChildCount(file) === 0) look(node.getFullStart(), node.getStart(file));
    for (const child of node.getChildren(file)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(file);
  return [...found]
    .sort(([one], [other]) => one - other)
    .map(([, said]) => said.replace(/^\/[/*]+\s*/, "").replace(/\s*\*\/$/, ""));
}

/** The keys of the first object literal in an expression. */
export function keysIn(expression: string): readonly string[] {
  const file = parse(`(${expression}\n)`);
  const objects: ts.ObjectLiteralExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) objects.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  const [first] = objects;
  if (!first) throw new Error(`no object in ${expression}`);
  return first.properties.map((property) =>
    property.name && ts.isPropertyName(property.name) && "text" in property.name
      ? property.name.text
      : property.getText(file),
  );
}

/** What `text` imports, as `name as local from module`, in order. */
export function importsIn(text: string): readonly string[] {
  return parse(text).statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement)) return [];
    const { importClause: clause, moduleSpecifier } = statement;
    const from = ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : "";
    const bindings = clause?.namedBindings;
    const named =
      bindings === undefined
        ? []
        : ts.isNamespaceImport(bindings)
          ? [`* as ${bindings.name.text}`]
          : bindings.elements.map(({ propertyName, name }) =>
              propertyName ? `${propertyName.text} as ${name.text}` : name.text,
            );
    const own = clause?.name ? [`default as ${clause.name.text}`] : [];
    return [...own, ...named].map((name) => `${name} from ${from}`);
  });
}
