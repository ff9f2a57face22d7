import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { findTokens, spellingsOf } from "./spellings.ts";

/** How often one spelling of a name stands in one file. */
export interface SpellingCount {
  readonly path: RepoPath;
  readonly name: string;
  readonly spelling: string;
  /** At least 1. */
  readonly count: number;
  /** The line of the first, from 1. */
  readonly line: number;
}

/**
 * Every spelling of `names` in every text file of `tree`, by path. A spelling that two names share
 * is counted for the first of them.
 */
export function countSpellings(names: readonly string[], tree: Snapshot): readonly SpellingCount[] {
  const nameOf = new Map(
    names.toReversed().flatMap((name) => spellingsOf(name).map((spelling) => [spelling, name])),
  );
  const spellings = [...nameOf.keys()];
  const files = new Set([...tree.containing(spellings).values()].flat());
  return [...files].sort().flatMap((path) => {
    const text = tree.text(path) ?? "";
    const counts = new Map<string, SpellingCount>();
    for (const { spelling, start } of findTokens(text, spellings)) {
      const known = counts.get(spelling);
      const line = known?.line ?? text.slice(0, start).split("\n").length;
      const name = nameOf.get(spelling) ?? spelling;
      counts.set(spelling, { path, name, spelling, count: (known?.count ?? 0) + 1, line });
    }
    return [...counts.values()];
  });
}

/** Whether `spelling` stands in the file; not, if there is no such text file. */
export function holdsSpelling(tree: Snapshot, path: RepoPath, spelling: string): boolean {
  return findTokens(tree.text(path) ?? "", [spelling]).length > 0;
}
