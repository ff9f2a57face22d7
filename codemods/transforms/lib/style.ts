import type { Source } from "./source.ts";

/** The quotation mark that most texts of the file have; `"` if none has any. */
export function quoteOf(source: Source): '"' | "'" {
  let double = 0;
  let single = 0;
  for (const token of source.tokens) {
    if (token.text.length < 2) continue;
    if (token.text.startsWith('"') && token.text.endsWith('"')) double += 1;
    if (token.text.startsWith("'") && token.text.endsWith("'")) single += 1;
  }
  return single > double ? "'" : '"';
}

/** Whether the file ends its imports, or else its statements, with semicolons; yes if it is empty. */
export function hasSemicolons(
  source: Source,
  imports: readonly { readonly end: number }[],
): boolean {
  if (imports.length === 0) {
    return source.tokens.length === 0 || source.tokens.some(({ text }) => text === ";");
  }
  const ended = imports.filter(({ end }) => source.text[end - 1] === ";");
  return ended.length * 2 >= imports.length;
}
