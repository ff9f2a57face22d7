import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { calledName, walk } from "../../syntax.ts";
import type { Table } from "../../tables.ts";
import type { Flow } from "./flow.ts";

/**
 * Whether the update that `literal` is the `set` of changes `row` and no other row: it is the one
 * with the primary key of `row`, or the one that `row` was looked up by.
 */
export function writesOnlyTo(
  flow: Flow,
  literal: ts.ObjectLiteralExpression,
  row: ts.Expression,
): boolean {
  const condition = conditionOf(literal);
  if (!condition) return false;
  const { table } = flow.input;
  for (const equality of conjuncts(condition)) {
    const [left, right] = equality.arguments;
    if (!left || !right) continue;
    const key = primaryKeyNamed(table, left);
    if (key === undefined) continue;
    if (right.getText() === `${row.getText()}.${key}`) return true;
    if (isLookedUpBy(flow, row, equality)) return true;
  }
  return false;
}

/** What `.where(…)` says behind the `.set(…)` that `literal` is given to. */
function conditionOf(literal: ts.ObjectLiteralExpression): ts.Expression | undefined {
  let at: ts.Node = literal;
  while (ts.isExpression(at.parent) && unwrap(at.parent) === literal) at = at.parent;
  const set = at.parent;
  if (!ts.isCallExpression(set) || calledName(set) !== "set") return undefined;
  const access = set.parent;
  if (!ts.isPropertyAccessExpression(access) || access.name.text !== "where") return undefined;
  const call = access.parent;
  return ts.isCallExpression(call) && call.expression === access ? call.arguments[0] : undefined;
}

/** The `eq(…)` that all have to hold. */
function conjuncts(condition: ts.Expression): readonly ts.CallExpression[] {
  const inner = unwrap(condition);
  if (!ts.isCallExpression(inner)) return [];
  if (calledName(inner) === "and") return inner.arguments.flatMap((each) => conjuncts(each));
  return calledName(inner) === "eq" ? [inner] : [];
}

/** The key of the table's primary key that `table.key` is. */
function primaryKeyNamed(table: Table, expression: ts.Expression): string | undefined {
  const inner = unwrap(expression);
  if (!ts.isPropertyAccessExpression(inner)) return undefined;
  const column = table.columns.find(({ key }) => key === inner.name.text);
  const isPrimary = column && /\bprimaryKey\b/.test(column.property.getText());
  return isPrimary ? column.key : undefined;
}

function isLookedUpBy(flow: Flow, row: ts.Expression, equality: ts.CallExpression): boolean {
  const inner = unwrap(row);
  if (!ts.isIdentifier(inner)) return false;
  const { checker } = flow.input.program;
  let at: ts.Node | undefined = checker.getSymbolAtLocation(inner)?.valueDeclaration;
  while (at && (ts.isBindingElement(at) || ts.isArrayBindingPattern(at))) at = at.parent;
  if (!at || !ts.isVariableDeclaration(at) || !at.initializer) return false;
  let isIn = false;
  walk(at.initializer, (node) => {
    if (!ts.isCallExpression(node) || !/^where$/.test(calledName(node) ?? "")) return;
    const [condition] = node.arguments;
    if (condition && conjuncts(condition).some((each) => each.getText() === equality.getText()))
      isIn = true;
  });
  walk(at.initializer, (node) => {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== "where") return;
    if (conjuncts(node.initializer).some((each) => each.getText() === equality.getText()))
      isIn = true;
  });
  return isIn;
}
