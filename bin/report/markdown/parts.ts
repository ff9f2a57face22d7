import { counted } from "../words.ts";
import { codeLine, fenceFor } from "../escape/markdown.ts";
import type { Part } from "./document.ts";

/** How many lines of a list are shown unless all are wanted. */
export const SHOWN = 50;

/** A line of code beyond this is a generated one, which nobody reads to its end. */
const LONGEST_LINE = 1000;

export interface Column {
  readonly title: string;
  readonly right?: boolean;
}

/** A table. The cells are Markdown that is fit for one. */
export function table(
  noun: string,
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  rank: Part["rank"] = 1,
): Part {
  const header = row(columns.map(({ title }) => title));
  const rule = row(columns.map(({ right }) => (right === true ? "---:" : "---")));
  return {
    noun,
    open: `${header}\n${rule}`,
    items: rows.map(row),
    close: "",
    more: (count) => `\n… and ${counted(count, `more ${noun}`)}`,
    rank,
  };
}

/** A list. The items are Markdown; each begins with a word or a sign, never with a mark of a block. */
export function bullets(noun: string, items: readonly string[], rank: Part["rank"] = 1): Part {
  return {
    noun,
    open: "",
    items: items.map((item) => `- ${item}`),
    close: "",
    more: (count) => `- … and ${counted(count, `more ${noun}`)}`,
    rank,
  };
}

/** `part` behind a line that opens it. `summary` is HTML. */
export function folded(summary: string, part: Part): Part {
  const { open, close } = part;
  return {
    ...part,
    // Markdown is read inside of a tag only after an empty line.
    open: `<details>\n<summary>${summary}</summary>\n${open === "" ? "" : `\n${open}`}`,
    close: `${close === "" ? "" : `${close}\n`}\n</details>`,
    rank: part.rank === 1 ? 2 : part.rank,
  };
}

/** A block of code, of which no more than `most` items, each a line or some lines, are taken. */
export function codeBlock(
  noun: string,
  lines: readonly (string | readonly string[])[],
  options: {
    readonly language?: string;
    readonly most?: number;
    readonly rank?: Part["rank"];
  } = {},
): Part {
  const { language = "text", most = Infinity, rank = 2 } = options;
  const shown = lines.slice(0, most);
  const hidden = lines.length - shown.length;
  const safe = shown.map((item) => [item].flat().map((line) => codeLine(shortened(line))));
  const fence = fenceFor(safe.flat());
  const rest =
    hidden === 0 ? "" : `… and ${counted(hidden, `more ${noun}`)} (--verbose lists all)\n`;
  return {
    noun,
    open: `${fence}${language}`,
    items: safe.map((own) => own.join("\n")),
    close: `${rest}${fence}`,
    more: (count) => `… and ${counted(count, `more ${noun}`)} for which there was no room`,
    rank,
  };
}

interface Place {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

/** Each place as `line:column  the line there`, below the path where that is another than before. */
export function placeLines(places: readonly Place[]): readonly (readonly string[])[] {
  const width = Math.max(0, ...places.map(({ line, column }) => `${line}:${column}`.length));
  return places.map(({ path, line, column, text }, index) => {
    const own = `  ${`${line}:${column}`.padEnd(width)}  ${text}`;
    return places[index - 1]?.path === path ? [own] : [path, own];
  });
}

export function shortened(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  return `${line.slice(0, LONGEST_LINE)}… (${counted(line.length - LONGEST_LINE, "more character")})`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
