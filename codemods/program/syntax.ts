import { ts } from "ts-morph";
import { positionAt } from "../../workspace/text-edit.ts";

/** `expression` without parentheses, `as`, `satisfies`, `!` and type assertions around it. */
export function unwrap(expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isSatisfiesExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isTypeAssertionExpression(inner)
  ) {
    inner = inner.expression;
  }
  return inner;
}

/** Line and column of a node's first character, both from 1. */
export function placeOf(node: ts.Node): { line: number; column: number } {
  const file = node.getSourceFile();
  return positionAt(file.text, node.getStart(file));
}
