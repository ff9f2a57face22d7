import { endsLine, lineEnd, nextLine, startsLine } from "./lines.ts";
import type { Comment, Source } from "./source.ts";
import type { Span } from "./splice.ts";

/** Something that is to go, and what decides whether a comment goes with it. */
export interface Leaving extends Span {
  /** A comment that begins with one of these is about nothing else. */
  readonly names: readonly string[];
  /** Whether a sibling that stays follows on the very next line, so that a comment heads both. */
  readonly headsOthers: boolean;
}

/**
 * Where `item` begins, the comments in front of it included that are about it alone: a block
 * comment on its line, and directly above it a doc comment, a directive for the next line, or a
 * comment that names it or that no other sibling can share. A comment at the top of the file is
 * the file's.
 */
export function startWithComments(source: Source, item: Leaving): number {
  const { text } = source;
  let start = item.start;
  for (let at = sameLineComment(source, start); at; at = sameLineComment(source, start)) {
    start = at.start;
  }
  for (let at = commentAbove(source, start); at; at = commentAbove(source, start)) {
    if (isNextLineDirective(at)) {
      start = at.start;
      continue;
    }
    if (isAtTop(text, at) || marksRange(at)) return start;
    if (at.block && at.text.startsWith("*")) return at.start;
    const run = [at];
    for (let above = commentAbove(source, at.start); above;) {
      if (marksRange(above) || (above.block && above.text.startsWith("*"))) break;
      if (isAtTop(text, above)) return start;
      run.unshift(above);
      above = commentAbove(source, above.start);
    }
    const first = run[0] ?? at;
    return !item.headsOthers || beginsWithName(first, item.names) ? first.start : start;
  }
  return start;
}

/** Where the comments end that follow `end` up to the end of its line, if nothing else does. */
export function endWithComments(source: Source, end: number): number {
  const { text } = source;
  const limit = lineEnd(text, end);
  let last = end;
  for (const comment of source.comments) {
    if (comment.start < last) continue;
    if (comment.start > limit || text.slice(last, comment.start).trim() !== "") break;
    if (comment.end > limit) return end;
    last = comment.end;
  }
  return endsLine(text, last) ? last : end;
}

/** Whether `second` begins on the line directly after the one that `first` ends on. */
export function followsDirectly(text: string, first: Span, second: Span): boolean {
  const next = nextLine(text, first.end);
  return (
    second.start < next || (startsLine(text, second.start) && lineEnd(text, next) > second.start)
  );
}

/** A block comment on the line of `offset`, with only white space in between. */
function sameLineComment(source: Source, offset: number): Comment | undefined {
  return source.comments.find(
    (comment) =>
      comment.block &&
      comment.end <= offset &&
      /^[^\S\r\n]*$/.test(source.text.slice(comment.end, offset)),
  );
}

/** The comment that has the line above `offset` for itself. */
function commentAbove(source: Source, offset: number): Comment | undefined {
  const { text } = source;
  if (!startsLine(text, offset)) return undefined;
  return source.comments.find(
    (comment) =>
      comment.end <= offset &&
      /^[^\S\r\n]*\r?\n[^\S\r\n]*$/.test(text.slice(comment.end, offset)) &&
      startsLine(text, comment.start),
  );
}

function isAtTop(text: string, comment: Comment): boolean {
  return (
    text
      .slice(0, comment.start)
      .replace(/^\uFEFF?#!.*/, "")
      .trim() === ""
  );
}

/** Whether a comment tells a tool what to do with the line below it. */
export function isNextLineDirective(comment: Comment | undefined): boolean {
  return /^\s*(?:@ts-(?:ignore|expect-error)\b|[\w-]+-disable-next-line\b|(?:prettier|biome)-ignore\b(?!-))/.test(
    comment?.text ?? "",
  );
}

/** Whether a comment opens or closes something that another one ends: a region, a switched-off rule. */
function marksRange(comment: Comment): boolean {
  return /^\s*(?:#?(?:end)?region\b|[\w-]+-(?:disable|enable)\b(?!-)|[\w-]+[- ]ignore[- ](?:start|end|stop)\b)/.test(
    comment.text,
  );
}

function beginsWithName(comment: Comment, names: readonly string[]): boolean {
  const words = comment.text.replace(/^[\s*`'"]+/, "");
  return names.some((name) => words.startsWith(name) && !/^[\w$]/.test(words.slice(name.length)));
}
