import { ts } from "ts-morph";
import { fromVirtual } from "./virtual-path.ts";

/** Of the libraries, which every program has. */
const lasting = new Map<string, ts.SourceFile>();
/** What was asked for since the last view began, and what was before that. */
let recent = new Map<string, ts.SourceFile>();
let earlier = new Map<string, ts.SourceFile>();

/**
 * The syntax tree of `text`. The steps of a plan look at much the same files one after the other,
 * so the last tree of each name is kept, and given again as long as the text is the same; what the
 * checker has bound to it is kept with it. Nodes know their parents once a checker has seen the file.
 */
export function sourceFileOf(fileName: string, text: string): ts.SourceFile {
  const file =
    knownFile(fileName, text) ?? ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext);
  (fromVirtual(fileName) === undefined ? lasting : recent).set(fileName, file);
  return file;
}

/** What `sourceFileOf` has given already and a checker has seen; undefined if it has not. */
export function knownSourceFile(fileName: string, text: string): ts.SourceFile | undefined {
  const known = knownFile(fileName, text);
  if (!known) return undefined;
  const first: ts.Node = known.statements[0] ?? known.endOfFileToken;
  // The types do not say that a node has no parent until the tree is bound.
  return (first.parent as ts.Node | undefined) === known ? known : undefined;
}

/**
 * Says that another state of the repository is looked at from now on. Trees that nobody asked for since
 * the last time are let go.
 */
export function beginView(): void {
  earlier = recent;
  recent = new Map();
}

function knownFile(fileName: string, text: string): ts.SourceFile | undefined {
  const known = lasting.get(fileName) ?? recent.get(fileName) ?? earlier.get(fileName);
  return known?.text === text ? known : undefined;
}
