import { ts } from "ts-morph";

const parsed = new Map<string, ts.SourceFile>();

/**
 * The syntax tree of `text`. The steps of a plan look at much the same files one after the other,
 * so the last tree of each name is kept, and given again as long as the text is the same; what the
 * checker has bound to it is kept with it. Nodes know their parents once a checker has seen the file.
 */
export function sourceFileOf(fileName: string, text: string): ts.SourceFile {
  const known = parsed.get(fileName);
  if (known?.text === text) return known;
  const file = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext);
  parsed.set(fileName, file);
  return file;
}

/** What `sourceFileOf` has given already and a checker has seen; undefined if it has not. */
export function knownSourceFile(fileName: string, text: string): ts.SourceFile | undefined {
  const known = parsed.get(fileName);
  if (known?.text !== text) return undefined;
  const first: ts.Node = known.statements[0] ?? known.endOfFileToken;
  // The types do not say that a node has no parent until the tree is bound.
  return (first.parent as ts.Node | undefined) === known ? known : undefined;
}
