import { indentAt, indentUnit, lineBreakOf, lineEnd, lineStart, startsLine } from "./lines.ts";
import { endWithComments, followsDirectly, startWithComments } from "./ownership.ts";
import type { Leaving } from "./ownership.ts";
import type { Source } from "./source.ts";
import type { Span, Splice } from "./splice.ts";

/** What stands between two braces, separated by commas. */
export interface List {
  /** Behind the opening brace. */
  readonly open: number;
  /** Before the closing brace. */
  readonly close: number;
  readonly items: readonly Item[];
}

export interface Item extends Span {
  /** What a comment would call it. */
  readonly names: readonly string[];
}

/** Where an item is to go. */
export type Place =
  { readonly at: "after" | "before"; readonly index: number } | { readonly at: "end" };

/**
 * The spans to take out so that the items with the given indexes are gone, commas and all. `heads`:
 * whether the comment above an item is about the items below it, too.
 */
export function itemSpans(
  source: Source,
  list: List,
  gone: ReadonlySet<number>,
  heads: typeof headsOthers = headsOthers,
): Span[] {
  const spans = [...gone].flatMap((index) => {
    const item = list.items[index];
    const headed = heads(source.text, list, gone, index);
    return item ? [itemSpan(source, list, headed, item, index)] : [];
  });
  const lastKept = list.items.findLastIndex((_item, index) => !gone.has(index));
  if (lastKept === -1) {
    const left = source.comments.some(
      (comment) => within(comment, list) && !spans.some((span) => within(comment, span)),
    );
    return left ? spans : [{ start: list.open, end: list.close }];
  }
  const last = list.items.length - 1;
  if (lastKept < last && !commaAfter(source, list, last)) {
    const comma = commaAfter(source, list, lastKept);
    if (comma) spans.push(comma);
  }
  return spans;
}

/** The splices that put `written` into the list, in the style of its neighbours. */
export function putItem(source: Source, list: List, place: Place, written: string): Splice[] {
  const { items } = list;
  if (items.length === 0) return [putFirst(source, list, written)];
  if (place.at === "before") {
    const item = items[place.index];
    if (item) return [putBefore(source, list, item, place.index, written)];
  }
  return putAfter(source, list, place.at === "after" ? place.index : items.length - 1, written);
}

/** Whether the items stand on lines of their own. */
export function isMultiLine(text: string, list: List): boolean {
  const first = list.items[0];
  return text.slice(list.open, first ? first.start : list.close).includes("\n");
}

function itemSpan(source: Source, list: List, headed: boolean, item: Item, index: number): Span {
  const { text } = source;
  const start = startWithComments(source, { ...item, headsOthers: headed });
  const own = commaAfter(source, list, index)?.end ?? item.end;
  const end = endWithComments(source, own);
  if (end !== own)
    return { start: startsLine(text, start) ? start : spaceBefore(text, start), end };
  const rest = text.slice(end, lineEnd(text, end));
  const closes = end + (/^\s*/.exec(rest)?.[0].length ?? 0) === list.close;
  if (rest.trim() === "" || closes) {
    return { start: startsLine(text, start) ? start : spaceBefore(text, start), end };
  }
  return { start, end: end + (/^\s*/.exec(rest)?.[0].length ?? 0) };
}

/**
 * Like `headsOthers`, for lists in which blank lines set groups apart: a comment in the middle of
 * a group, or of a list without groups, is about the item below it alone.
 */
export function headsGroup(
  text: string,
  list: List,
  gone: ReadonlySet<number>,
  index: number,
): boolean {
  if (!headsOthers(text, list, gone, index)) return false;
  const item = list.items[index];
  const before = text.slice(list.items[index - 1]?.end ?? list.open, item?.start);
  const inside = text.slice(list.open, list.close);
  return BLANK_LINE.test(index === 0 ? inside : before);
}

const BLANK_LINE = /\n[^\S\r\n]*\r?\n/;

function headsOthers(
  text: string,
  list: List,
  gone: ReadonlySet<number>,
  index: number,
): Leaving["headsOthers"] {
  for (let at = index; ; at += 1) {
    const item = list.items[at];
    const next = list.items[at + 1];
    if (!item || !next || !followsDirectly(text, item, next)) return false;
    if (!gone.has(at + 1)) return true;
  }
}

function putAfter(source: Source, list: List, index: number, written: string): Splice[] {
  const { text } = source;
  const item = list.items[index];
  if (!item) return [];
  const comma = commaAfter(source, list, index);
  const lineRest = endWithComments(source, comma?.end ?? item.end);
  const endsItsLine = text.slice(lineRest, lineEnd(text, lineRest)).trim() === "";
  if (isMultiLine(text, list) && endsItsLine) {
    const line = `${lineBreakOf(text)}${indentAt(text, item.start)}${written}${comma ? "," : ""}`;
    const added = insert(lineEnd(text, lineRest), line);
    return comma ? [added] : [insert(item.end, ","), added];
  }
  const space = spaceBetween(source, list);
  return [
    comma ? insert(comma.end, `${space}${written},`) : insert(item.end, `,${space}${written}`),
  ];
}

function putBefore(source: Source, list: List, item: Item, index: number, written: string): Splice {
  const { text } = source;
  const headed = headsOthers(text, list, new Set(), index);
  const start = startWithComments(source, { ...item, headsOthers: headed });
  if (isMultiLine(text, list) && startsLine(text, start)) {
    const indent = text.slice(lineStart(text, start), start);
    return insert(start, `${written},${lineBreakOf(text)}${indent}`);
  }
  return insert(item.start, `${written},${spaceBetween(source, list)}`);
}

function putFirst(source: Source, list: List, written: string): Splice {
  const { text } = source;
  const inside = text.slice(list.open, list.close);
  if (!inside.includes("\n")) {
    if (inside.trim() === "") return { start: list.open, end: list.close, text: ` ${written} ` };
    return insert(list.open + inside.trimEnd().length, ` ${written}`);
  }
  const indent = `${indentAt(text, lineIndentEnd(text, list.open))}${indentUnit(text)}`;
  const at = list.open + inside.trimEnd().length;
  return insert(at, `${lineBreakOf(text)}${indent}${written},`);
}

function lineIndentEnd(text: string, offset: number): number {
  const start = lineStart(text, offset);
  return start + (/^[^\S\r\n]*/.exec(text.slice(start))?.[0].length ?? 0);
}

/** The comma behind an item, comments in between or not. */
function commaAfter(source: Source, list: List, index: number): Span | undefined {
  const item = list.items[index];
  if (!item) return undefined;
  const next = source.tokens.find((token) => token.start >= item.end);
  return next?.text === "," && next.start < list.close ? next : undefined;
}

function spaceBetween(source: Source, list: List): string {
  const comma = commaAfter(source, list, 0);
  const next = list.items[1];
  if (!comma || !next) return " ";
  return source.text.slice(comma.end, next.start) === "" ? "" : " ";
}

function spaceBefore(text: string, offset: number): number {
  return (
    offset - (/[^\S\r\n]*$/.exec(text.slice(lineStart(text, offset), offset))?.[0].length ?? 0)
  );
}

function insert(at: number, text: string): Splice {
  return { start: at, end: at, text };
}

function within(inner: Span, outer: Span | List): boolean {
  const { start, end } = "open" in outer ? { start: outer.open, end: outer.close } : outer;
  return inner.start >= start && inner.end <= end;
}
