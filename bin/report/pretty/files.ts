import { fileDiff } from "../../../workspace/diff.ts";
import type { FileChange } from "../../../workspace/change-set.ts";
import { hunkHeader } from "../../../workspace/hunks.ts";
import type { Hunk } from "../../../workspace/hunks.ts";
import { escapeControl } from "../../terminal/escape.ts";
import { breakTo, padStart, widthOf } from "../../terminal/width.ts";
import type { Report, ReportFile } from "../report.ts";
import { counted } from "../words.ts";
import type { View } from "./view.ts";

/** A header for each file; in a dry run, and with `verbose`, the changed lines below it. */
export function fileLines(report: Report, view: View): string[] {
  if (report.files.length === 0 || report.command === "status") return [];
  const withHunks = report.dryRun || view.verbose;
  return report.files.flatMap((file) => {
    const change = view.changes.find(({ path }) => path === file.path);
    const lines = withHunks && change ? diffLines(change, view) : [];
    return [...fileHeader(file, view), ...lines, ...(lines.length > 0 ? [""] : [])];
  });
}

const KINDS = { added: "added", modified: "changed", deleted: "deleted", moved: "moved" } as const;

/** Its path, how it changes, and how many lines come and go. */
export function fileHeader(file: ReportFile, view: View): string[] {
  const { paint } = view;
  const kind = {
    added: paint.green,
    modified: paint.cyan,
    deleted: paint.red,
    moved: paint.magenta,
  };
  const mark = kind[file.change](KINDS[file.change].padEnd(8));
  const path = escapeControl(file.path);
  const counts = `${paint.green(`+${file.additions}`)} ${paint.red(`-${file.deletions}`)}`;
  const countsWidth = `+${file.additions} -${file.deletions}`.length;
  if (file.from === null) return [`${mark}${pathAndCounts(path, counts, countsWidth, view)}`];
  const from = escapeControl(file.from);
  const one = `${from} → ${path}`;
  if (8 + widthOf(one) + 2 + countsWidth <= view.columns) {
    return [`${mark}${from} → ${paint.bold(path)}  ${counts}`];
  }
  const second = breakTo(path, Math.max(10, view.columns - 8)).map((line) => paint.bold(line));
  return [
    `${mark}${breakTo(from, Math.max(10, view.columns - 8)).join(`\n${" ".repeat(8)}`)}`,
    `${padStart("→ ", 8)}${second.join(`\n${" ".repeat(8)}`)}`,
    `${" ".repeat(8)}${counts}`,
  ];
}

function pathAndCounts(path: string, counts: string, countsWidth: number, view: View): string {
  const pieces = breakTo(path, Math.max(10, view.columns - 8)).map((line) => view.paint.bold(line));
  const fits = pieces.length === 1 && 8 + widthOf(path) + 2 + countsWidth <= view.columns;
  const newLine = `\n${" ".repeat(8)}`;
  return `${pieces.join(newLine)}${fits ? "  " : newLine}${counts}`;
}

/** Of an added or deleted file, this many lines are shown unless all are wanted. */
const SHOWN_OF_WHOLE_FILE = 20;

/** A line of code beyond this is a generated one, which nobody reads to its end. */
const LONGEST_LINE = 2000;

/** The changed lines. Long added and deleted files are cut, unless the view is verbose. */
export function diffLines(change: FileChange, view: View): string[] {
  if (change.before === undefined && change.change !== "added") {
    return [view.paint.dim("        not a text, so there are no lines to show")];
  }
  const { hunks } = fileDiff(change);
  const digits = digitsOf(hunks);
  const lines = hunks.flatMap((hunk) => hunkLines(hunk, digits, view));
  const whole = change.change === "added" || change.change === "deleted";
  if (!whole || view.verbose || lines.length <= SHOWN_OF_WHOLE_FILE + 1) return lines;
  const more = counted(lines.length - SHOWN_OF_WHOLE_FILE, "more line");
  return [
    ...lines.slice(0, SHOWN_OF_WHOLE_FILE),
    view.paint.dim(`${" ".repeat(digits * 2 + 3)}… ${more} (--verbose shows all)`),
  ];
}

/** How wide the line numbers beside `hunks` are. */
export function digitsOf(hunks: readonly Hunk[]): number {
  const last = hunks.at(-1);
  const ends = last ? [last.oldStart + last.oldLines, last.newStart + last.newLines] : [];
  return String(Math.max(1, ...ends)).length;
}

/** One hunk with its header; line numbers are `digits` wide. */
export function hunkLines(hunk: Hunk, digits: number, view: View): string[] {
  const { paint } = view;
  const gutter = digits * 2 + 3;
  const room = Math.max(20, view.columns - gutter - 1);
  // Where every line ends with a carriage return, it is how the file ends its lines, and no news.
  const code = hunk.lines.filter((line) => !line.startsWith("\\"));
  const crlf = code.every((line) => line.endsWith("\r"));
  let old = hunk.oldStart;
  let now = hunk.newStart;
  const lines = [paint.cyan(hunkHeader(hunk))];
  for (const line of hunk.lines) {
    const mark = line.charAt(0);
    const whole = line.slice(1, crlf && line.endsWith("\r") ? -1 : undefined);
    const text = escapeControl(
      whole.length > LONGEST_LINE
        ? `${whole.slice(0, LONGEST_LINE)}… (${counted(whole.length - LONGEST_LINE, "more character")})`
        : whole,
    );
    if (mark === "\\") {
      lines.push(paint.dim(`${" ".repeat(gutter)}\\${text}`));
      continue;
    }
    const numbers = [mark === "+" ? "" : String(old), mark === "-" ? "" : String(now)];
    if (mark !== "+") old += 1;
    if (mark !== "-") now += 1;
    const color = mark === "+" ? paint.green : mark === "-" ? paint.red : (plain: string) => plain;
    const margin = numbers.map((number) => padStart(number, digits)).join(" ");
    for (const [index, piece] of breakTo(text, room).entries()) {
      const left = index === 0 ? paint.dim(margin) : " ".repeat(digits * 2 + 1);
      lines.push(`${left} ${color(`${index === 0 ? mark : " "} ${piece}`)}`.trimEnd());
    }
  }
  return lines;
}
