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
 * What the comment at `offset`, which stands before `leaf`, is about: what is left of it on its
 * line, if it ends the line; all around it, if a blank line follows; otherwise what follows.
 */
export function subjectOf(file: ts.SourceFile, leaf: ts.Node, offset: number): ts.Node {
  const { text } = file;
  const end = commentEnd(text, leaf, offset);
  if (leaf.pos > 0 && !text.slice(leaf.pos, offset).includes("\n")) {
    let before = leafAt(file, leaf.pos - 1);
    while (isSeparator(before) && before.pos > 0) before = leafAt(file, before.pos - 1);
    if (!/^[ \t]*(?:\r?\n|$)/.test(text.slice(end))) return before;
    return outermost(before, (node) => node.getStart(file) > text.lastIndexOf("\n", offset));
  }
  if (!/^[ \t]*\r?\n[ \t]*\r?\n/.test(text.slice(end))) return leaf;
  return outermost(leaf, (node) => node.pos === leaf.pos).parent ?? leaf;
}

function commentEnd(text: string, leaf: ts.Node, offset: number): number {
  const comments = [
    ...(ts.getLeadingCommentRanges(text, leaf.pos) ?? []),
    ...(ts.getTrailingCommentRanges(text, leaf.pos) ?? []),
  ];
  return comments.find(({ pos, end }) => pos <= offset && offset < end)?.end ?? offset;
}

/** The furthest ancestor of `node`, or itself, that `holds` is true for without a break. */
function outermost(node: ts.Node, holds: (node: ts.Node) => boolean): ts.Node {
  let at = node;
  while (at.parent && !ts.isSourceFile(at.parent) && holds(at.parent)) at = at.parent;
  return at;
}

function isSeparator(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.CommaToken || node.kind === ts.SyntaxKind.SemicolonToken;
}
