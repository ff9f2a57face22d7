import type { API, ASTPath, StringLiteral } from "jscodeshift";

/** Functions whose first argument names a module. */
const TAKES_MODULE = new Set([
  "require",
  "resolve",
  "mock",
  "unmock",
  "doMock",
  "dontMock",
  "doUnmock",
]);
const LOADS_MODULE = new Set(["requireActual", "requireMock", "importActual", "importMock"]);

/** Whether a text is the name of a module: in an import or export, `import()`, `vi.mock()`. */
export function isModuleName(path: ASTPath<StringLiteral>, api: API): boolean {
  const j = api.jscodeshift;
  const parent: unknown = path.parent?.node;
  if (
    j.ImportDeclaration.check(parent) ||
    j.ExportNamedDeclaration.check(parent) ||
    j.ExportAllDeclaration.check(parent) ||
    j.ImportExpression.check(parent) ||
    j.TSImportType.check(parent) ||
    j.TSExternalModuleReference.check(parent) ||
    j.TSModuleDeclaration.check(parent)
  ) {
    return true;
  }
  if (!j.CallExpression.check(parent) || parent.arguments[0] !== path.node) return false;
  const { callee } = parent;
  if (j.Import.check(callee)) return true;
  if (j.Identifier.check(callee)) return callee.name === "require";
  if (!j.MemberExpression.check(callee) || !j.Identifier.check(callee.property)) return false;
  const method = callee.property.name;
  return TAKES_MODULE.has(method) || LOADS_MODULE.has(method);
}
