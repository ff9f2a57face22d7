import { ts } from "ts-morph";
import type { EditSet } from "../../../program/edit-set.ts";
import { unwrap } from "../../../program/syntax.ts";
import type { Column } from "../../tables.ts";
import type { SplitColumnParams } from "../params.ts";
import type { Constants } from "./keep.ts";
import { takeApart } from "./literal.ts";
import type { PartSource, TakenApart } from "./literal.ts";
import type { IsOld } from "./old-value.ts";
import { isRepeatable, unrepeatable } from "../repeatable.ts";
import { hasLongText, indentOf, lineBreakOf, reindented, textWith, withComments } from "./text.ts";

/** What the new columns are to be given where the old one is given a value. */
export interface NewValues {
  /** By the keys of the columns, in order. */
  readonly texts: ReadonlyMap<string, string>;
  /** What a member of the old value is, by its name; for columns that are filled from one. */
  readonly member: (name: string) => string | undefined;
}

/** Why a write is left to a person, in words that end a sentence. */
export interface Left {
  readonly why: string;
}

export interface ValueContext {
  readonly checker: ts.TypeChecker;
  readonly params: SplitColumnParams;
  readonly column: Column;
  /** Whether the old column may hold NULL. */
  readonly isNullable: boolean;
  readonly isOld: IsOld;
  readonly constants: Constants;
  readonly edits: EditSet;
  /** Whether the file of the write can import the helpers; asked only where they are wanted. */
  readonly canImport: boolean;
  /** Told when the helper for a column is called. */
  readonly needs: (key: string) => void;
}

/** What the new columns are given where the old one is given `value`. */
export function newValues(context: ValueContext, value: ts.Expression): NewValues | Left {
  const { column, params } = context;
  const keys = Object.keys(params.into);
  const inner = unwrap(value);
  if (inner.kind === ts.SyntaxKind.NullKeyword || isUndefined(inner)) {
    return { texts: new Map(keys.map((key) => [key, inner.getText()])), member: () => undefined };
  }
  if (ts.isTaggedTemplateExpression(inner)) return ofSql(context, inner);
  if (ts.isObjectLiteralExpression(inner) && isFreeOfCasts(value)) return ofLiteral(context, inner);
  if (isRepeatable(value) && !hasLiteral(value)) return ofExpression(context, value);
  if (ts.isObjectLiteralExpression(inner) || !hasLiteral(inner)) {
    if (!context.canImport) return { why: NOT_IMPORTED };
    const apart =
      ts.isObjectLiteralExpression(inner) &&
      takeApart(context.checker, inner, params, context.isOld);
    const missing = apart && "parts" in apart && missingPart(params, apart);
    if (missing) return missing;
    const spot = context.constants.spotFor([value]);
    if (!spot) return { why: EVALUATED };
    const name = context.constants.nameAt(spot, [column.key, `new${capital(column.key)}`]);
    if (name === undefined) return { why: NO_NAME };
    context.constants.declare(spot, name, value.getText());
    const property = value.parent;
    if (ts.isPropertyAssignment(property) && property.name.getText() === name) {
      context.edits.replace(property, name);
    } else context.edits.replace(value, name);
    return byHelpers(context, name, name);
  }
  return { why: "the value is put together in a way that cannot be taken apart" };
}

const EVALUATED =
  "what it is made of may not be evaluated a second time, and a constant in front of it would change when or whether it is evaluated";
const NO_NAME = "no name for a constant is free here";
const NOT_IMPORTED = "the functions that split a value cannot be imported here";

/** `details`, `order.details`, `details as never`: what names a value and does nothing. */
function ofExpression(context: ValueContext, value: ts.Expression): NewValues | Left {
  const { params, column, constants, isNullable } = context;
  const source = unwrap(value).getText();
  if (context.canImport) return byHelpers(context, value.getText(), source);
  if (isNullable) return { why: NOT_IMPORTED };
  const spot = constants.spotFor([value]);
  if (!spot) return { why: `${NOT_IMPORTED}, and ${EVALUATED}` };
  const casts = castsOf(value);
  const texts = new Map<string, string>();
  const pattern: string[] = [];
  const last: string[] = [];
  for (const [key, part] of Object.entries(params.into)) {
    const name = constants.nameAt(spot, [key, `new${capital(key)}`]);
    if (name === undefined) return { why: NO_NAME };
    texts.set(key, name + casts);
    if ("rest" in part) last.push(`...${name}`);
    else pattern.push(part.at === name ? name : `${memberName(part.at)}: ${name}`);
  }
  if (last.length > 0) {
    for (const dropped of params.drop) {
      const name = constants.nameAt(spot, [`_${dropped}`, `_${dropped}Of${capital(column.key)}`]);
      if (name === undefined) return { why: NO_NAME };
      pattern.push(`${memberName(dropped)}: ${name}`);
    }
  }
  constants.declare(spot, `{ ${[...pattern, ...last].join(", ")} }`, source);
  return { texts, member: (name) => `${source}${memberAccess(name)}` };
}

/** By the helpers, on `text`; `source` is the same without casts. */
function byHelpers(
  { params, isNullable, needs }: ValueContext,
  text: string,
  source: string,
): NewValues {
  const texts = Object.keys(params.into).map((key): [string, string] => {
    needs(key);
    return [key, `${params.helpers.functions[key]}(${text})`];
  });
  return {
    texts: new Map(texts),
    member: (name) => `${source}${isNullable ? "?" : ""}${memberAccess(name)}`,
  };
}

/** `sql`excluded.details``: the same of the new columns. */
function ofSql(
  { params, column }: ValueContext,
  { tag, template }: ts.TaggedTemplateExpression,
): NewValues | Left {
  const name = column.databaseName ?? column.key;
  const text = ts.isNoSubstitutionTemplateLiteral(template) ? template.text : "";
  const parts = /^(\s*(?:excluded|new)\.)("?)(\w+)\2(\s*)$/i.exec(text);
  if (!parts || parts[3] !== name) {
    return { why: "the value is made by SQL, which is not taken apart" };
  }
  const [, before = "", quote = "", , after = ""] = parts;
  const texts = Object.entries(params.into).map(([key, { database }]): [string, string] => [
    key,
    `${tag.getText()}\`${before}${quote}${database}${quote}${after}\``,
  ]);
  return { texts: new Map(texts), member: () => undefined };
}

function ofLiteral(context: ValueContext, literal: ts.ObjectLiteralExpression): NewValues | Left {
  const { checker, params, isOld } = context;
  const apart = takeApart(checker, literal, params, isOld);
  if (!("parts" in apart)) {
    return { why: `it cannot be told which part \`${oneLine(apart.getText())}\` is of` };
  }
  const missing = missingPart(params, apart);
  if (missing) return missing;
  const usesOld =
    apart.rest.some(({ kind }) => kind === "old") ||
    [...apart.parts.values()].some(({ from }) => from === "old");
  if (usesOld && !context.canImport) return { why: NOT_IMPORTED };
  if (hasLongText(literal)) return { why: "a text in it goes over several lines" };
  const instead = keepOnce(context, literal, apart);
  if (!instead) return { why: EVALUATED };

  const texts = new Map<string, string>();
  for (const [key, part] of Object.entries(params.into)) {
    const source = apart.parts.get(key);
    texts.set(
      key,
      "rest" in part
        ? restText(context, key, literal, apart, instead)
        : source
          ? partText(context, key, literal, source, instead)
          : "null",
    );
  }
  const member = (name: string): string | undefined => {
    const source = apart.member(name);
    if (!source) return undefined;
    if (source.from === "value") return textWith(source.value, instead);
    return `${unwrap(source.old).getText()}${context.isNullable ? "?" : ""}${memberAccess(name)}`;
  };
  return { texts, member };
}

/** What to say of a value that has nothing for one of the new columns. */
function missingPart({ into }: SplitColumnParams, { parts }: TakenApart): Left | undefined {
  for (const [key, part] of Object.entries(into)) {
    // Where the column may go on holding NULL, that is what it has to give.
    if ("at" in part && part.notNull && !parts.has(key)) {
      return { why: `the value has no \`${part.at}\` to give to \`${key}\`` };
    }
  }
  return undefined;
}

/**
 * Declares constants for what `literal` evaluates and the new values would evaluate again, and has
 * the literal use them. Returns what stands in their places; undefined if that is not possible.
 */
function keepOnce(
  context: ValueContext,
  literal: ts.ObjectLiteralExpression,
  { parts, rest }: TakenApart,
): ReadonlyMap<ts.Node, string> | undefined {
  const { constants, edits, column } = context;
  const copied = new Set<ts.Node>([
    ...rest.map(({ node }) => node),
    ...[...parts.values()].flatMap((source) =>
      source.from === "value" ? [source.value.parent] : [],
    ),
  ]);
  const nodes = literal.properties
    .filter((property) => copied.has(property))
    .flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return unrepeatable(property.expression, column.key);
      return ts.isPropertyAssignment(property)
        ? unrepeatable(property.initializer, property.name.getText())
        : [];
    });
  const instead = new Map<ts.Node, string>();
  if (nodes.length === 0) return instead;
  const spot = constants.spotFor(nodes.map(({ node }) => node));
  if (!spot) return undefined;
  const named = nodes.map(({ node, key }) => ({
    node,
    name: constants.nameAt(spot, namesFor(node, key)),
  }));
  if (named.some(({ name }) => name === undefined)) return undefined;
  for (const { node, name = "" } of named) {
    constants.declare(spot, name, node.getText());
    instead.set(node, name);
    const property = node.parent;
    const isSame = ts.isPropertyAssignment(property) && property.name.getText() === name;
    edits.replace(isSame ? property : node, name);
    if (isSame) instead.set(property, name);
  }
  return instead;
}

/** What a constant for `node` may be called: by its key, or by the last word of what is called. */
function namesFor(node: ts.Expression, key: string): readonly string[] {
  const inner = unwrap(node);
  const call = ts.isAwaitExpression(inner) ? unwrap(inner.expression) : inner;
  const callee = ts.isCallExpression(call) ? unwrap(call.expression) : undefined;
  const called =
    callee && (ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText());
  const word = /[A-Z]?[a-z\d]+$/.exec(called ?? "")?.[0].toLowerCase();
  const byCall = word === undefined ? [] : [word, `${word}Fields`];
  const isSpread = ts.isSpreadAssignment(node.parent) || ts.isSpreadElement(node.parent);
  const byKey = isSpread ? [] : [key];
  return [...byKey, ...byCall, `${key}Value`, `${key}Value2`];
}

function partText(
  { params, needs }: ValueContext,
  key: string,
  literal: ts.ObjectLiteralExpression,
  source: PartSource,
  instead: ReadonlyMap<ts.Node, string>,
): string {
  if (source.from === "old") {
    needs(key);
    return `${params.helpers.functions[key]}(${source.old.getText()})`;
  }
  return reindented(
    textWith(source.value, instead),
    indentOf(source.value.parent),
    indentOf(literal),
  );
}

function restText(
  { params, needs }: ValueContext,
  key: string,
  literal: ts.ObjectLiteralExpression,
  { rest }: TakenApart,
  instead: ReadonlyMap<ts.Node, string>,
): string {
  const call = (old: ts.Expression): string => {
    needs(key);
    return `${params.helpers.functions[key]}(${old.getText()})`;
  };
  const [only] = rest;
  if (!only) return "{}";
  if (rest.length === 1 && only.kind === "old") return call(only.old);
  const texts = rest.map((each) => ({
    node: each.node,
    text: each.kind === "old" ? `...${call(each.old)}` : textWith(each.node, instead),
  }));
  const first = literal.properties[0];
  const file = literal.getSourceFile();
  const isLong =
    !!first && file.text.slice(literal.getStart(file), first.getStart(file)).includes("\n");
  if (!isLong) return `{ ${texts.map(({ text }) => text).join(", ")} }`;
  const line = lineBreakOf(file);
  const indent = indentOf(first);
  const members = texts.map(({ node, text }) => withComments(node, text, ","));
  return `{${members.map((each) => `${line}${indent}${each}`).join("")}${line}${indentOf(literal)}}`;
}

function isUndefined(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === "undefined";
}

/** A literal that is not said to be of another type: `as const` and `satisfies` are no such casts. */
function isFreeOfCasts(value: ts.Expression): boolean {
  let at = value;
  for (;;) {
    if (ts.isParenthesizedExpression(at) || ts.isSatisfiesExpression(at)) at = at.expression;
    else if (ts.isAsExpression(at) && at.type.getText() === "const") at = at.expression;
    else return ts.isObjectLiteralExpression(at);
  }
}

/** ` as never` of `value as never`. */
function castsOf(value: ts.Expression): string {
  return ts.isAsExpression(value) ? `${castsOf(value.expression)} as ${value.type.getText()}` : "";
}

function hasLiteral(value: ts.Node): boolean {
  if (ts.isObjectLiteralExpression(value)) return true;
  return ts.forEachChild(value, (child) => hasLiteral(child) || undefined) ?? false;
}

function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

function memberAccess(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

function capital(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
