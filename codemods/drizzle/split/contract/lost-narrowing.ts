import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import type { Note } from "../../../step.ts";
import { statedType } from "../types.ts";
import type { Carrier } from "./carrier.ts";
import type { Flow } from "./flow.ts";
import type { Parts } from "./parts.ts";

/**
 * Notes for members that only some kinds of a part have, read where a member of another part has
 * told the kind: of two columns, the one does not tell the kind of the other.
 */
export function lostNarrowings(flow: Flow, parts: Parts): readonly Note[] {
  const { checker } = flow.input.program;
  const types = new Map(
    flow.input.table.columns.flatMap((column) => {
      const stated = statedType(column);
      return stated ? [[column.key, checker.getTypeFromTypeNode(stated)] as const] : [];
    }),
  );
  return flow.references.flatMap(({ use, carrier }) => {
    if (use.kind !== "member" || !isPlain(use.whole)) return [];
    const key = parts.holding(use.member);
    const type = key === undefined ? undefined : types.get(key);
    const link = use.access.parent;
    if (!type || key === parts.rest || !ts.isPropertyAccessExpression(link)) return [];
    if (link.expression !== use.access || !isOfSome(checker, type, link.name.text)) return [];
    if (wasOfAll(checker, carrier, use.member, link.name)) return [];
    const message = `\`${link.name.text}\` is only of some of what \`${key}\` may be, and what told which is no longer beside it. Give \`${key}\` a type that has it, or tell it here in another way.`;
    return [noteAt(link.name, "kind-not-told", "manual", message)];
  });
}

/** Not cast to a type that says more. */
function isPlain(value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value) || ts.isNonNullExpression(value)) {
    return isPlain(value.expression);
  }
  return !ts.isAsExpression(value) && !ts.isTypeAssertionExpression(value);
}

function isOfSome(checker: ts.TypeChecker, type: ts.Type, name: string): boolean {
  const sure = checker.getNonNullableType(type);
  return (
    sure.isUnion() &&
    !checker.getPropertyOfType(sure, name) &&
    sure.types.some((each) => checker.getPropertyOfType(each, name) !== undefined)
  );
}

/** Whether what is declared to hold the old value has the member without anything being told. */
function wasOfAll(
  checker: ts.TypeChecker,
  carrier: Carrier,
  member: string,
  name: ts.MemberName,
): boolean {
  if (carrier.kind === "column") return false;
  return [...carrier.declarations].every((declaration) => {
    const whole = checker.getNonNullableType(checker.getTypeAtLocation(declaration));
    const part = checker.getPropertyOfType(whole, member);
    if (!part) return false;
    const type = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(part, declaration));
    return checker.getPropertyOfType(type, name.text) !== undefined;
  });
}
