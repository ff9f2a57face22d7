import type { ts } from "ts-morph";

/** The line end that a file has. */
export function lineBreakOf(file: ts.SourceFile): string {
  return file.text.includes("\r\n") ? "\r\n" : "\n";
}

/** What the line that `node` starts on is indented by. */
export function indentOf(node: ts.Node): string {
  const { text } = node.getSourceFile();
  const start = text.lastIndexOf("\n", node.getStart() - 1) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(start))?.[0] ?? "";
}

/** `text`, whose lines but the first are indented from `from` on, indented from `to` on. */
export function reindented(text: string, from: string, to: string): string {
  // The lines of a template are part of what it says.
  if (from === to || text.includes("`")) return text;
  return text
    .split("\n")
    .map((line, index) =>
      index > 0 && line.startsWith(from) ? to + line.slice(from.length) : line,
    )
    .join("\n");
}

/** The line that a node starts on, from 0. */
export function lineOf(node: ts.Node | undefined): number | undefined {
  return node?.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line;
}
