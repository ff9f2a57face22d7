import { structuredPatch } from "diff";

/** Lines that belong together, with the unchanged ones around them. Line numbers count from 1. */
export interface Hunk {
  /** The first line of it before; where it has none, the line that it comes after. */
  readonly oldStart: number;
  readonly oldLines: number;
  /** The same, after. */
  readonly newStart: number;
  readonly newLines: number;
  /**
   * Each begins with ` `, `+` or `-`; or it is `\\ No newline at end of file`, about the line before
   * it. A carriage return at the end of a line is part of it.
   */
  readonly lines: readonly string[];
}

/**
 * Up to this many changed lines the shortest diff is looked for, which takes time by the square of
 * their number (half a second here); beyond, one hunk spans from the first change to the last.
 */
const MOST_CHANGED_LINES = 2000;

/** What turns `before` into `after`, with `context` unchanged lines around each change. */
export function hunksBetween(before: string, after: string, context: number): Hunk[] {
  if (before === after) return [];
  return shortestHunks(before, after, context) ?? [oneHunk(before, after, context)];
}

/** `@@ -3,7 +3,8 @@` */
export function hunkHeader(hunk: Hunk): string {
  return `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@`;
}

function shortestHunks(before: string, after: string, context: number): Hunk[] | undefined {
  const options = { context, maxEditLength: MOST_CHANGED_LINES };
  return structuredPatch("", "", before, after, undefined, undefined, options)?.hunks.map(
    (hunk) => ({
      ...hunk,
      // The library counts an empty side from the line after it, the format from the line before.
      oldStart: hunk.oldStart - (hunk.oldLines === 0 ? 1 : 0),
      newStart: hunk.newStart - (hunk.newLines === 0 ? 1 : 0),
    }),
  );
}

/** All lines between the ones that `before` and `after` begin and end with, as one change. */
function oneHunk(before: string, after: string, context: number): Hunk {
  const old = linesOf(before);
  const now = linesOf(after);
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;

  const first = Math.max(0, head - context);
  const last = Math.min(tail, context);
  const oldEnd = old.length - tail;
  const nowEnd = now.length - tail;
  const oldLines = oldEnd + last - first;
  const newLines = nowEnd + last - first;
  return {
    oldStart: oldLines === 0 ? first : first + 1,
    oldLines,
    newStart: newLines === 0 ? first : first + 1,
    newLines,
    lines: [
      ...marked(" ", old.slice(first, head)),
      ...marked("-", old.slice(head, oldEnd)),
      ...marked("+", now.slice(head, nowEnd)),
      ...marked(" ", old.slice(oldEnd, oldEnd + last)),
    ],
  };
}

/** The lines with their line feeds. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

function marked(mark: string, lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith("\n")
      ? [mark + line.slice(0, -1)]
      : [mark + line, "\\ No newline at end of file"],
  );
}
