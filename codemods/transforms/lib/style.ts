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

/** Whether the file ends its statements with semicolons; yes if it has no statement to tell. */
export function hasSemicolons(
  source: Source,
  statements: readonly { readonly end: number }[],
): boolean {
  if (statements.length === 0) return true;
  const ended = statements.filter((statement) => source.text[statement.end - 1] === ";");
  return ended.length * 2 >= statements.length;
}
