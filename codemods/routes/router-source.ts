import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import { pathOf } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { unwrap } from "../program/syntax.ts";

/** Where a router is given a name: `const posts = router({ … })` or `export default router({ … })`. */
export type RouterDeclaration = ts.VariableDeclaration | ts.ExportAssignment;

/** The module that declares a mounted router. */
export interface RouterSource {
  readonly path: RepoPath;
  /** The variable's name; for a default export without one, what the mounting module calls it. */
  readonly name: string;
  readonly declaration: RouterDeclaration;
}

/** Where the router that `value` names is declared; undefined if that is nowhere in the repository. */
export function routerSource(program: TypeProgram, value: ts.Expression): RouterSource | undefined {
  const declaration = declarationBehind(program, value);
  const path = declaration && pathOf(declaration.getSourceFile());
  if (!declaration || path === undefined) return undefined;
  const own = ts.isVariableDeclaration(declaration) ? declaration.name : undefined;
  const local = nameIn(value);
  const name = own && ts.isIdentifier(own) ? own.text : local?.text;
  return name === undefined ? undefined : { path, name, declaration };
}

/** What `value` is, with names and `lazy(() => import("…"))` followed to what they stand for. */
export function valueBehind(program: TypeProgram, value: ts.Expression): ts.Expression {
  const declaration = declarationBehind(program, value);
  if (!declaration) return unwrap(value);
  return unwrap(
    (ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration.expression) ??
      value,
  );
}

function declarationBehind(
  program: TypeProgram,
  value: ts.Expression,
): RouterDeclaration | undefined {
  const { checker } = program;
  const name = nameIn(value);
  const symbol = name ? symbolOf(checker, name) : lazySymbol(checker, value);
  if (!symbol) return undefined;
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return target.declarations?.find(
    (declaration): declaration is RouterDeclaration =>
      ts.isVariableDeclaration(declaration) || ts.isExportAssignment(declaration),
  );
}

function nameIn(value: ts.Expression): ts.Identifier | undefined {
  const name = ts.isPropertyAccessExpression(value) ? value.name : value;
  return ts.isIdentifier(name) ? name : undefined;
}

function symbolOf(checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | undefined {
  const parent = name.parent;
  return ts.isShorthandPropertyAssignment(parent) && parent.name === name
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
}

/** The export that `lazy(() => import("…"))` means, or `lazy(() => import("…").then((m) => m.x))`. */
function lazySymbol(checker: ts.TypeChecker, value: ts.Expression): ts.Symbol | undefined {
  const [load] = ts.isCallExpression(value) ? value.arguments : [];
  if (!load || !ts.isArrowFunction(load) || ts.isBlock(load.body)) return undefined;
  const body = unwrap(load.body);
  if (!ts.isCallExpression(body)) return undefined;
  const chosen = chosenIn(body);
  const importing = chosen ? unwrap(chosen.from) : body;
  if (!ts.isCallExpression(importing)) return undefined;
  const [specifier] = importing.arguments;
  if (importing.expression.kind !== ts.SyntaxKind.ImportKeyword || !specifier) return undefined;
  const module = checker.getSymbolAtLocation(specifier);
  const exports = module ? checker.getExportsOfModule(module) : [];
  const values = exports.filter((it) => isValue(checker, it));
  if (chosen) return values.find((it) => it.name === chosen.name);
  return values.length === 1 ? values[0] : values.find((it) => it.name === "default");
}

/** What `import("…").then((m) => m.name)` is called on, and the name. */
function chosenIn(call: ts.CallExpression): { from: ts.Expression; name: string } | undefined {
  const callee = call.expression;
  const [choose] = call.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "then") return undefined;
  if (!choose || !ts.isArrowFunction(choose)) return undefined;
  return ts.isPropertyAccessExpression(choose.body)
    ? { from: callee.expression, name: choose.body.name.text }
    : undefined;
}

function isValue(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}
