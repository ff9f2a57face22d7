import { posix } from "node:path";
import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { parseCode } from "./parse-code.ts";

/** A string in code that names another file. */
export interface Specifier {
  readonly text: string;
  /** UTF-16 offsets of what stands between the quotes. */
  readonly start: number;
  readonly end: number;
  /** `module`: found like an import. `file`: a path from the file that it stands in, dot or not. */
  readonly form: "module" | "file";
}

/** Functions of test runners whose first argument names a module. */
const MOCK_CALLS = new Map<string, ReadonlySet<string>>([
  ["vi", new Set(["mock", "doMock", "unmock", "doUnmock", "importActual", "importMock"])],
  [
    "jest",
    new Set([
      "mock",
      "doMock",
      "unmock",
      "dontMock",
      "deepUnmock",
      "setMock",
      "requireActual",
      "requireMock",
      "createMockFromModule",
      "genMockFromModule",
      "unstable_mockModule",
      "unstable_unmockModule",
    ]),
  ],
  ["mock", new Set(["module"])],
  ["require", new Set(["resolve", "requireActual"])],
]);

const known = new Map<string, readonly Specifier[]>();

/**
 * The specifiers of a file of code, as `specifiersOf` finds them; looked for once in each text, as
 * the steps of a plan ask for much the same ones. A text that cannot be parsed may have more.
 */
export function specifiersIn(path: RepoPath, text: string): readonly Specifier[] {
  const key = `${posix.extname(path)}\0${text}`;
  const specifiers = known.get(key) ?? specifiersOf(parseCode(path, text).file);
  known.set(key, specifiers);
  return specifiers;
}

/** All strings of `file` that name a module or a file, in the order of the text. */
export function specifiersOf(file: ts.SourceFile): readonly Specifier[] {
  const found: Specifier[] = [];
  const add = (node: ts.Node | undefined, form: Specifier["form"] = "module"): void => {
    if (!node || !ts.isStringLiteralLike(node)) return;
    found.push({ text: node.text, start: node.getStart(file) + 1, end: node.getEnd() - 1, form });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (ts.isJSDocImportTag(node)) add(node.moduleSpecifier);
    else if (ts.isExternalModuleReference(node)) add(node.expression);
    else if (ts.isImportTypeNode(node)) {
      if (ts.isLiteralTypeNode(node.argument)) add(node.argument.literal);
    } else if (ts.isModuleDeclaration(node)) add(node.name);
    else if (ts.isCallExpression(node)) {
      if (namesModule(node.expression)) add(node.arguments[0]);
    } else if (ts.isNewExpression(node)) {
      if (isUrlOfThisModule(node)) add(node.arguments?.[0], "file");
    }
    for (const doc of docsOf(node)) visit(doc);
    ts.forEachChild(node, visit);
  };
  visit(file);
  for (const { fileName, pos, end } of file.referencedFiles) {
    found.push({ text: fileName, start: pos, end, form: "file" });
  }
  return found.sort((a, b) => a.start - b.start);
}

function namesModule(callee: ts.Expression): boolean {
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(callee)) return callee.text === "require";
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const object = callee.expression;
  if (isImportMeta(object)) return callee.name.text === "resolve";
  let owner = "";
  if (ts.isIdentifier(object)) owner = object.text === "vitest" ? "vi" : object.text;
  // `t.mock.module("…")`
  else if (ts.isPropertyAccessExpression(object)) owner = object.name.text;
  // `vi.mock("…").mock("…")`
  else if (ts.isCallExpression(object)) return namesModule(object.expression) && isMock(callee);
  return MOCK_CALLS.get(owner)?.has(callee.name.text) ?? false;
}

function isMock(callee: ts.PropertyAccessExpression): boolean {
  return MOCK_CALLS.get("jest")?.has(callee.name.text) ?? false;
}

function isUrlOfThisModule(node: ts.NewExpression): boolean {
  const base = node.arguments?.[1];
  return (
    ts.isIdentifier(node.expression) &&
    node.expression.text === "URL" &&
    base !== undefined &&
    ts.isPropertyAccessExpression(base) &&
    base.name.text === "url" &&
    isImportMeta(base.expression)
  );
}

/** Whether `node` is `import.meta`. */
export function isImportMeta(node: ts.Node): boolean {
  return ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword;
}

/** The doc comments right before a node; they are not among its children. */
function docsOf(node: ts.Node): readonly ts.JSDoc[] {
  return (node as ts.Node & { jsDoc?: readonly ts.JSDoc[] }).jsDoc ?? [];
}
