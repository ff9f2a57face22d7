import type { RepoPath } from "./repo-path.ts";
import type { TextEdit } from "./text-edit.ts";

/** One thing to do to one path. Steps return these; nothing is written until a phase is applied. */
export type Op =
  /** Make the file, or replace all of it. */
  | { readonly kind: "write"; readonly path: RepoPath; readonly text: string }
  /**
   * Change parts of an existing file, all at once. Offsets are those of the file as the operations
   * before this one leave it: edits that were found in one text belong into one operation.
   */
  | { readonly kind: "edit"; readonly path: RepoPath; readonly edits: readonly TextEdit[] }
  | { readonly kind: "move"; readonly from: RepoPath; readonly to: RepoPath }
  | { readonly kind: "delete"; readonly path: RepoPath };
