import { ts } from "ts-morph";

/** The token that holds the character at `offset`, be it in the token or in what stands before it. */
export function leafAt(file: ts.SourceFile, offset: number): ts.Node {
  let leaf: ts.Node = file;
  for (;;) {
    const child: ts.Node | undefined = leaf
      .getChildren(file)
      .find((each) => !ts.isJSDoc(each) && each.pos <= offset && offset < each.end);
    if (!child) return leaf;
    leaf = child;
  }
}

/** Whether the word at `offset` is in a comment: all else that stands before a token is blank. */
export function isInComment(file: ts.SourceFile, leaf: ts.Node, offset: number): boolean {
  return offset < leaf.getStart(file, false);
}

/**
 * What the comment at `offset` is about: the token that follows it, or, where it stands at the end
 * of a line, the one before it.
 */
export function subjectOf(file: ts.SourceFile, leaf: ts.Node, offset: number): ts.Node {
  if (leaf.pos === 0 || file.text.slice(leaf.pos, offset).includes("\n")) return leaf;
  let before = leafAt(file, leaf.pos - 1);
  while (isSeparator(before) && before.pos > 0) before = leafAt(file, before.pos - 1);
  return before;
}

function isSeparator(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.CommaToken || node.kind === ts.SyntaxKind.SemicolonToken;
}
