import type { Span, Splice } from "./splice.ts";

/** Where the line of `offset` begins; a byte order mark belongs to no line. */
export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  return start === 0 && text.startsWith("\uFEFF") ? 1 : start;
}

/** Where the line of `offset` ends: before its line end, or at the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  if (at === -1) return text.length;
  return at > offset && text[at - 1] === "\r" ? at - 1 : at;
}

/** Where the line after that of `offset` begins. */
export function nextLine(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at === -1 ? text.length : at + 1;
}

/** The white space at the start of the line of `offset`. */
export function indentAt(text: string, offset: number): string {
  return /^[^\S\r\n]*/.exec(text.slice(lineStart(text, offset), offset))?.[0] ?? "";
}

/** Whether only white space stands before `offset` on its line. */
export function startsLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === "";
}

/** Whether only white space stands from `offset` to the end of its line. */
export function endsLine(text: string, offset: number): boolean {
  return text.slice(offset, lineEnd(text, offset)).trim() === "";
}

/** The line end that most lines of `text` have; `\n` if it has none. */
export function lineBreakOf(text: string): "\r\n" | "\n" {
  const crlf = text.split("\r\n").length - 1;
  const all = text.split("\n").length - 1;
  return crlf * 2 > all ? "\r\n" : "\n";
}

/** One step of indentation as `text` has it: a tab, or its shallowest indentation of two or more. */
export function indentUnit(text: string): string {
  if (/^\t/m.test(text)) return "\t";
  const widths = [...text.matchAll(/^ {2,8}(?=[^\s*])/gm)].map((match) => match[0].length);
  return " ".repeat(widths.length === 0 ? 2 : Math.min(...widths));
}

/**
 * The splices that take `spans` out of `text`. A span that leaves its lines empty takes the lines,
 * with their indentation and line ends, and a blank line that would then double another one, or
 * stand at the edge of a block or of the file. Spans may touch and overlap.
 */
export function takeOut(text: string, spans: readonly Span[]): Splice[] {
  const lines = merge(text, spans).map((span) => growToLines(text, span));
  return joinedOverBlanks(text, merge(text, lines)).map((span) => ({
    ...withoutScar(text, span),
    text: "",
  }));
}

/** Spans of whole lines with nothing but blank lines between them as one: the blank lines go, too. */
function joinedOverBlanks(text: string, spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    const isNext =
      last !== undefined &&
      [last.start, last.end, span.start].every((offset) => isLineStart(text, offset)) &&
      text.slice(last.end, span.start).trim() === "";
    if (isNext) joined[joined.length - 1] = { start: last.start, end: span.end };
    else joined.push(span);
  }
  return joined;
}

/** Spans in order, those that meet joined, and those that share the start of a line. */
function merge(text: string, spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && (span.start <= last.end || shareLineStart(text, last, span))) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

/** Whether the two are all that stands on their line so far. */
function shareLineStart(text: string, first: Span, second: Span): boolean {
  return (
    /^[^\S\r\n]*$/.test(text.slice(first.end, second.start)) &&
    startsLine(text, first.start) &&
    !isLineStart(text, first.end)
  );
}

function growToLines(text: string, span: Span): Span {
  if (isLineStart(text, span.start) && isLineStart(text, span.end) && span.end > span.start) {
    return span;
  }
  if (!startsLine(text, span.start) || !endsLine(text, span.end)) return span;
  return { start: lineStart(text, span.start), end: nextLine(text, span.end) };
}

function isLineStart(text: string, offset: number): boolean {
  return lineStart(text, offset) === offset;
}

function withoutScar(text: string, span: Span): Span {
  let { start, end } = span;
  const wholeLines =
    isLineStart(text, start) && end > start && (end === text.length || isLineStart(text, end));
  if (!wholeLines) return span;
  const first = lineStart(text, 0);
  const lastLineTaken = end === text.length && text[end - 1] !== "\n";
  const before = start === first ? "" : text.slice(lineStart(text, start - 1), start).trim();
  const edgeBefore = start === first || before === "" || /[{[(>]$/.test(before);
  if (edgeBefore) {
    while (end < text.length && endsLine(text, end)) end = nextLine(text, end);
  }
  const edgeAfter =
    end === text.length || /^[^\S\r\n]*(?:[}\])]|<\/)/.test(text.slice(end, end + 200));
  if (edgeAfter) {
    while (start > first && text.slice(lineStart(text, start - 1), start).trim() === "") {
      start = lineStart(text, start - 1);
    }
  }
  // The line before becomes the last one, and the file still must not end with a line break.
  if (lastLineTaken && start > first) {
    start -= text[start - 2] === "\r" ? 2 : 1;
  }
  return { start, end };
}
