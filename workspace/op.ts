import type { RepoPath } from "./repo-path.ts";
import type { TextEdit } from "./text-edit.ts";

/** One thing to do to one path. Steps return these; nothing is written until a phase is applied. */
export type Op =
  /** Make the file, or replace all of it. */
  | { readonly kind: "write"; readonly path: RepoPath; readonly text: string }
  /**
   * Change parts of an existing file. Offsets are those of the snapshot that the list of operations
   * is made on, however many edits of the file the list holds and wherever the list moves it; after
   * a `write` in the same list, they are those of the written text.
   */
  | { readonly kind: "edit"; readonly path: RepoPath; readonly edits: readonly TextEdit[] }
  | { readonly kind: "move"; readonly from: RepoPath; readonly to: RepoPath }
  | { readonly kind: "delete"; readonly path: RepoPath };
