import type { ChangeSet } from "../../workspace/change-set.ts";
import type { OtherPath } from "../../workspace/file-source.ts";
import type { Listing } from "../../workspace/list.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { AskedOfDisk } from "../../workspace/snapshot.ts";
import type { Report } from "../report/report.ts";

/** What a command comes to that only looks. */
export interface Outcome {
  readonly report: Report;
  readonly changes: ChangeSet;
  /** What was written beside the report, in words. */
  readonly written?: string | undefined;
}

/** What an outcome rests on beside the command line and the files that are listed. */
export interface Rests {
  /** Files that were read, or would have been (absolute). */
  readonly files: readonly string[];
  /** Files of the target that were named by a path, which may lead elsewhere later (absolute). */
  readonly listed: readonly string[];
  /** What was at places that no listing names. */
  readonly unlisted: ReadonlyMap<RepoPath, OtherPath | undefined>;
  /** What the files that are listed were asked for. */
  asked(): AskedOfDisk;
}

/** An outcome, and what it rests on; undefined where that is more than can be told. */
export interface Produced extends Outcome {
  readonly rests: Rests | undefined;
}

/** The files below a root, listed just now. */
export interface Listed {
  readonly root: string;
  readonly listing: Listing;
  /** When the look began, in milliseconds since 1970. */
  readonly start: number;
}
