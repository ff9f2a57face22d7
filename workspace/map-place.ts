import { hunksBetween } from "./hunks.ts";
import type { Hunk } from "./hunks.ts";
import type { RepoPath } from "./repo-path.ts";
import type { Snapshot } from "./snapshot.ts";

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
}

export interface MappedPlace extends Place {
  /** Whether the line is there, as it was or replaced; if not, the place is the nearest to it. */
  readonly there: boolean;
}

/**
 * Says where a place of `from` is in `to`; undefined if its file is not there. Both must have grown
 * by `with` out of one snapshot, in whichever order.
 */
export function placeMapper(
  from: Snapshot,
  to: Snapshot,
): (place: Place) => MappedPlace | undefined {
  if (from === to) return (place) => ({ ...place, there: true });
  const originOf = new Map(from.overlay().map((entry) => [entry.path, entry.from ?? entry.path]));
  const movedTo = new Map(
    to.overlay().flatMap((entry) => (entry.from ? [[entry.from, entry.path]] : [])),
  );
  const comparisons = new Map<RepoPath, Comparison>();
  return (place) => {
    const origin = originOf.get(place.path) ?? place.path;
    const path = [movedTo.get(origin), origin, place.path].find(
      (candidate) => candidate !== undefined && to.has(candidate),
    );
    if (path === undefined) return undefined;
    let comparison = comparisons.get(place.path);
    if (!comparison) {
      comparison = compare(from.text(place.path) ?? "", to.text(path) ?? "");
      comparisons.set(place.path, comparison);
    }
    return { path, ...follow(place.line, place.column, comparison) };
  };
}

interface Comparison {
  readonly hunks: readonly Hunk[];
  readonly old: readonly string[];
  readonly now: readonly string[];
}

function compare(before: string, after: string): Comparison {
  return {
    hunks: hunksBetween(before, after, 0),
    old: before.split("\n"),
    now: after.split("\n"),
  };
}

function follow(
  line: number,
  column: number,
  { hunks, old, now }: Comparison,
): Omit<MappedPlace, "path"> {
  let shift = 0;
  for (const hunk of hunks) {
    // A hunk without old lines comes after the line that it names.
    const first = hunk.oldLines === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    if (line < first) break;
    if (line < first + hunk.oldLines) {
      const within = line - first;
      if (within >= hunk.newLines) {
        // The line that follows. A hunk without new lines comes after the one that it names.
        const next = hunk.newStart + Math.max(1, hunk.newLines);
        const last = now.at(-1) === "" ? now.length - 1 : now.length;
        const nearest = Math.min(next, last);
        return { line: Math.max(1, nearest), column: 1, there: false };
      }
      const target = hunk.newStart + within;
      const moved = columnAfter(old[line - 1] ?? "", now[target - 1] ?? "", column);
      return { line: target, column: moved, there: true };
    }
    shift += hunk.newLines - hunk.oldLines;
  }
  return { line: line + shift, column, there: true };
}

/** The column in the line that took the old one's place: told from the end that it is nearer to. */
function columnAfter(old: string, now: string, column: number): number {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) head += 1;
  if (column - 1 <= head) return column;
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  if (column - 1 >= old.length - tail) return column + now.length - old.length;
  return head + 1;
}
