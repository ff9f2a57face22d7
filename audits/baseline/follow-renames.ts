import { lineOf, partsOf } from "./line.ts";

/** A file that has another path than the baseline says, and as many findings that tell so. */
export interface FollowedRename {
  /** As lines have them: see `writtenPath`. */
  readonly from: string;
  readonly to: string;
  readonly findings: number;
}

/**
 * Which of the `gone` lines (the baseline has them, and nothing was found) are findings of `fresh`
 * (found, and not in the baseline) in a file that was renamed: those that agree in all but the path.
 * It is by content and not by git's renames, for a gate runs on shallow clones, where git has no
 * history to tell them from. So that it takes no new finding for an old one, the file must be gone
 * (`exists`), and the other one must not be in the baseline (`isListed`); a file becomes one file.
 */
export function followRenames(
  gone: readonly string[],
  fresh: readonly string[],
  exists: (path: string) => boolean,
  isListed: (path: string) => boolean,
): readonly FollowedRename[] {
  const from = byPath(gone, (path) => !exists(path));
  const to = byPath(fresh, (path) => !isListed(path));
  const pairs: FollowedRename[] = [];
  for (const [old, lost] of from) {
    for (const [path, found] of to) {
      const findings = [...lost].filter((line) => found.has(line)).length;
      if (findings > 0) pairs.push({ from: old, to: path, findings });
    }
  }
  pairs.sort(
    (a, b) =>
      b.findings - a.findings ||
      Number(sameName(b)) - Number(sameName(a)) ||
      order(a.from, b.from) ||
      order(a.to, b.to),
  );
  const taken = new Set<string>();
  return pairs.filter((pair) => {
    const free = !taken.has(`from ${pair.from}`) && !taken.has(`to ${pair.to}`);
    if (free) taken.add(`from ${pair.from}`).add(`to ${pair.to}`);
    return free;
  });
}

/** The line with another path in it. */
export function lineAt(path: string, line: string): string {
  const parts = partsOf(line);
  return parts ? lineOf({ ...parts, path }) : line;
}

/** The lines of each path, without the path. */
function byPath(
  lines: readonly string[],
  wanted: (path: string) => boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  for (const line of lines) {
    const path = partsOf(line)?.path ?? "";
    if (!wanted(path)) continue;
    const group = groups.get(path) ?? new Set();
    groups.set(path, group.add(lineAt("", line)));
  }
  return groups;
}

function sameName({ from, to }: FollowedRename): boolean {
  return from.split("/").at(-1) === to.split("/").at(-1);
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
