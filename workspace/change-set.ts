import type { RepoPath } from "./repo-path.ts";
import type { Snapshot } from "./snapshot.ts";

export { hashOf } from "./hash.ts";

/** The net change of one path, from the disk to what is to be written. */
export interface FileChange {
  readonly path: RepoPath;
  /** Where a moved file was. */
  readonly from: RepoPath | undefined;
  readonly change: "added" | "modified" | "deleted" | "moved";
  /**
   * The text on disk (of `from`, for a moved file); undefined for an added file, and for one that
   * is not text.
   */
  readonly before: string | undefined;
  /** The text to write; undefined for a deleted file. */
  readonly after: string | undefined;
  /**
   * SHA-256 of the bytes that the change was computed from, in hex; undefined for an added file,
   * and for one that could not be read.
   */
  readonly baseHash: string | undefined;
  /** Ids of the steps that made it. */
  readonly steps: readonly string[];
}

/** All that changes from `base` (the disk) to `after`, sorted by path. */
export type ChangeSet = readonly FileChange[];

/** The change set of `after`, which must have grown out of `base` by `with`. */
export function changeSet(base: Snapshot, after: Snapshot): ChangeSet {
  return after.overlay().map(({ path, from, text, steps }) => {
    const before = base.text(from ?? path);
    return {
      path,
      from,
      change: kindOf(base, path, from, text),
      before,
      after: text,
      baseHash: base.hash(from ?? path),
      steps,
    };
  });
}

function kindOf(
  base: Snapshot,
  path: RepoPath,
  from: RepoPath | undefined,
  after: string | undefined,
): FileChange["change"] {
  if (after === undefined) return "deleted";
  if (from !== undefined) return "moved";
  return base.has(path) ? "modified" : "added";
}
