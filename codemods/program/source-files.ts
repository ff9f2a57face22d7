import { ts } from "ts-morph";

const parsed = new Map<string, ts.SourceFile>();

/**
 * The syntax tree of `text`. The steps of a plan look at much the same files one after the other,
 * so the last tree of each name is kept, and given again as long as the text is the same; what the
 * checker has bound to it is kept with it.
 */
export function sourceFileOf(fileName: string, text: string): ts.SourceFile {
  const known = parsed.get(fileName);
  if (known?.text === text) return known;
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true);
  parsed.set(fileName, file);
  return file;
}
