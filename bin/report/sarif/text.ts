import { escapedLines } from "../../terminal/escape.ts";

/**
 * `text` as a message: `[words](address)` would be a link in it, so where it could be read as one,
 * its brackets are escaped.
 */
export function messageOf(text: string): { readonly text: string } {
  const safe = escapedLines(text).join("\n");
  return { text: /\]\(/.test(safe) ? safe.replaceAll(/[\\[\]]/g, "\\$&") : safe };
}
