import { createHash } from "node:crypto";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Criterion, Hit } from "../criterion.ts";

/** The parts of a line that names a finding; a line is these, with a tab between. */
export interface LineParts {
  readonly criterion: string;
  readonly path: string;
  readonly text: string;
  /** Which of several equal findings of the file it is, from 1. */
  readonly number: number;
}

/**
 * What a criterion is called in a baseline: its phase, its kind and the words that its title quotes,
 * such as `1/zero-references/oldName, app/src`. Not its id, which may be its place in the plan: with
 * another bullet before it, all its known findings would be new. Two criteria that say the same
 * share a name, and their findings are counted together.
 */
export function criterionName({ phase, kind, title }: Pick<Criterion, "phase" | "kind" | "title">) {
  const quoted = [...title.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => fold(word));
  const words = quoted.map((word) => (word.length > 1 ? word.replace(/\/$/, "") : word));
  return `${phase}/${kind}/${words.length === 0 ? fold(title) : words.join(", ")}`;
}

/** A path as a line has it: what would break the line, or look like a pattern, is spelled out. */
export function writtenPath(path: RepoPath): string {
  return escaped(path, /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029*?\\]/gu);
}

/**
 * What is found at `hit`, so that it stays the same when the file is formatted or other lines of it
 * change: on one line, single spaces, controls spelled out, cut with a hash of the whole at the end.
 */
export function writtenText({ text, context }: Pick<Hit, "text" | "context">): string {
  // What is said of a path as a whole may tell of what is around it, which changes.
  if (context === "path") return "(the path)";
  const folded = fold(text);
  if (folded === "") return "(nothing)";
  const characters = [...folded];
  if (characters.length <= LONGEST) return folded;
  const hash = createHash("sha256").update(folded).digest("hex").slice(0, 12);
  return `${characters.slice(0, LONGEST - 20).join("")}… #${hash}`;
}

/** How many characters of a text are written. */
const LONGEST = 160;

/**
 * The line. Of several equal findings in a file each has a line of its own, told apart by a number
 * from the second on: no two lines are equal, so a baseline is a set of lines, and what git, `sort -u`
 * or a union merge make of two sets is one again.
 */
export function lineOf({ criterion, path, text, number }: LineParts): string {
  const parts = [criterion, path, text];
  return [...parts, ...(number > 1 ? [`#${number}`] : [])].join("\t");
}

/** The parts of a line; undefined if it is not one. */
export function partsOf(line: string): LineParts | undefined {
  const [criterion = "", path = "", text = "", number, ...more] = line.split("\t");
  if (criterion === "" || path === "" || text === "" || more.length > 0) return undefined;
  if (number === undefined) return { criterion, path, text, number: 1 };
  if (!/^#[1-9]\d{0,8}$/.test(number) || number === "#1") return undefined;
  return { criterion, path, text, number: Number(number.slice(1)) };
}

/** By bytes, as `LC_ALL=C sort` has it. */
export function sortedLines(lines: Iterable<string>): readonly string[] {
  return [...new Set(lines)].sort(compareLines);
}

export function compareLines(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function fold(text: string): string {
  return escaped(text.replace(/\s+/g, " ").trim(), /[\p{Cc}\p{Cf}\p{Cs}]/gu);
}

function escaped(text: string, unsafe: RegExp): string {
  return text.replace(unsafe, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      const code = character.charCodeAt(index).toString(16);
      return `\\u${code.padStart(4, "0")}`;
    }).join(""),
  );
}
