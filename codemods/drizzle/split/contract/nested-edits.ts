import type { ts } from "ts-morph";
import type { TextEdit } from "../../../../workspace/text-edit.ts";

interface Nested {
  readonly start: number;
  readonly end: number;
  /** Asked for when all edits are known: it may have others of the file within it. */
  readonly text: () => string;
}

/**
 * Edits of one file of which one may be within another: the text of the outer one is made of parts
 * of the file, and has the inner ones in it.
 */
export class NestedEdits {
  private readonly edits: Nested[] = [];
  /** Those whose text is being asked for: they are not part of it. */
  private readonly open = new Set<Nested>();

  constructor(private readonly file: ts.SourceFile) {}

  /** Replaces the characters from `start` to `end`. A second edit of the same ones is left out. */
  add(start: number, end: number, text: () => string): void {
    if (!this.has(start, end)) this.edits.push({ start, end, text });
  }

  has(start: number, end: number): boolean {
    return this.edits.some((edit) => edit.start === start && edit.end === end);
  }

  /** The text of a stretch of the file with all edits that are within it. */
  render(start: number, end: number): string {
    let result = "";
    let at = start;
    for (const edit of this.outermost(start, end)) {
      result += this.file.text.slice(at, edit.start) + this.textOf(edit);
      at = edit.end;
    }
    return result + this.file.text.slice(at, end);
  }

  /** The edits of the whole file that are within no other. */
  all(): readonly TextEdit[] {
    return this.outermost(0, this.file.text.length).map((edit) => ({
      start: edit.start,
      end: edit.end,
      text: this.textOf(edit),
    }));
  }

  private textOf(edit: Nested): string {
    this.open.add(edit);
    const text = edit.text();
    this.open.delete(edit);
    return text;
  }

  private outermost(start: number, end: number): readonly Nested[] {
    const within = this.edits.filter(
      (edit) => edit.start >= start && edit.end <= end && !this.open.has(edit),
    );
    return within
      .filter((edit) => !within.some((other) => isInside(edit, other)))
      .sort((a, b) => a.start - b.start || a.end - b.end);
  }
}

function isInside(inner: Nested, outer: Nested): boolean {
  // What is put in beside an edit is not in it.
  if (inner.start === inner.end) return outer.start < inner.start && inner.end < outer.end;
  const isShorter = inner.end - inner.start < outer.end - outer.start;
  return isShorter && outer.start <= inner.start && inner.end <= outer.end;
}
