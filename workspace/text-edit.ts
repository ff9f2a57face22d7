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
 * order. Throws OverlappingEditsError if two different edits want the same characters.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index);
  let result = "";
  let position = 0;
  let previous: TextEdit | undefined;
  for (const edit of sorted) {
    if (
      previous &&
      edit.start === previous.start &&
      edit.end === previous.end &&
      edit.text === previous.text
    ) {
      continue;
    }
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

/** Line and column, both from 1, of a UTF-16 offset in `text`. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}
