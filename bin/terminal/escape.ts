/**
 * Characters that a terminal obeys instead of showing, or that make a line look like another one:
 * controls, bidirectional marks, separators, invisible characters, halves of surrogate pairs. The
 * joiner and the selectors that emoji are built with may stay.
 */
const UNSAFE =
  /[\p{Cc}\u061C\u00AD\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]|\p{Cs}/gu;

/**
 * `text` from the repository or the plan with such characters spelled out: `\x1b`, `\u{202e}`. The
 * result is one line. A tab becomes spaces, for it has no width of its own.
 */
export function escapeControl(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character === "\t") return "    ";
    if (character === "\n") return "\\n";
    if (character === "\r") return "\\r";
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
}

/** The lines of `text`, each one safe to print. */
export function escapedLines(text: string): string[] {
  return text.split(/\r\n|\n/).map(escapeControl);
}
