import { ts } from "ts-morph";
import { unwrap } from "../program/syntax.ts";
import { calledName, keyOf } from "./syntax.ts";

/**
 * The keys named `key` of the rows that are written to a table, where `table` is what names it in
 * `insert(table)` or `update(table)`: in `.values(…)`, `.set(…)` and `set` of an upsert, whatever
 * the type of the database. Rows are followed through constants, lists, conditions and spreads, not
 * into what a column holds.
 */
export function writtenKeys(
  checker: ts.TypeChecker,
  table: ts.Node,
  key: string,
): readonly ts.ObjectLiteralElementLike[] {
  const start = table.parent;
  if (!ts.isCallExpression(start) || !start.arguments.some((it) => unwrap(it) === table)) return [];
  if (!/^(?:insert|update|replace)$/.test(calledName(start) ?? "")) return [];
  const found: ts.ObjectLiteralElementLike[] = [];
  for (const call of chainAbove(start)) {
    const [first] = call.arguments;
    if (!first) continue;
    const called = calledName(call) ?? "";
    if (called === "values" || called === "set") keysOfRows(checker, first, key, found, 0);
    if (/^on(?:ConflictDo|DuplicateKey)Update$/.test(called)) {
      const options = unwrap(first);
      if (!ts.isObjectLiteralExpression(options)) continue;
      for (const property of options.properties) {
        if (keyOf(property) !== "set" || !ts.isPropertyAssignment(property)) continue;
        keysOfRows(checker, property.initializer, key, found, 0);
      }
    }
  }
  return found;
}

/** The calls that are chained to `call`, from the inside out. */
export function chainAbove(call: ts.CallExpression): readonly ts.CallExpression[] {
  const calls: ts.CallExpression[] = [];
  let at: ts.Node = call;
  for (;;) {
    const { parent } = at;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === at) at = parent;
    else if (ts.isCallExpression(parent) && parent.expression === at) {
      calls.push(parent);
      at = parent;
    } else if (ts.isExpression(parent) && unwrap(parent) === at) at = parent;
    else return calls;
  }
}

const DEEPEST = 8;

function keysOfRows(
  checker: ts.TypeChecker,
  value: ts.Expression,
  key: string,
  found: ts.ObjectLiteralElementLike[],
  depth: number,
): void {
  if (depth > DEEPEST) return;
  const next = (inner: ts.Expression): void => keysOfRows(checker, inner, key, found, depth + 1);
  const inner = unwrap(value);
  if (ts.isObjectLiteralExpression(inner)) {
    for (const property of inner.properties) {
      if (ts.isSpreadAssignment(property)) next(property.expression);
      else if (keyOf(property) === key) found.push(property);
    }
  } else if (ts.isArrayLiteralExpression(inner)) {
    for (const element of inner.elements)
      next(ts.isSpreadElement(element) ? element.expression : element);
  } else if (ts.isConditionalExpression(inner)) {
    next(inner.whenTrue);
    next(inner.whenFalse);
  } else if (ts.isBinaryExpression(inner)) {
    next(inner.left);
    next(inner.right);
  } else if (ts.isCallExpression(inner)) {
    // `rows.map((row) => ({ … }))`: a row is what the callback returns.
    for (const argument of inner.arguments) returnsOf(argument).forEach(next);
  } else if (ts.isIdentifier(inner)) {
    const declaration = checker.getSymbolAtLocation(inner)?.valueDeclaration;
    if (declaration && ts.isVariableDeclaration(declaration) && declaration.initializer) {
      next(declaration.initializer);
    }
  }
}

function returnsOf(argument: ts.Expression): readonly ts.Expression[] {
  const callback = unwrap(argument);
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return [];
  if (!ts.isBlock(callback.body)) return [callback.body];
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node) && node.expression) found.push(node.expression);
    if (!ts.isFunctionLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(callback.body, visit);
  return found;
}
