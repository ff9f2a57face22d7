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

/**
 * The export that `lazy(() => import("…"))` means, `lazy(() => import("…").then((m) => m.x))`, or
 * `lazy(async () => (await import("…")).x)`.
 */
function lazySymbol(checker: ts.TypeChecker, value: ts.Expression): ts.Symbol | undefined {
  const [load] = ts.isCallExpression(value) ? value.arguments : [];
  if (!load || !ts.isArrowFunction(load) || ts.isBlock(load.body)) return undefined;
  const body = unwrap(load.body);
  const chosen = chosenIn(body);
  const importing = unwrap(chosen ? chosen.from : body);
  if (!ts.isCallExpression(importing)) return undefined;
  const [specifier] = importing.arguments;
  if (importing.expression.kind !== ts.SyntaxKind.ImportKeyword || !specifier) return undefined;
  const module = checker.getSymbolAtLocation(specifier);
  const exports = module ? checker.getExportsOfModule(module) : [];
  const values = exports.filter((it) => isValue(checker, it));
  if (chosen) return values.find((it) => it.name === chosen.name);
  return values.length === 1 ? values[0] : values.find((it) => it.name === "default");
}

interface Chosen {
  readonly from: ts.Expression;
  readonly name: string;
}

/** What `import("…").then((m) => m.name)` or `(await import("…")).name` is read from, and the name. */
function chosenIn(body: ts.Expression): Chosen | undefined {
  if (ts.isPropertyAccessExpression(body)) {
    const from = unwrap(body.expression);
    return ts.isAwaitExpression(from) ? { from: from.expression, name: body.name.text } : undefined;
  }
  if (!ts.isCallExpression(body)) return undefined;
  const callee = body.expression;
  const [choose] = body.arguments;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "then") return undefined;
  const name = choose && ts.isArrowFunction(choose) ? nameReturned(choose) : undefined;
  return name === undefined ? undefined : { from: callee.expression, name };
}

/** `x` of `(m) => m.x` and of `({ x }) => x`. */
function nameReturned({ body, parameters: [parameter] }: ts.ArrowFunction): string | undefined {
  if (ts.isPropertyAccessExpression(body)) return body.name.text;
  if (!parameter || !ts.isObjectBindingPattern(parameter.name) || !ts.isIdentifier(body)) {
    return undefined;
  }
  const element = parameter.name.elements.find(
    ({ name }) => ts.isIdentifier(name) && name.text === body.text,
  );
  const key = element?.propertyName ?? element?.name;
  return key && ts.isIdentifier(key) ? key.text : undefined;
}

function isValue(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  return (target.flags & ts.SymbolFlags.Value) !== 0;
}
