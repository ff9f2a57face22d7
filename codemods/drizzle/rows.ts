import { ts } from "ts-morph";
import { unwrap } from "../program/syntax.ts";
import { walk } from "./syntax.ts";

const DEEPEST = 8;

/**
 * Whether the value that `node` is read from was, in the end, the result of an expression with one
 * of `tables` in it: through constants, patterns, loops and the callbacks of lists. For rows whose
 * type says nothing, since the database's does not.
 */
export function comesFrom(
  checker: ts.TypeChecker,
  node: ts.Node,
  tables: ReadonlySet<ts.Node>,
  depth = 0,
): boolean {
  if (depth > DEEPEST) return false;
  const next = (at: ts.Node): boolean => comesFrom(checker, at, tables, depth + 1);
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return next(parent.expression);
  if (ts.isBindingElement(node) || ts.isBindingElement(parent)) {
    let at: ts.Node = ts.isBindingElement(node) ? node : parent;
    while (!ts.isVariableDeclaration(at) && !ts.isParameter(at)) at = at.parent;
    return sourceOf(at).some(next);
  }
  const value = ts.isExpression(node) ? unwrap(node) : node;
  if (ts.isIdentifier(value)) {
    const declaration = checker.getSymbolAtLocation(value)?.valueDeclaration;
    if (!declaration || declaration.getSourceFile() !== node.getSourceFile()) return false;
    if (ts.isBindingElement(declaration)) return next(declaration);
    return ts.isVariableDeclaration(declaration) || ts.isParameter(declaration)
      ? sourceOf(declaration).some(next)
      : false;
  }
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) {
    return next(value.expression);
  }
  let found = false;
  walk(value, (each) => {
    if (tables.has(each)) found = true;
  });
  if (found || !ts.isCallExpression(value)) return found;
  return ts.isPropertyAccessExpression(value.expression) && next(value.expression.expression);
}

/** The values that a variable or parameter takes: its initializer, a loop's list, a callback's. */
function sourceOf(
  declaration: ts.VariableDeclaration | ts.ParameterDeclaration,
): readonly ts.Expression[] {
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) return [loop.expression];
    return declaration.initializer ? [stripAwait(declaration.initializer)] : [];
  }
  const call = declaration.parent.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression)) return [];
  return [call.expression.expression];
}

function stripAwait(expression: ts.Expression): ts.Expression {
  const inner = unwrap(expression);
  return ts.isAwaitExpression(inner) ? unwrap(inner.expression) : inner;
}
