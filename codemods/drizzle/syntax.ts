import { ts } from "ts-morph";
import { unwrap } from "../program/syntax.ts";

/** A function of Drizzle's own that `expression` names, whatever it is called here: `relations`. */
export function drizzleFunction(
  checker: ts.TypeChecker,
  expression: ts.Expression,
): string | undefined {
  const at = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  let symbol = checker.getSymbolAtLocation(at);
  if (symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0)
    symbol = checker.getAliasedSymbol(symbol);
  const file = symbol?.declarations?.[0]?.getSourceFile().fileName;
  return file?.startsWith("/ambient/drizzle") ? symbol?.name : undefined;
}

/** What a callback returns: the body of an arrow function, or the value of its only `return`. */
export function returned(callback: ts.Node | undefined): ts.Expression | undefined {
  if (!callback) return undefined;
  const inner = ts.isExpression(callback) ? unwrap(callback) : callback;
  if (!ts.isArrowFunction(inner) && !ts.isFunctionExpression(inner)) return undefined;
  if (!ts.isBlock(inner.body)) return unwrap(inner.body);
  const returns = inner.body.statements.filter((statement) => ts.isReturnStatement(statement));
  const [only] = returns;
  return returns.length === 1 && only?.expression ? unwrap(only.expression) : undefined;
}

/** The object literal that `expression` is, or that a callback returns. */
export function recordIn(
  expression: ts.Expression | undefined,
): ts.ObjectLiteralExpression | undefined {
  if (!expression) return undefined;
  const inner = returned(expression) ?? unwrap(expression);
  return ts.isObjectLiteralExpression(inner) ? inner : undefined;
}

/** The key of a property, if it is written out. */
export function keyOf(
  property: ts.ObjectLiteralElementLike | ts.BindingElement,
): string | undefined {
  const name = ts.isBindingElement(property)
    ? (property.propertyName ?? property.name)
    : property.name;
  if (!name) return undefined;
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}

/** The call at the bottom of a chain: `index("a")` of `index("a").on(b).where(c)`. */
export function firstCall(expression: ts.Expression): ts.CallExpression | undefined {
  let at = unwrap(expression);
  for (;;) {
    if (!ts.isCallExpression(at)) return undefined;
    const callee = unwrap(at.expression);
    const inner = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    if (!inner || !isChain(inner)) return at;
    at = inner;
  }
}

function isChain(expression: ts.Expression): boolean {
  if (ts.isCallExpression(expression)) return true;
  return ts.isPropertyAccessExpression(expression) && isChain(unwrap(expression.expression));
}

/** The name of what is called: `on` of `index("a").on(b)`. */
export function calledName(call: ts.CallExpression): string | undefined {
  const callee = unwrap(call.expression);
  if (ts.isIdentifier(callee)) return callee.text;
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : undefined;
}

/** Whether `inner` is `outer` or in it. */
export function isWithin(inner: ts.Node, outer: ts.Node): boolean {
  for (let at: ts.Node | undefined = inner; at; at = at.parent) if (at === outer) return true;
  return false;
}

/** Calls `visit` with `node` and all that is in it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
