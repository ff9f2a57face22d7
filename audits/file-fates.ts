import type { ChangeSet } from "../workspace/change-set.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { findTokens } from "./spellings.ts";

/** What becomes of a file that steps, or people, do something with. */
export interface Fate {
  readonly change: "modified" | "moved" | "deleted";
  readonly from: RepoPath;
  /** Undefined for a deleted file. */
  readonly to: RepoPath | undefined;
  /** Ids of the steps; empty if it was people. */
  readonly steps: readonly string[];
}

/** What `changes` do with the files that are there before. */
export function fatesIn(changes: ChangeSet): readonly Fate[] {
  return changes.flatMap(({ change, path, from = path, steps }): Fate[] => {
    if (change === "added") return [];
    return [{ change, from, to: change === "deleted" ? undefined : path, steps }];
  });
}

/**
 * The files of `before` that are gone in `now` and have one of `spellings` in their name, or are
 * among `others`. Where such a file went cannot be seen, so it counts as deleted.
 */
export function goneSince(
  before: Snapshot,
  now: Snapshot,
  spellings: readonly string[],
  others: readonly RepoPath[],
): readonly Fate[] {
  if (before === now) return [];
  const named = before.paths().filter((path) => {
    return (
      !now.has(path) && findTokens(path.slice(path.lastIndexOf("/") + 1), spellings).length > 0
    );
  });
  const gone = new Set([...named, ...others.filter((path) => !now.has(path))]);
  return [...gone].map((path) => ({ change: "deleted", from: path, to: undefined, steps: [] }));
}
