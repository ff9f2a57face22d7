import type { ts } from "ts-morph";
import type { Op } from "../../workspace/op.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { TextEdit } from "../../workspace/text-edit.ts";
import { pathOf } from "./program.ts";

/** Edits of several files, gathered while their syntax trees are read. */
export class EditSet {
  private readonly byPath = new Map<RepoPath, readonly TextEdit[]>();

  /** Replace the text of `node` (without what stands before it) by `text`. */
  replace(node: ts.Node, text: string): void {
    const file = node.getSourceFile();
    this.add(file, { start: node.getStart(file), end: node.getEnd(), text });
  }

  /** Any other edit of `file`, which must be a file of the repository. */
  add(file: ts.SourceFile, edit: TextEdit): void {
    const path = pathOf(file);
    if (path === undefined) throw new Error(`not a file of the repository: ${file.fileName}`);
    this.addTo(path, [edit]);
  }

  /** Edits that somebody else has made of the same snapshot. */
  include(ops: readonly Op[]): void {
    for (const op of ops) {
      if (op.kind !== "edit") throw new Error(`not an edit: ${op.kind}`);
      this.addTo(op.path, op.edits);
    }
  }

  private addTo(path: RepoPath, more: readonly TextEdit[]): void {
    this.byPath.set(path, [...(this.byPath.get(path) ?? []), ...more]);
  }

  /** One `edit` operation a file, sorted by path. */
  ops(): Op[] {
    return [...this.byPath]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, edits]) => ({ kind: "edit", path, edits }));
  }
}
