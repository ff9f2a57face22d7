import type { RepoPath } from "../workspace/repo-path.ts";

/**
 * A spelling of a tracked name in a file, or a file as a whole, that no criterion looks at: were it
 * left as it is, or to come back, all criteria would hold.
 */
export interface CoverageGap {
  /** Where the file is; where it was, if it is gone. */
  readonly path: RepoPath;
  /** The tracked name, and the spelling of it that goes unseen; null for the file as a whole. */
  readonly name: string | null;
  readonly spelling: string | null;
  /** How many occurrences there are, or were before the change. */
  readonly count: number;
  /** The first of them, from 1; 1 for the file as a whole. */
  readonly line: number;
  /** What becomes, or has become, of the file; null if nothing, or if that is not known. */
  readonly change: "modified" | "moved" | "deleted" | null;
  /** Where the steps will put the file: what a criterion would have to name. Null if they do not. */
  readonly movedTo: RepoPath | null;
  /** Whether what goes unseen is there after the steps too; null if they were not run. */
  readonly stays: boolean | null;
  /** Ids of the steps that edit it; empty if none does. */
  readonly steps: readonly string[];
}

/** Whether a criterion could watch it. None can tell an edit in which no tracked name is. */
export function canBeWatched({ spelling, change }: CoverageGap): boolean {
  return spelling !== null || change !== "modified";
}
