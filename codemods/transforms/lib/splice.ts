/** Characters from `start` up to, not including, `end` (UTF-16 offsets of the file's text). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Put `text` in place of a span; an empty span inserts. */
export interface Splice extends Span {
  readonly text: string;
}

/**
 * `text` with all splices made at once; everything outside them stays byte for byte. Spans must
 * not overlap; insertions at one place keep their order. Returns undefined if nothing changes, as
 * a transform does. Throws on an overlap, which is a bug of the transform.
 */
export function splice(text: string, splices: readonly Splice[]): string | undefined {
  const sorted = splices
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index);
  let result = "";
  let position = 0;
  for (const edit of sorted) {
    if (edit.start < position) {
      throw new Error(`two changes want the characters ${edit.start}-${edit.end}`);
    }
    result += text.slice(position, edit.start) + edit.text;
    position = edit.end;
  }
  result += text.slice(position);
  return result === text ? undefined : result;
}
