import { ts } from "ts-morph";

/** A line of a list in a doc comment that is about a route: ` * - posts.*: Everything written`. */
export interface DocBullet {
  /** Where the key stands in the file. */
  readonly key: { readonly start: number; readonly end: number };
  /** Where what is said of it stands, lines that continue it included. */
  readonly said: { readonly start: number; readonly end: number };
  /** What is said, on one line. */
  readonly text: string;
}

/** The bullet about `key` in the comment in front of `declaration`; undefined if there is none. */
export function docBullet(declaration: ts.VariableDeclaration, key: string): DocBullet | undefined {
  const { text } = declaration.getSourceFile();
  const statement = declaration.parent.parent;
  const name = key.replaceAll("$", "\\$");
  const pattern = new RegExp(
    `^([ \\t]*(?:/?\\*+|//+)?[ \\t]*(?:[-*+•][ \\t]+)?[\`'"*_]*)(${name})((?:\\.\\*)?[\`'"*_]*[ \\t]*[:–—][ \\t]*)(.*?)[ \\t]*(?:\\*/)?\\r?$`,
    "m",
  );
  for (const comment of ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? []) {
    // The comment's own indentation belongs to its first line.
    const from = text.lastIndexOf("\n", comment.pos) + 1;
    const match = pattern.exec(text.slice(from, comment.end));
    if (!match) continue;
    const [, before = "", found = "", between = "", said = ""] = match;
    const start = from + match.index + before.length;
    const saidAt = start + found.length + between.length;
    const goesOn =
      /^(?:\r?\n[ \t]*(?:\*|\/\/+)(?:[ \t]{3,}|[ \t]+(?=[a-z(]))(?![-*+•][ \t])[^\r\n]*?(?=[ \t]*(?:\r?\n|$)))+/;
    const rest = goesOn.exec(text.slice(saidAt + said.length, comment.end))?.[0] ?? "";
    return {
      key: { start, end: start + found.length },
      said: { start: saidAt, end: saidAt + said.length + rest.length },
      text: (said + rest).replace(/[ \t]*\r?\n[ \t]*(?:\*|\/\/+)?[ \t]*/g, " "),
    };
  }
  return undefined;
}
