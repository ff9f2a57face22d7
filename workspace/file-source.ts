import type { RepoPath } from "./repo-path.ts";

/** What a file holds, or why it cannot be read as text. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly code: FileProblem;
      readonly message: string;
      /** What it holds, where that may be searched and shown, but not parsed. */
      readonly text?: string;
    };

/**
 * `absent`: no such path. `not-utf8`, `binary` (has a NUL byte): not text. `unreadable`: the system
 * said no. `too-large`, `too-deep`: code that a parser would take too long for, or fail on; only
 * steps are told so.
 */
export type FileProblem =
  "absent" | "not-utf8" | "binary" | "unreadable" | "too-large" | "too-deep";

/** Something at a path that is no file of the target, such as a symlink or what git ignores. */
export interface OtherPath {
  readonly path: RepoPath;
  readonly code: string;
  /** What it is, in words for a person. */
  readonly reason: string;
  /** Of a symlink to a place inside the root: that place. */
  readonly leadsTo?: RepoPath;
}

/** What stands behind a snapshot: the files as they are on disk, or a map in a test. */
export interface FileSource {
  /** All paths, sorted by code unit. */
  readonly paths: readonly RepoPath[];
  /** What was met when the files were listed and is none of them. */
  readonly others?: readonly OtherPath[];
  /** What is at a path that is neither in `paths` nor in `others`; undefined if nothing is. */
  unlisted?(path: RepoPath): OtherPath | undefined;
  /** What could not be read so far, or was not the file that was listed when it was. */
  readonly unlike?: ReadonlySet<RepoPath>;
  /** The bytes of a path in `paths`. Throws UnreadableFileError. */
  bytes(path: RepoPath): Uint8Array;
}

/** The system would not let a listed file be read. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}
