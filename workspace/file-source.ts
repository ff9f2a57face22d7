import type { RepoPath } from "./repo-path.ts";

/** What a file holds, or why it cannot be read as text. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: FileProblem; readonly message: string };

/** `absent`: no such path. `not-utf8`, `binary` (has a NUL byte): not text. `unreadable`: the system said no. */
export type FileProblem = "absent" | "not-utf8" | "binary" | "unreadable";

/** What stands behind a snapshot: the files as they are on disk, or a map in a test. */
export interface FileSource {
  /** All paths, sorted by code unit. */
  readonly paths: readonly RepoPath[];
  /** The bytes of a path in `paths`. Throws UnreadableFileError. */
  bytes(path: RepoPath): Uint8Array;
}

/** The system would not let a listed file be read. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}
