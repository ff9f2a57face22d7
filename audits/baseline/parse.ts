import { nearestName } from "../nearest-name.ts";
import { compareLines, partsOf } from "./line.ts";

/** What a baseline file holds. */
export interface BaselineText {
  /** Its lines about findings, each once, in its order; without those of no criterion. */
  readonly lines: readonly string[];
  /** How many lines there are about findings, all counted. */
  readonly rows: number;
  /** Its first line, if that is a comment. */
  readonly header: string | undefined;
  readonly lineEnd: "\n" | "\r\n";
  readonly problems: readonly BaselineProblem[];
}

/** Something that is wrong in a baseline file. */
export interface BaselineProblem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
  /** Whether writing the file anew does away with it, and with nothing that anybody meant. */
  readonly mendable: boolean;
}

/**
 * Reads the text of a baseline file. `criteria` are the names of all criteria of the plan. Endings
 * may be LF or CRLF, and there may be a byte order mark.
 */
export function parseBaseline(text: string, criteria: ReadonlySet<string>): BaselineText {
  const written = text.replace(/^\uFEFF/, "");
  const rows = written.split(/\r?\n/);
  if (rows.at(-1) === "") rows.pop();
  const header = rows[0]?.startsWith("#") ? rows[0] : undefined;
  const first = header === undefined ? 0 : 1;
  const lines: string[] = [];
  const problems: BaselineProblem[] = [];
  const seen = new Map<string, number>();
  let ordered = true;
  let last = "";
  for (const [index, row] of rows.entries()) {
    if (index < first) continue;
    const line = index + 1;
    const broken = problemOf(row);
    if (broken !== undefined) {
      problems.push({ line, message: broken, mendable: false });
      continue;
    }
    const mend = (message: string) => problems.push({ line, message, mendable: true });
    const before = seen.get(row);
    if (before !== undefined) {
      mend(`it is line ${before} once more`);
      continue;
    }
    const criterion = partsOf(row)?.criterion ?? "";
    // One line that is out of place puts all behind it out of place as well.
    if (ordered && compareLines(last, row) > 0) {
      ordered = false;
      mend(
        "it belongs before the line above: the file is sorted by bytes, as `LC_ALL=C sort` does",
      );
    }
    seen.set(row, line);
    last = row;
    if (criteria.has(criterion)) lines.push(row);
    else mend(noCriterion(criterion, criteria));
  }
  const lineEnd = written.includes("\r\n") ? "\r\n" : "\n";
  return { lines, rows: rows.length - first, header, lineEnd, problems };
}

function problemOf(row: string): string | undefined {
  if (row === "") return "it is empty";
  if (/^([<=>|])\1{6}( |$)/.test(row)) {
    return "it is left from a merge with conflicts: keep the lines of both sides";
  }
  if (row.startsWith("#")) return "only the first line may be a comment";
  const parts = partsOf(row);
  if (!parts) {
    return "it is not a criterion, a path and a text with a tab between, and `#2` and so on after a tab for the second of several equal ones";
  }
  if (/[^\P{Cc}\t]/u.test(row)) return "it has a control character in it";
  return problemOfPath(parts.path);
}

function problemOfPath(path: string): string | undefined {
  const shown = JSON.stringify(path);
  if (/[*?]/.test(path)) return `${shown} has a wildcard in it: a line is about one finding`;
  if (/^(\/|[A-Za-z]:[\\/])/.test(path)) {
    return `${shown} is absolute: paths are relative to the root`;
  }
  if (/\\(?!u[0-9a-f]{4})/.test(path)) return `${shown} has a backslash in it: folders end with /`;
  if (path.split("/").some((part) => part === "" || part === "." || part === "..")) {
    return `${shown} is not a path from the root, such as src/a.ts`;
  }
  return undefined;
}

function noCriterion(criterion: string, known: ReadonlySet<string>): string {
  const nearest = nearestName(criterion, known);
  const hint = nearest === undefined ? "" : `; the nearest there is: ${JSON.stringify(nearest)}`;
  return `the plan has no criterion ${JSON.stringify(criterion)}${hint}`;
}
