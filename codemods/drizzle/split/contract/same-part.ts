import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import type { Carrier } from "./carrier.ts";
import type { Flow } from "./flow.ts";
import { membersFor } from "./literals.ts";
import type { Parts } from "./parts.ts";

/** A part that is that of a row, unchanged: `row.old` has it, and `{ ...row.old, more: 1 }` too. */
export interface SamePart {
  readonly row: ts.Expression;
  /** What holds it there. */
  readonly carrier: Carrier;
}

/**
 * The row whose part for `key` is what `expression` has for it; undefined if that is made anew, or
 * the row may be another one by the time it is read.
 */
export function samePart(
  flow: Flow,
  parts: Parts,
  expression: ts.Expression,
  key: string,
): SamePart | undefined {
  const inner = unwrap(expression);
  const reference = flow.byExpression.get(inner);
  if (!reference) {
    if (!ts.isObjectLiteralExpression(inner)) return undefined;
    const members = membersFor(flow, parts, inner, key);
    if ("problem" in members || members.kept.length !== 1) return undefined;
    const [only] = members.kept;
    return only?.kind === "blob" ? samePart(flow, parts, only.value, key) : undefined;
  }
  const { carrier } = reference;
  if (ts.isPropertyAccessExpression(inner)) {
    const isSure = !inner.questionDotToken && isPath(flow, inner.expression);
    return isSure ? { row: inner.expression, carrier } : undefined;
  }
  const [definition, second] = carrier.definitions;
  return carrier.kind === "variable" && definition && !second
    ? samePart(flow, parts, definition, key)
    : undefined;
}

/** Whether an expression is a constant or a parameter, or a member of one. */
export function isPath(flow: Flow, expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  if (ts.isPropertyAccessExpression(inner)) {
    return !inner.questionDotToken && isPath(flow, inner.expression);
  }
  if (!ts.isIdentifier(inner)) return false;
  let at: ts.Node | undefined = symbolOf(flow, inner)?.valueDeclaration;
  while (at && isInPattern(at)) at = at.parent;
  if (!at) return false;
  if (ts.isParameter(at)) return true;
  return ts.isVariableDeclaration(at) && (at.parent.flags & ts.NodeFlags.Const) !== 0;
}

function symbolOf(flow: Flow, name: ts.Identifier): ts.Symbol | undefined {
  const { checker } = flow.input.program;
  return ts.isShorthandPropertyAssignment(name.parent)
    ? checker.getShorthandAssignmentValueSymbol(name.parent)
    : checker.getSymbolAtLocation(name);
}

function isInPattern(node: ts.Node): boolean {
  return (
    ts.isBindingElement(node) || ts.isObjectBindingPattern(node) || ts.isArrayBindingPattern(node)
  );
}
