import { positionAt } from "../../../workspace/text-edit.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import type { Op } from "../../../workspace/op.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Note, StepResult } from "../../step.ts";

/** What a move has come to so far. */
export class Draft {
  private readonly edits = new Map<RepoPath, TextEdit[]>();
  private readonly notes: Note[] = [];

  /** Replace the characters from `start` to `end` in the file that is at `path` after the move. */
  edit(path: RepoPath, start: number, end: number, text: string): void {
    const edits = this.edits.get(path) ?? [];
    edits.push({ start, end, text });
    this.edits.set(path, edits);
  }

  editsOf(path: RepoPath): readonly TextEdit[] {
    return this.edits.get(path) ?? [];
  }

  /** A note at an offset of `text`, the text of `path` before the move. */
  note(
    code: string,
    severity: Note["severity"],
    path: RepoPath,
    at: { readonly text: string; readonly offset: number },
    message: string,
  ): void {
    const { line, column } = positionAt(at.text, at.offset);
    this.notes.push({ code, severity, path, line, column, message });
  }

  /** Whether a line of a text has a note already, of another kind than `code`. */
  hasNote(
    path: RepoPath,
    at: { readonly text: string; readonly offset: number },
    code: string,
  ): boolean {
    const { line } = positionAt(at.text, at.offset);
    return this.notes.some(
      (note) => note.path === path && note.line === line && note.code !== code,
    );
  }

  /** The edits as operations, by path. */
  editOps(): readonly Op[] {
    return [...this.edits]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, edits]) => ({ kind: "edit", path, edits }));
  }

  /** `move` and the edits, or no operation at all where a note is blocking. */
  result(move: Op): StepResult {
    const notes = [...this.notes].sort(
      (a, b) =>
        (a.path === b.path ? 0 : a.path < b.path ? -1 : 1) ||
        a.line - b.line ||
        a.column - b.column,
    );
    const blocked = notes.some((note) => note.severity === "blocking");
    return { ops: blocked ? [] : [move, ...this.editOps()], notes };
  }
}
