import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { keyOf } from "../../syntax.ts";
import type { Flow } from "./flow.ts";
import type { Parts } from "./parts.ts";

/** A member of an object that makes up the old value. */
export type Member =
  /** The old value, or such an object, that is spread into this one. */
  | { readonly kind: "blob"; readonly node: ts.SpreadAssignment; readonly value: ts.Expression }
  | { readonly kind: "own"; readonly node: ts.ObjectLiteralElementLike };

/** What of an object goes into one new column; of a column for one member, that one alone. */
export type Members =
  { readonly kept: readonly Member[] } | { readonly problem: string; readonly node: ts.Node };

/** See `Members`. `key` is the new column's. */
export function membersFor(
  flow: Flow,
  parts: Parts,
  literal: ts.ObjectLiteralExpression,
  key: string,
): Members {
  const member = parts.memberOf(key);
  return member === undefined ? restOf(flow, parts, literal) : ownMember(flow, literal, member);
}

function restOf(flow: Flow, parts: Parts, literal: ts.ObjectLiteralExpression): Members {
  const kept: Member[] = [];
  for (const node of literal.properties) {
    if (ts.isSpreadAssignment(node)) {
      if (isOldValue(flow, node.expression)) {
        kept.push({ kind: "blob", node, value: node.expression });
        continue;
      }
      const taken = [...parts.taken].find((each) => mayHave(flow, node.expression, each));
      if (taken !== undefined) return { problem: `this may have \`${taken}\` in it`, node };
      kept.push({ kind: "own", node });
      continue;
    }
    const name = keyOf(node);
    if (name === undefined) return { problem: "this key is worked out", node };
    if (!parts.taken.has(name)) kept.push({ kind: "own", node });
  }
  return { kept };
}

function ownMember(flow: Flow, literal: ts.ObjectLiteralExpression, member: string): Members {
  for (const node of literal.properties.toReversed()) {
    if (ts.isSpreadAssignment(node)) {
      if (isOldValue(flow, node.expression))
        return { kept: [{ kind: "blob", node, value: node.expression }] };
      if (mayHave(flow, node.expression, member))
        return { problem: `this may have \`${member}\` in it`, node };
      continue;
    }
    const name = keyOf(node);
    if (name === member) return { kept: [{ kind: "own", node }] };
    if (name === undefined) return { problem: "this key is worked out", node };
  }
  return { problem: `this object does not say what \`${member}\` is`, node: literal };
}

/** Whether the old value, or an object that is made of it, is what an expression gives. */
export function isOldValue(flow: Flow, expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  if (flow.byExpression.has(inner)) return true;
  if (ts.isConditionalExpression(inner)) {
    return isOldValue(flow, inner.whenTrue) || isOldValue(flow, inner.whenFalse);
  }
  return (
    ts.isBinaryExpression(inner) && (isOldValue(flow, inner.left) || isOldValue(flow, inner.right))
  );
}

/** Whether what is spread can have a member of that name, as far as its type says. */
function mayHave(flow: Flow, spread: ts.Expression, name: string): boolean {
  const { checker } = flow.input.program;
  const type = checker.getTypeAtLocation(unwrap(spread));
  const all = type.isUnion() ? type.types : [type];
  return all.some((each) => {
    const isUnknown = (each.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
    if (isUnknown || each.getStringIndexType()) return true;
    return checker.getApparentType(each).getProperty(name) !== undefined;
  });
}
