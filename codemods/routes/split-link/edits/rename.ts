import { ts } from "ts-morph";
import type { TextEdit } from "../../../../workspace/text-edit.ts";
import type { Mention } from "./mentions.ts";

/** The edit that makes `mention` name `to`; a key that `to` cannot be as it is becomes a text. */
export function renameMention(mention: Mention, to: string): TextEdit {
  const { start, end, node } = mention;
  if (mention.kind === "key" && ts.isIdentifier(node) && !isName(to)) {
    return { start, end, text: JSON.stringify(to) };
  }
  if (mention.kind !== "pattern") return { start, end, text: to };
  const dot = ts.isRegularExpressionLiteral(node) ? "\\." : "\\\\.";
  return { start, end, text: to.replaceAll(".", dot) };
}

/** The text of `node` with `mentions`, all of them inside it, naming `to`. */
export function renamedText(node: ts.Node, mentions: readonly Mention[], to: string): string {
  const base = node.getStart();
  let text = node.getText();
  for (const mention of mentions.toSorted((a, b) => b.start - a.start)) {
    const edit = renameMention(mention, to);
    text = text.slice(0, edit.start - base) + edit.text + text.slice(edit.end - base);
  }
  return text;
}

function isName(text: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(text);
}
