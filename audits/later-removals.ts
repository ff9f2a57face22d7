import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { followTokens } from "./follow-tokens.ts";
import { followPathNames, keyOf, namesIn, treeOf } from "./path-names.ts";
import type { PathName } from "./path-names.ts";
import { findTokens } from "./spellings.ts";

/** A state that the repository is still to come to, and why what is gone then may stay until then. */
export interface LaterState {
  readonly after: Snapshot;
  readonly reason: string;
}

/**
 * Says of an occurrence of `spellings` in `now` (by path and offset) the reason of the first of
 * `later` in which it is gone; undefined if it stays. The later states must have grown out of `now`,
 * each out of the one before it.
 */
export function laterRemovals(
  now: Snapshot,
  later: readonly LaterState[],
  spellings: readonly string[],
): (path: RepoPath, offset: number) => string | undefined {
  const states = later.map(({ after, reason }) => ({ after, reason, pathIn: pathsIn(now, after) }));
  const known = new Map<RepoPath, ReadonlyMap<number, string>>();
  return (path, offset) => {
    let reasons = known.get(path);
    if (!reasons) {
      reasons = reasonsIn(path);
      known.set(path, reasons);
    }
    return reasons.get(offset);
  };

  function reasonsIn(path: RepoPath): ReadonlyMap<number, string> {
    const reasons = new Map<number, string>();
    const text = now.text(path) ?? "";
    for (const { after, reason, pathIn } of states) {
      const target = pathIn(path);
      const then = target === undefined ? "" : (after.text(target) ?? "");
      if (then === text) continue;
      // Followed backwards, what stays are places in `text`.
      const stays = new Set(followTokens(then, text, spellings).stayed.map(({ start }) => start));
      for (const { start } of findTokens(text, spellings)) {
        if (!stays.has(start) && !reasons.has(start)) reasons.set(start, reason);
      }
    }
    return reasons;
  }
}

/**
 * The same for the names of files and folders. `otherPaths` are there in all states and are no files
 * of them.
 */
export function laterPathRemovals(
  now: Snapshot,
  later: readonly LaterState[],
  spellings: readonly string[],
  otherPaths: readonly RepoPath[] = [],
): (name: PathName) => string | undefined {
  const reasons = new Map<string, string>();
  if (later.length === 0) return () => undefined;
  const paths = [...now.paths(), ...otherPaths];
  const all = namesIn(paths, spellings).map(keyOf);
  for (const { after, reason } of later) {
    const then = treeOf(after, pathsIn(now, after), otherPaths);
    const { stayed } = followPathNames(paths, then, spellings);
    const stays = new Set(stayed.map(({ was }) => keyOf(was)));
    for (const key of all) if (!stays.has(key) && !reasons.has(key)) reasons.set(key, reason);
  }
  return (name) => reasons.get(keyOf(name));
}

/** Where a file of `now` is in `after`, by where both were on disk; undefined if it is gone. */
function pathsIn(now: Snapshot, after: Snapshot): (path: RepoPath) => RepoPath | undefined {
  const origins = new Map<RepoPath, RepoPath>();
  for (const { path, from } of now.overlay()) if (from !== undefined) origins.set(path, from);
  const moved = new Map<RepoPath, RepoPath>();
  for (const { path, from } of after.overlay()) if (from !== undefined) moved.set(from, path);
  return (path) => moved.get(origins.get(path) ?? path) ?? (after.has(path) ? path : undefined);
}
