import { ts } from "ts-morph";
import { isRepeatable } from "../repeatable.ts";
import type { Flow } from "./flow.ts";

/** The row of `row.old`, if it is not asked whether there is one. */
export function rowOf(
  flow: Flow,
  value: ts.Expression,
): { readonly row: ts.Expression; readonly access: ts.PropertyAccessExpression } | undefined {
  if (!ts.isPropertyAccessExpression(value) || !flow.byExpression.has(value)) return undefined;
  if ((value.flags & ts.NodeFlags.OptionalChain) !== 0) return undefined;
  let row: ts.Expression = value.expression;
  while (ts.isParenthesizedExpression(row)) row = row.expression;
  return { row, access: value };
}

/** Whether a variable takes its parts from a row which may be made once only: in one pattern. */
export function isTakenAtOnce(flow: Flow, { type, initializer }: ts.VariableDeclaration): boolean {
  const from = initializer && !type ? rowOf(flow, initializer) : undefined;
  return !!from && !isRepeatable(from.row);
}

/**
 * What of `value` would be evaluated once for each of its parts, and may be evaluated once only;
 * undefined if there is nothing of the kind.
 */
export function evaluatedAgain(flow: Flow, value: ts.Expression): ts.Expression | undefined {
  const { parent } = value;
  const isOfVariable = ts.isVariableDeclaration(parent) && parent.initializer === value;
  if (isOfVariable && isTakenAtOnce(flow, parent)) return undefined;
  const again = repeatedIn(value);
  return again && !isRepeatable(again) ? again : undefined;
}

/** What stands in each of the texts that `value` becomes, besides the values that it chooses from. */
function repeatedIn(value: ts.Expression): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(value) || ts.isElementAccessExpression(value)) return value;
  if (ts.isConditionalExpression(value)) return value.condition;
  if (!ts.isBinaryExpression(value)) return undefined;
  const isGuard = value.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return isGuard ? value.left : undefined;
}
