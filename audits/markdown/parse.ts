import { fromMarkdown } from "mdast-util-from-markdown";
import type { Options } from "mdast-util-from-markdown";
import { gfmFootnoteFromMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughFromMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableFromMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemFromMarkdown } from "mdast-util-gfm-task-list-item";
import { gfmFootnote } from "micromark-extension-gfm-footnote";
import { gfmStrikethrough } from "micromark-extension-gfm-strikethrough";
import { gfmTable } from "micromark-extension-gfm-table";
import { gfmTaskListItem } from "micromark-extension-gfm-task-list-item";
import { UserError } from "../../workspace/errors.ts";

export type Root = ReturnType<typeof fromMarkdown>;
/** Any part of a document but the document itself. */
export type Node = Root["children"][number];
export type NodeOf<Type extends Node["type"]> = Extract<Node, { type: Type }>;
export type ListItem = NodeOf<"listItem">;

/** A Markdown document, and where its parts are in its text. */
export interface Parsed {
  readonly root: Root;
  /** Where `node` begins and ends in the text (UTF-16 offsets), and in which line, from 1. */
  at(node: Node): { readonly start: number; readonly end: number; readonly line: number };
  /** The text of the document, its byte order mark included. */
  readonly text: string;
}

/**
 * Reads `text` as Markdown with GitHub's extensions. `name` is for messages. Throws UserError
 * `invalid-document` if it is too much to read, or where a comment or a code block is never closed,
 * for what comes after it, a criterion included, is then no longer part of the document.
 */
export function parseMarkdown(text: string, name: string): Parsed {
  // The parser leaves a byte order mark out of its count of characters.
  const skipped = text.startsWith("\uFEFF") ? 1 : 0;
  const root = parse(text.slice(skipped), name);
  const at = (node: Node) => {
    const { position } = node;
    const start = position?.start.offset;
    const end = position?.end.offset;
    if (!position || start === undefined || end === undefined) {
      throw new Error(`the parser gave no place for a ${node.type}`);
    }
    return { start: start + skipped, end: end + skipped, line: position.start.line };
  };
  const parsed: Parsed = { root, at, text };
  mustBeClosed(parsed, name);
  return parsed;
}

/** GitHub's extensions but its links from plain addresses, which are nothing but text to a criterion. */
const GITHUB: Options = {
  extensions: [gfmFootnote(), gfmStrikethrough(), gfmTable(), gfmTaskListItem()],
  mdastExtensions: [
    gfmFootnoteFromMarkdown(),
    gfmStrikethroughFromMarkdown(),
    gfmTableFromMarkdown(),
    gfmTaskListItemFromMarkdown(),
  ],
};

/** What no one writes by hand, and what takes the parser minutes. In characters, and levels. */
const MOST = 4_000_000;
const MOST_DEEP = 200;
const LONG_RUN = /([*_~>[\]!`])\1{999}/;

function parse(text: string, name: string): Root {
  if (text.length > MOST || LONG_RUN.test(text)) throw tooMuch(name);
  let root: Root;
  try {
    root = fromMarkdown(text, GITHUB);
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch(name);
    throw error;
  }
  if (isDeep(root.children)) throw tooMuch(name);
  return root;
}

function isDeep(nodes: readonly Node[], level = 0): boolean {
  return level > MOST_DEEP || nodes.some((node) => isDeep(childrenOf(node), level + 1));
}

function tooMuch(name: string): UserError {
  return new UserError(
    "invalid-document",
    `${name} is too large, too deeply nested, or holds 1,000 equal marks in a row, and is not read.`,
  );
}

/** How HTML that goes on until its own end begins, and that end. */
const LONG_HTML: readonly (readonly [RegExp, string])[] = [
  [/^<!--/, "-->"],
  [/^<\?/, "?>"],
  [/^<!\[CDATA\[/, "]]>"],
  [/^<script\b/i, "</script>"],
  [/^<pre\b/i, "</pre>"],
  [/^<style\b/i, "</style>"],
  [/^<textarea\b/i, "</textarea>"],
];

function mustBeClosed(parsed: Parsed, name: string): void {
  const last = parsed.root.children.at(-1);
  if (!last) return;
  const { start, end, line } = parsed.at(last);
  const source = parsed.text.slice(start, end);
  const open =
    (last.type === "html" && isOpenHtml(last.value)) ||
    (last.type === "code" && isOpenFence(source));
  if (!open) return;
  const what = last.type === "code" ? "code block" : "comment or HTML block";
  throw new UserError(
    "invalid-document",
    `${name}: the ${what} that begins in line ${line} is never closed, so all that follows is part of it and no criterion. Close it.`,
  );
}

function isOpenHtml(html: string): boolean {
  const known = LONG_HTML.find(([begins]) => begins.test(html.trimStart()));
  return known !== undefined && !html.toLowerCase().includes(known[1]);
}

function isOpenFence(source: string): boolean {
  const fence = /^(?:`{3,}|~{3,})/.exec(source)?.[0];
  if (fence === undefined) return false;
  const lastLine =
    source
      .trimEnd()
      .split(/\r\n?|\n/)
      .slice(1)
      .at(-1)
      ?.trim() ?? "";
  const mark = fence.charAt(0);
  return lastLine.length < fence.length || [...lastLine].some((each) => each !== mark);
}

/** The children of a node, which may have none. */
export function childrenOf(node: Node | Root): readonly Node[] {
  return "children" in node ? node.children : [];
}

/** What a reader sees of `node` as plain text, without marks and comments. Blanks are folded. */
export function textOf(node: Node): string {
  return rawText(node).replace(/\s+/g, " ").trim();
}

function rawText(node: Node): string {
  if (node.type === "text" || node.type === "inlineCode" || node.type === "code") return node.value;
  if (node.type === "break") return "\n";
  return childrenOf(node).map(rawText).join("");
}
