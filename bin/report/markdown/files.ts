import type { FileChange } from "../../../workspace/change-set.ts";
import { fileDiff, hunkHeader } from "../../../workspace/diff.ts";
import { code, codeHtml, codeLine, fenceFor } from "../escape/markdown.ts";
import type { RenderOptions } from "../renderer.ts";
import type { Report, ReportFile } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import type { Part, Section } from "./document.ts";
import { folded, shortened, table } from "./parts.ts";

/** Up to this many files stand there at once; more are behind a line. */
const MOST_ROWS = 10;

/** Of an added or deleted file, this many lines are shown unless all are wanted. */
const SHOWN_OF_WHOLE_FILE = 20;

const KINDS = { added: "added", modified: "changed", deleted: "deleted", moved: "moved" } as const;

/** Every changed file with the number of its lines. */
export function fileSection({ files }: Report): Section {
  if (files.length === 0) return { heading: "", parts: [] };
  const sum = (pick: (file: ReportFile) => number): string =>
    inFigures(files.reduce((total, file) => total + pick(file), 0));
  const title = `${counted(files.length, "file")}, +${sum((file) => file.additions)} −${sum((file) => file.deletions)}`;
  const columns = [
    { title: "" },
    { title: "File" },
    { title: "+", right: true },
    { title: "−", right: true },
  ];
  const rows = files.map((file) => [
    KINDS[file.change],
    file.from === null
      ? code(file.path, "table")
      : `${code(file.from, "table")} → ${code(file.path, "table")}`,
    inFigures(file.additions),
    inFigures(file.deletions),
  ]);
  const list = table("file", columns, rows);
  const part = files.length > MOST_ROWS ? folded(title, list) : list;
  // The sum stands in the line that opens the table, or else above it.
  return {
    heading: files.length > MOST_ROWS ? "### Changed files" : `### Changed files (${title})`,
    parts: [part],
  };
}

/** The changed lines of each file, behind a line, in a dry run or if all is wanted. */
export function diffSection(report: Report, options: RenderOptions): Section {
  const wanted = report.command !== "status" && (report.dryRun || options.verbose);
  const { changes } = options;
  if (!wanted || changes.length === 0) return { heading: "", parts: [] };
  const diffs: Part = {
    noun: "diff",
    open: "",
    items: changes.map((change) => diffText(change, options)),
    close: "",
    more: (count) => `… and ${counted(count, "more diff")} for which there was no room`,
    rank: 3,
    passOver: true,
  };
  return { heading: "### Diffs", parts: [diffs] };
}

function diffText(change: FileChange, { verbose }: RenderOptions): string {
  const { path, from } = change;
  const name = from === undefined ? codeHtml(path) : `${codeHtml(from)} → ${codeHtml(path)}`;
  const { hunks, additions, deletions } = fileDiff(change);
  const summary = `${KINDS[change.change]} ${name} +${inFigures(additions)} −${inFigures(deletions)}`;
  const lines = hunks.flatMap((hunk) => [hunkHeader(hunk), ...withoutReturns(hunk.lines)]);
  const whole = change.change === "added" || change.change === "deleted";
  const most = whole && !verbose ? SHOWN_OF_WHOLE_FILE + 1 : Infinity;
  const hidden = Math.max(0, lines.length - most);
  const shown = lines.slice(0, most).map(shortened);
  const said =
    lines.length === 0
      ? [isText(change) ? "no line changed" : "not a text, so there are no lines to show"]
      : [...shown, ...(hidden === 0 ? [] : [`… ${counted(hidden, "more line")}`])];
  const safe = said.map(codeLine);
  const fence = fenceFor(safe);
  const language = lines.length === 0 ? "text" : "diff";
  return [
    "<details>",
    `<summary>${summary}</summary>`,
    "",
    `${fence}${language}`,
    ...safe,
    fence,
    "",
    "</details>",
    "",
  ].join("\n");
}

function isText({ change, before }: FileChange): boolean {
  return before !== undefined || change === "added";
}

/** Where every line ends with a carriage return, it is how the file ends its lines, and no news. */
function withoutReturns(lines: readonly string[]): readonly string[] {
  const code = lines.filter((line) => !line.startsWith("\\"));
  if (!code.every((line) => line.endsWith("\r"))) return lines;
  return lines.map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
}
