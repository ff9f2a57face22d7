import { ts } from "ts-morph";
import { calledName, firstCall } from "../syntax.ts";
import type { Column } from "../tables.ts";
import type { SplitColumnParams } from "./params.ts";

/** The type of a column's value, as `$type<…>` has it. */
export function statedType({ property }: Column): ts.TypeNode | undefined {
  if (!ts.isPropertyAssignment(property)) return undefined;
  const bottom = firstCall(property.initializer);
  for (let at: ts.Node = bottom ?? property; at !== property; at = at.parent) {
    if (ts.isCallExpression(at) && calledName(at) === "$type") return at.typeArguments?.[0];
  }
  return undefined;
}

/** The types of the parts of `whole`, by the keys of their columns, as they stand behind `=`. */
export function partTypes(
  checker: ts.TypeChecker,
  whole: ts.TypeNode,
  { into, drop }: SplitColumnParams,
): ReadonlyMap<string, string> {
  const apart = Object.values(into).flatMap((part) => ("at" in part ? [part.at] : []));
  const away = new Set([...apart, ...drop]);
  return new Map(
    Object.entries(into).map(([key, part]): [string, string] => [
      key,
      "at" in part ? memberType(checker, whole, part.at) : restType(checker, whole, away),
    ]),
  );
}

/** The members of a union but for `null` and `undefined`; a type that is none is the only one. */
function variants(whole: ts.TypeNode): readonly ts.TypeNode[] {
  if (ts.isParenthesizedTypeNode(whole)) return variants(whole.type);
  if (ts.isUnionTypeNode(whole)) return whole.types.flatMap(variants);
  return isNothingType(whole) ? [] : [whole];
}

/** `null` or `undefined`, as written. */
export function isNothingType(type: ts.TypeNode): boolean {
  if (type.kind === ts.SyntaxKind.UndefinedKeyword) return true;
  return ts.isLiteralTypeNode(type) && type.literal.kind === ts.SyntaxKind.NullKeyword;
}

function memberType(checker: ts.TypeChecker, whole: ts.TypeNode, name: string): string {
  const list = variants(whole);
  const types = list.flatMap((variant) => {
    if (!ts.isTypeLiteralNode(variant)) return [memberOfNamed(checker, variant, name)];
    const member = variant.members.find((each) => nameOf(each) === name);
    return member && ts.isPropertySignature(member) && member.type ? [dedented(member.type)] : [];
  });
  const distinct = [...new Set(types)];
  return distinct.length === 1 ? (distinct[0] ?? "unknown") : unionOf(distinct);
}

function restType(checker: ts.TypeChecker, whole: ts.TypeNode, away: ReadonlySet<string>): string {
  const list = variants(whole).map((variant) =>
    ts.isTypeLiteralNode(variant)
      ? withoutMembers(variant, away)
      : restOfNamed(checker, variant, away),
  );
  return list.length === 1 ? (list[0] ?? "{}") : unionOf(list);
}

/** The type of a member of a type that has a name, or is worked out: `Details["ship"]`. */
export function memberOfNamed(checker: ts.TypeChecker, type: ts.TypeNode, name: string): string {
  const key = JSON.stringify(name);
  const { text, kinds } = withoutNothing(checker, type);
  const members = (kinds ?? []).map((each) => checker.getPropertyOfType(each, name));
  // Where only some kinds have it, those of the union are asked one by one.
  if (members.includes(undefined) && members.some(Boolean)) {
    return eachOf(text, `(${key} extends keyof Each ? NonNullable<Each[${key}]> : never)`);
  }
  const isOptional = members.some((each) => each && (each.flags & ts.SymbolFlags.Optional) !== 0);
  return isOptional ? `NonNullable<${text}[${key}]>` : `${text}[${key}]`;
}

/** The rest of a type that has a name, or is worked out: `Omit<Details, "ship">`. */
export function restOfNamed(
  checker: ts.TypeChecker,
  type: ts.TypeNode,
  away: ReadonlySet<string>,
): string {
  const names = [...away].map((name) => JSON.stringify(name)).join(" | ");
  const { text, kinds } = withoutNothing(checker, type);
  // Of a union, `Omit` would keep only what all of its kinds have.
  return kinds?.length === 1 ? `Omit<${text}, ${names}>` : eachOf(text, `Omit<Each, ${names}>`);
}

/** A type made of each kind of a union. */
function eachOf(type: string, made: string): string {
  return `${type} extends infer Each ? (Each extends unknown ? ${made} : never) : never`;
}

/** A type but for `null` and `undefined`, and the kinds of it if it is known what it is. */
function withoutNothing(
  checker: ts.TypeChecker,
  node: ts.TypeNode,
): { readonly text: string; readonly kinds: readonly ts.Type[] | undefined } {
  const type = checker.getTypeFromTypeNode(node);
  const isKnown = (type.flags & ts.TypeFlags.Object) !== 0 || type.isUnionOrIntersection();
  const sure = checker.getNonNullableType(type);
  const text = isKnown && sure === type ? oneWord(node) : `NonNullable<${node.getText()}>`;
  return { text, kinds: isKnown ? (sure.isUnion() ? sure.types : [sure]) : undefined };
}

function unionOf(types: readonly string[]): string {
  return types.map((type) => `\n  | ${type.replaceAll("\n", "\n    ")}`).join("");
}

/** The text of a type literal without some of its members, from the start of a line on. */
function withoutMembers(literal: ts.TypeLiteralNode, away: ReadonlySet<string>): string {
  const { text } = literal.getSourceFile();
  let at = literal.getStart();
  let kept = "";
  for (const member of literal.members) {
    const name = nameOf(member);
    if (name === undefined || !away.has(name)) continue;
    const lineStart = text.lastIndexOf("\n", member.getStart()) + 1;
    const isAlone = text.slice(lineStart, member.getStart()).trim() === "";
    const rest = /^[^\S\r\n]*[;,]?[^\S\r\n]*(?:\/\/[^\r\n]*)?(\r?\n)?/.exec(
      text.slice(member.getEnd()),
    );
    const [first] = ts.getLeadingCommentRanges(text, member.getFullStart()) ?? [];
    const above =
      first &&
      text.slice(0, first.pos).trimEnd().length < first.pos &&
      /\n[^\S\r\n]*$/.test(text.slice(0, first.pos))
        ? text.lastIndexOf("\n", first.pos) + 1
        : lineStart;
    kept += text.slice(at, isAlone ? Math.max(at, above) : member.getStart());
    at = member.getEnd() + (rest?.[0].length ?? 0);
    if (!isAlone && text[at] === " ") at += 1;
  }
  const left = kept + text.slice(at, literal.getEnd());
  // On one line, the last member has nothing behind it if it had nothing before.
  const isOpen = !left.includes("\n") && hasEnd(left) && !hasEnd(literal.getText());
  return stripped(isOpen ? left.replace(/[;,](\s*\})$/, "$1") : left, literal);
}

function hasEnd(literal: string): boolean {
  return /[;,]\s*\}$/.test(literal);
}

function dedented(node: ts.Node): string {
  return stripped(node.getText(), node);
}

/** `text`, which starts on the line of `node`, with its lines indented as if that stood at the start. */
function stripped(text: string, node: ts.Node): string {
  const { text: all } = node.getSourceFile();
  const last = all.lastIndexOf("\n", node.getEnd() - 1) + 1;
  const indent = /^[^\S\r\n]*/.exec(all.slice(last))?.[0] ?? "";
  return text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line, index) => (index > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join("\n");
}

function oneWord(type: ts.TypeNode): string {
  return ts.isTypeReferenceNode(type) ? type.getText() : `(${type.getText()})`;
}

function nameOf(member: ts.TypeElement): string | undefined {
  const { name } = member;
  return name && (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) ? name.text : undefined;
}
