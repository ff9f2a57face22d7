/** Replace the characters from `start` up to, not including, `end` (UTF-16 offsets) by `text`. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Two edits of one file want the same characters. A bug in the step that made them. */
export class OverlappingEditsError extends Error {
  override readonly name = "OverlappingEditsError";
}

/**
 * `text` with all `edits` made at once; their offsets are those of `text`. The order of `edits`
 * does not matter, an edit that occurs twice is made once, and insertions at one place keep their
 * order; an insertion where a replacement starts or ends stands beside it. Throws
 * OverlappingEditsError if two different edits want the same characters, and RangeError if an edit
 * is not within `text`.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  // A stable sort, so that insertions at one place keep their order.
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let result = "";
  let position = 0;
  let previous: TextEdit | undefined;
  const madeHere = new Set<string>();
  for (const edit of sorted) {
    if (!(edit.start >= 0 && edit.start <= edit.end && edit.end <= text.length)) {
      throw new RangeError(
        `an edit of characters ${edit.start}-${edit.end} is not within a text of ${text.length}`,
      );
    }
    if (edit.start !== previous?.start || edit.end !== previous.end) madeHere.clear();
    if (madeHere.has(edit.text)) continue;
    madeHere.add(edit.text);
    if (edit.start < position) {
      throw new OverlappingEditsError(
        `two edits want characters ${edit.start}-${edit.end}: ${JSON.stringify(previous?.text)} and ${JSON.stringify(edit.text)}`,
      );
    }
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
    previous = edit;
  }
  return result + text.slice(position);
}

/**
 * Line and column, both from 1, of a UTF-16 offset in `text`. Columns count UTF-16 units, as editors
 * and compilers do; a byte order mark, which neither shows, takes no column.
 */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  const column = offset - lineStart + 1;
  const marked = line === 1 && column > 1 && text.startsWith("\uFEFF");
  return { line, column: marked ? column - 1 : column };
}
