import { ts } from "ts-morph";

/**
 * What one token stands for. A shorthand `{ name }` is two references at one place: the member
 * that it sets or reads, and the binding whose value it is or becomes.
 */
export interface Reference {
  readonly node: NameNode;
  /** `member`: a property, key, prop, or a module's export. `binding`: a name in a scope. */
  readonly role: "member" | "binding";
  /** Where what it stands for is declared; empty if the checker does not know. */
  readonly declarations: readonly ts.Declaration[];
}

/** A token that can name something: an identifier, or a string where a key may stand. */
export type NameNode = ts.Identifier | ts.StringLiteral | ts.NoSubstitutionTemplateLiteral;

/** All tokens of `file` that are spelled as one of `names` and can name something, in order. */
export function nameNodes(file: ts.SourceFile, names: ReadonlySet<string>): NameNode[] {
  const found: NameNode[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      if (names.has(node.text)) found.push(node);
    } else if (ts.isStringLiteralLike(node)) {
      if (names.has(node.text) && isKeyPosition(node)) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** What `node` stands for: one reference, or two for a shorthand or an import specifier. */
export function referencesAt(checker: ts.TypeChecker, node: NameNode): readonly Reference[] {
  const parent = node.parent;
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
    if (parent.propertyName === node) return [member(checker, node, keyOfPattern(checker, parent))];
    if (parent.name === node && !parent.propertyName && !parent.dotDotDotToken) {
      return [
        member(checker, node, keyOfPattern(checker, parent)),
        binding(checker, node, checker.getSymbolAtLocation(node)),
      ];
    }
  }
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === node) {
    return [
      member(checker, node, keysOfLiteral(checker, parent, node.text)),
      binding(checker, node, checker.getShorthandAssignmentValueSymbol(parent)),
    ];
  }
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) {
    return specifierReferences(checker, node, parent);
  }
  if (isObjectLiteralMember(parent) && parent.name === node) {
    return [member(checker, node, keysOfLiteral(checker, parent, node.text))];
  }
  if (ts.isJsxAttribute(parent) && parent.name === node) {
    const props = checker.getContextualType(parent.parent);
    return [member(checker, node, props ? propertiesOf(checker, props, node.text) : [])];
  }
  const symbol = checker.getSymbolAtLocation(node);
  if (isMemberDeclaration(parent) && parent.name === node) {
    return [
      member(checker, node, [...one(symbol), ...overridden(checker, parent.parent, node.text)]),
    ];
  }
  if (isMemberAccess(node)) return [member(checker, node, one(symbol))];
  return [binding(checker, node, symbol)];
}

/** `path:offset` of a declaration's name: equal for equal declarations. */
export function declarationKey(declaration: ts.Declaration): string {
  const name = ts.getNameOfDeclaration(declaration) ?? declaration;
  return `${declaration.getSourceFile().fileName}:${name.getStart()}`;
}

function specifierReferences(
  checker: ts.TypeChecker,
  node: NameNode,
  specifier: ts.ImportSpecifier | ts.ExportSpecifier,
): readonly Reference[] {
  const own = checker.getSymbolAtLocation(specifier.name);
  const target = own && aliased(checker, own);
  const exported = member(checker, node, one(target ?? own));
  if (specifier.propertyName) {
    if (specifier.propertyName === node) return [exported];
    return [
      ts.isImportSpecifier(specifier)
        ? binding(checker, node, own)
        : member(checker, node, one(own)),
    ];
  }
  if (ts.isImportSpecifier(specifier)) return [exported, binding(checker, node, own)];
  const local = specifier.parent.parent.moduleSpecifier
    ? undefined
    : checker.getExportSpecifierLocalTargetSymbol(specifier);
  return local ? [exported, binding(checker, node, local)] : [exported];
}

function member(checker: ts.TypeChecker, node: NameNode, symbols: readonly ts.Symbol[]): Reference {
  return { node, role: "member", declarations: declarationsOf(checker, symbols) };
}

function binding(
  checker: ts.TypeChecker,
  node: NameNode,
  symbol: ts.Symbol | undefined,
): Reference {
  return { node, role: "binding", declarations: declarationsOf(checker, one(symbol)) };
}

/** The declarations behind symbols; a member of a mapped or instantiated type leads to its source. */
function declarationsOf(
  checker: ts.TypeChecker,
  symbols: readonly ts.Symbol[],
): readonly ts.Declaration[] {
  const found = new Set<ts.Declaration>();
  for (const symbol of symbols) {
    for (const root of checker.getRootSymbols(symbol)) {
      for (const declaration of root.declarations ?? []) found.add(declaration);
    }
  }
  return [...found];
}

function keyOfPattern(checker: ts.TypeChecker, element: ts.BindingElement): readonly ts.Symbol[] {
  const key = element.propertyName ?? element.name;
  if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) return [];
  return propertiesOf(checker, checker.getTypeAtLocation(element.parent), key.text);
}

type LiteralMember = ts.ObjectLiteralElementLike & { readonly name: ts.PropertyName };

function isObjectLiteralMember(node: ts.Node): node is LiteralMember {
  return (
    ts.isObjectLiteralElement(node) && ts.isObjectLiteralExpression(node.parent) && !!node.name
  );
}

function keysOfLiteral(
  checker: ts.TypeChecker,
  element: ts.ObjectLiteralElementLike,
  name: string,
): readonly ts.Symbol[] {
  const literal = element.parent;
  if (!ts.isObjectLiteralExpression(literal)) return [];
  const assigned = assignedTo(literal);
  if (assigned) return propertiesOf(checker, checker.getTypeAtLocation(assigned), name);
  const own = element.name && checker.getSymbolAtLocation(element.name);
  const wanted = checker.getContextualType(literal);
  return [...one(own), ...(wanted ? propertiesOf(checker, wanted, name) : [])];
}

/** The value that is taken apart where an object literal is the pattern of `({ a } = value)`. */
function assignedTo(literal: ts.ObjectLiteralExpression): ts.Expression | undefined {
  const parent = literal.parent;
  return ts.isBinaryExpression(parent) &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    parent.left === literal
    ? parent.right
    : undefined;
}

function propertiesOf(checker: ts.TypeChecker, type: ts.Type, name: string): readonly ts.Symbol[] {
  const types = type.isUnion() ? type.types : [type];
  return types.flatMap((each) =>
    one(checker.getPropertyOfType(checker.getApparentType(each), name)),
  );
}

/** Members of base types that a member of a class or interface stands in for. */
function overridden(
  checker: ts.TypeChecker,
  container: ts.Node,
  name: string,
): readonly ts.Symbol[] {
  if (!ts.isClassLike(container) && !ts.isInterfaceDeclaration(container)) return [];
  const clauses = container.heritageClauses ?? [];
  return clauses
    .flatMap((clause) => clause.types)
    .flatMap((type) => one(checker.getPropertyOfType(checker.getTypeAtLocation(type), name)));
}

function isMemberDeclaration(
  node: ts.Node,
): node is
  ts.PropertySignature | ts.PropertyDeclaration | ts.MethodSignature | ts.MethodDeclaration {
  return (
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isMethodSignature(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isAccessor(node)
  );
}

function isMemberAccess(node: NameNode): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  return ts.isStringLiteralLike(node) || ts.isEnumMember(parent);
}

/** A string that a member can be named with: `x["name"]`, `T["name"]`, `{ "name": … }`, `"name" in x`. */
function isKeyPosition(node: ts.StringLiteralLike): boolean {
  const parent = node.parent;
  if (ts.isElementAccessExpression(parent)) return parent.argumentExpression === node;
  if (ts.isLiteralTypeNode(parent)) return true;
  if (ts.isBinaryExpression(parent)) {
    return parent.left === node && parent.operatorToken.kind === ts.SyntaxKind.InKeyword;
  }
  return (
    (ts.isBindingElement(parent) && parent.propertyName === node) ||
    ((ts.isObjectLiteralElement(parent) || ts.isTypeElement(parent) || ts.isClassElement(parent)) &&
      parent.name === node)
  );
}

function aliased(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol | undefined {
  if ((symbol.flags & ts.SymbolFlags.Alias) === 0) return undefined;
  const target = checker.getAliasedSymbol(symbol);
  return target.declarations ? target : undefined;
}

function one(symbol: ts.Symbol | undefined): readonly ts.Symbol[] {
  return symbol ? [symbol] : [];
}
