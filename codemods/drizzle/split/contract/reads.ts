import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { keyOf } from "../../syntax.ts";
import type { Reference } from "./carrier.ts";
import { isTakenAtOnce, rowOf } from "./at-once.ts";
import { atOnce, declareInstead } from "./declare.ts";
import { groupsIn, groupsOf } from "./patterns.ts";
import { removalRanges } from "./removal-ranges.ts";
import type { Splitter } from "./splitter.ts";

/** Has every place that reads a member of the old value read the column that holds it now. */
export function rewriteReads(splitter: Splitter): void {
  for (const reference of splitter.flow.references) rewriteRead(splitter, reference);
  for (const [call, key] of splitter.flow.helperCalls) {
    const [value] = call.arguments;
    if (!value) continue;
    const { parent } = call;
    const isNamed = ts.isPropertyAssignment(parent) && parent.initializer === call;
    const node = isNamed ? parent : call;
    splitter.editsOf(call).add(node.getStart(), node.getEnd(), () => {
      const text = splitter.textOf(value, key);
      if (!isNamed) return text;
      const name = parent.name.getText();
      return text === name ? name : `${name}: ${text}`;
    });
  }
}

function rewriteRead(splitter: Splitter, { node, use, carrier }: Reference): void {
  const { parts } = splitter;
  const edits = splitter.editsOf(node);
  switch (use.kind) {
    case "member": {
      const key = parts.holding(use.member);
      if (key === undefined) return;
      if (parts.memberOf(key) === undefined) {
        const { whole } = use;
        edits.add(whole.getStart(), whole.getEnd(), () => asReceiver(splitter.textOf(whole, key)));
      } else rewritePart(splitter, use.access, use.whole, key);
      return;
    }
    case "test": {
      const { whole } = use;
      const key = parts.keys[0];
      if (key !== undefined)
        edits.add(whole.getStart(), whole.getEnd(), () => splitter.textOf(whole, key));
      return;
    }
    case "pattern":
      rewritePattern(splitter, use.declaration);
      return;
    case "nested":
      rewriteNested(splitter, use.element);
      return;
    case "listed":
      rewriteListed(splitter, use.entry);
      return;
    case "type":
      // Where its cast stays, this is what it says; elsewhere the edit of the cast is around it.
      if (ts.isTypeQueryNode(node.parent)) {
        edits.add(node.getStart(), node.getEnd(), () => {
          const key = splitter.naming.primaryOf(carrier);
          return key === undefined ? node.text : splitter.naming.nameOf(carrier, key);
        });
      }
      return;
    default:
  }
}

/** `value.member` as the column that is this member, and the link behind it. */
function rewritePart(
  splitter: Splitter,
  access: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  whole: ts.Expression,
  key: string,
): void {
  const edits = splitter.editsOf(access);
  const outer = spreadAround(access) ?? access;
  edits.add(outer.getStart(), outer.getEnd(), () => splitter.textOf(whole, key));
  const link = linkBehind(access);
  if (!link) return;
  const isAsked = access.questionDotToken !== undefined || link.questionDotToken !== undefined;
  // A cast that said that it may be missing goes; the type of the column says what holds.
  const mayBeMissing = isCast(splitter, whole) ? splitter.mayBeNothing(whole) : isAsked;
  if (mayBeMissing === (link.questionDotToken !== undefined)) return;
  const { start, end } = dotOf(link);
  edits.add(start, end, () => dotText(link, mayBeMissing));
}

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression;

/** What is read from, or done with, the value of `access`. */
function linkBehind(access: ts.Expression): Link | undefined {
  const { parent } = access;
  const isLink =
    ts.isPropertyAccessExpression(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCallExpression(parent);
  return isLink && parent.expression === access ? parent : undefined;
}

/** The characters of `.` or `?.` of a link; where there are none, the place for them. */
function dotOf(link: Link): { start: number; end: number } {
  const { questionDotToken } = link;
  if (questionDotToken)
    return { start: questionDotToken.getStart(), end: questionDotToken.getEnd() };
  const start = link.expression.getEnd();
  if (!ts.isPropertyAccessExpression(link)) return { start, end: start };
  const dot = link.getSourceFile().text.indexOf(".", start);
  return { start: dot, end: dot + 1 };
}

function dotText(link: Link, mayBeMissing: boolean): string {
  if (mayBeMissing) return "?.";
  return ts.isPropertyAccessExpression(link) ? "." : "";
}

/** Whether a cast says what the old value is, here or where it was given to a variable. */
function isCast(splitter: Splitter, whole: ts.Expression): boolean {
  let at = whole;
  while (ts.isParenthesizedExpression(at) || ts.isNonNullExpression(at)) at = at.expression;
  if (ts.isAsExpression(at) || ts.isTypeAssertionExpression(at)) return true;
  const carrier = splitter.flow.byExpression.get(at)?.carrier;
  if (!carrier || carrier.kind === "column") return false;
  return (
    carrier.kind === "parameter" || [...carrier.definitions].some((each) => isCast(splitter, each))
  );
}

/** The whole of `…(value.member as Type)`. */
function spreadAround(access: ts.Expression): ts.Expression | undefined {
  let at = access;
  while (
    ts.isExpression(at.parent) &&
    unwrap(at.parent) === access &&
    !ts.isNonNullExpression(at.parent)
  )
    at = at.parent;
  return ts.isSpreadAssignment(at.parent) ? at : undefined;
}

function rewritePattern(splitter: Splitter, declaration: ts.VariableDeclaration): void {
  const { initializer } = declaration;
  const groups = groupsOf(declaration, splitter.parts);
  if (!initializer || "problem" in groups) return;
  const taken = takenBy(splitter, groups.byKey);
  const from = rowOf(splitter.flow, initializer);
  const isOne = taken.every(({ isWhole }) => isWhole) || isTakenAtOnce(splitter.flow, declaration);
  if (from && taken.length > 1 && isOne) {
    declareInstead(splitter, declaration, [() => atOnce(splitter, from, taken)]);
    return;
  }
  const texts = taken.map(
    ({ key, name }) =>
      () =>
        `${name()} = ${splitter.textOf(initializer, key)}`,
  );
  declareInstead(splitter, declaration, texts);
}

/** What stands for each new column in a pattern. */
function takenBy(splitter: Splitter, byKey: ReadonlyMap<string, readonly ts.BindingElement[]>) {
  return [...byKey].map(([key, elements]) => {
    const [first] = elements;
    const isWhole =
      splitter.parts.memberOf(key) !== undefined ||
      (elements.length === 1 && first?.dotDotDotToken !== undefined);
    const name = (): string =>
      isWhole && first
        ? first.name.getText()
        : `{ ${elements.map((each) => splitter.render(each)).join(", ")} }`;
    return { key, name, isWhole };
  });
}

/** `{ old: { a, b } }` as `{ rest: { a }, b }`. */
function rewriteNested(splitter: Splitter, element: ts.BindingElement): void {
  const groups = groupsIn(element.name, splitter.parts);
  if ("problem" in groups) return;
  const edits = splitter.editsOf(element);
  const taken = takenBy(splitter, groups.byKey);
  if (taken.length === 0) {
    for (const { start, end } of removalRanges(element.parent.elements, new Set([element])))
      edits.add(start, end, () => "");
    return;
  }
  edits.add(element.getStart(), element.getEnd(), () =>
    taken.map(({ key, name }) => (name() === key ? key : `${key}: ${name()}`)).join(", "),
  );
}

/** `key: true` for each new column that is not listed there, or `"a" | "b"` in a type. */
function rewriteListed(splitter: Splitter, entry: ts.Node): void {
  const edits = splitter.editsOf(entry);
  const { parent } = entry;
  const isKey = ts.isPropertyAssignment(entry);
  const siblings: readonly ts.Node[] = isKey
    ? entry.parent.properties
    : ts.isUnionTypeNode(parent)
      ? parent.types
      : [entry];
  const there = new Set(siblings.map(listedKey));
  const missing = splitter.parts.keys.filter((key) => !there.has(key));
  if (missing.length > 0) {
    edits.add(entry.getStart(), entry.getEnd(), () =>
      isKey
        ? missing.map((key) => `${key}: ${splitter.render(entry.initializer)}`).join(", ")
        : missing.map((key) => `"${key}"`).join(" | "),
    );
    return;
  }
  if (isKey) {
    for (const { start, end } of removalRanges(entry.parent.properties, new Set([entry])))
      edits.add(start, end, () => "");
    return;
  }
  const [next] = siblings.slice(siblings.indexOf(entry) + 1);
  const before = siblings[siblings.indexOf(entry) - 1];
  if (next) edits.add(entry.getStart(), next.getStart(), () => "");
  else if (before) edits.add(before.getEnd(), entry.getEnd(), () => "");
}

function listedKey(entry: ts.Node): string | undefined {
  if (ts.isObjectLiteralElementLike(entry)) return keyOf(entry);
  const isText = ts.isLiteralTypeNode(entry) && ts.isStringLiteral(entry.literal);
  return isText ? entry.literal.text : undefined;
}

/** A choice or cast needs parentheses before a dot. */
function asReceiver(text: string): string {
  return /^(?:[\w$.?![\]"]+|\(.*\))$/s.test(text) ? text : `(${text})`;
}
