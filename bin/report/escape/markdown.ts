import { escapeControl } from "../../terminal/escape.ts";
import { withoutCommands, withoutOldCommands } from "./workflow-command.ts";
import { wordsOf } from "./words.ts";
import type { Word } from "./words.ts";

/** Nobody reads a sentence beyond this many characters. */
const LONGEST_PROSE = 2000;

/** Where a piece of Markdown stands: in a table, a `|` would end its cell. */
export type Spot = "text" | "table";

/**
 * `text` as a code span, whatever is in it: GitHub makes no link, mention, tag or emoji of what is
 * code. Control characters are spelled out.
 */
export function code(text: string, spot: Spot = "text"): string {
  const shown = withoutOldCommands(escapeControl(text));
  const inside = spot === "table" ? withoutBars(shown) : shown;
  if (inside === "") return "`(empty)`";
  const fence = "`".repeat(longestRun(inside) + 1);
  const blank = inside.trim() === "";
  const pad = !blank && /^[` ]|[` ]$/.test(inside) ? " " : "";
  return fence + pad + inside + pad + fence;
}

/**
 * `text`, which people have written, as one line of Markdown: words stay words, and whatever GitHub
 * or Markdown could make something of becomes code. Code in backticks stays code.
 */
export function prose(text: string, spot: Spot = "text"): string {
  return wordsOf(cut(text, LONGEST_PROSE))
    .map((word) => (word.kind === "code" ? code(word.text, spot) : escapedText(word)))
    .join("");
}

/** The same as HTML, for inside of a tag, where Markdown is not read. */
export function proseHtml(text: string): string {
  return wordsOf(cut(text, LONGEST_PROSE))
    .map((word) => (word.kind === "code" ? codeHtml(word.text) : htmlText(word.text)))
    .join("");
}

/** `text` as a `<code>` element, for inside of a tag. */
export function codeHtml(text: string): string {
  return `<code>${htmlText(withoutOldCommands(escapeControl(text)))}</code>`;
}

/** `text` as one line of a code block. */
export function codeLine(text: string): string {
  return withoutCommands(escapeControl(text));
}

/** A fence that none of `lines` can end. */
export function fenceFor(lines: readonly string[]): string {
  return "`".repeat(lines.reduce((most, line) => Math.max(most, longestRun(line)), 2) + 1);
}

/** The first `most` characters of `text`, and `…` if there were more. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/**
 * `\|` is a bar in the code of a cell. Parsers differ on backslashes before it, so after one of
 * them the bar is spelled out.
 */
function withoutBars(text: string): string {
  return text.replace(/(\\*)\|/g, (_all, backslashes: string) =>
    backslashes === "" ? "\\|" : `${backslashes}\\x7c`,
  );
}

function escapedText({ kind, text }: Word): string {
  if (kind === "symbol") return text.replace(/[!-/:-@[-`{-~]/g, "\\$&");
  // A number with a dot or a bracket may begin a list.
  return kind === "number" ? text.replace(/[.)]/g, "\\$&") : text;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}

function htmlText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
