import { code, prose, proseHtml } from "../escape/markdown.ts";
import { isKnown } from "../known.ts";
import type { RenderOptions } from "../renderer.ts";
import type { Report, ReportCriterion } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import { documentPathOf } from "./document-path.ts";
import type { Part, Section } from "./document.ts";
import { bullets, codeBlock, folded, placeLines, SHOWN, table } from "./parts.ts";

/** Up to this many names of files stand in the table. */
const MOST_NAMES = 5;

const MARKS = { pass: "✅", fail: "❌", error: "❗", manual: "⏸️", unparsed: "❓" } as const;

/** Each criterion with what became of it; where it does not hold is behind a line. */
export function criterionSection(report: Report, options: RenderOptions): Section {
  const { criteria } = report;
  if (criteria.length === 0) return { heading: "", parts: [] };
  if (report.command === "plan") {
    const items = criteria.map(({ phase, title }) => `${code(phase)} ${prose(title)}`);
    return { heading: "### Criteria", parts: [bullets("criterion", items)] };
  }
  // Where the bullets are all of one document, its lines are enough.
  const document = documentPathOf(report);
  const phases = new Set(criteria.map(({ phase }) => phase));
  const columns = [
    { title: "" },
    ...(phases.size > 1 ? [{ title: "Phase" }] : []),
    { title: "Criterion" },
    { title: "Found" },
    ...(document === null ? [] : [{ title: "Line", right: true }]),
  ];
  const rows = criteria.map((criterion) => [
    markOf(criterion),
    ...(phases.size > 1 ? [code(criterion.phase, "table")] : []),
    prose(criterion.title, "table"),
    foundOf(criterion, report, document),
    ...(document === null ? [] : [lineIn(document, criterion)]),
  ]);
  return {
    heading: "### Criteria",
    parts: [
      table("criterion", columns, rows),
      ...criteria.flatMap((criterion) => detailsOf(criterion, options)),
    ],
  };
}

function markOf(criterion: ReportCriterion): string {
  if (criterion.kind === "manual" && criterion.status === "manual") return "✋";
  return isKnown(criterion) ? "🟡" : MARKS[criterion.status];
}

function foundOf(criterion: ReportCriterion, report: Report, document: string | null): string {
  const { status, kind, hits, baselined, scanned, message, source } = criterion;
  const line = firstLine(message);
  const facts = [
    ...(status === "error" ? ["could not be evaluated"] : []),
    ...(status === "unparsed" ? ["could not be understood, which counts as failed"] : []),
    ...(hits.length === 0 ? [] : [hitsIn(criterion)]),
    ...(baselined > 0 ? [`${inFigures(baselined)} of them in the baseline`] : []),
    // Of a path that must not be there, what was looked at is the path itself.
    ...(kind === "zero-references" ? [`${counted(scanned, "file")} searched`] : []),
    ...(status === "pass" && criterion.vacuous === true
      ? [`**vacuous**: ${report.dryRun ? "holds already" : "held before too"}`]
      : []),
    ...(criterion.contradicted ? ["**ticked, but it does not hold**"] : []),
    ...(line === "" ? [] : [prose(line, "table")]),
    ...(source === null || source.path === document
      ? []
      : [code(`${source.path}:${source.line}`, "table")]),
  ];
  return facts.join(", ");
}

/** How many, or which, if they are a few names of files. */
function hitsIn(criterion: ReportCriterion): string {
  const { hits } = criterion;
  if (!areNames(criterion)) return counted(hits.length, "hit");
  const names = hits.map(({ text }) => code(text, "table")).join(", ");
  return `${criterion.kind === "path-present" ? "not there" : "there"}: ${names}`;
}

/** Whether the hits are about paths, and so few that they need no list of their own. */
function areNames({ hits }: ReportCriterion): boolean {
  return (
    hits.length <= MOST_NAMES && hits.every(({ context, line }) => context === "path" && line === 1)
  );
}

function lineIn(document: string, { source }: ReportCriterion): string {
  return source?.path === document ? String(source.line) : "";
}

function detailsOf(criterion: ReportCriterion, { verbose }: RenderOptions): readonly Part[] {
  const { message } = criterion;
  // What is new comes first, so that no list of known findings hides it.
  const hits = [...criterion.hits].sort(
    (a, b) => Number(a.baselined ?? false) - Number(b.baselined ?? false),
  );
  const title = `${markOf(criterion)} ${proseHtml(criterion.title)}`;
  const most = verbose ? Infinity : SHOWN;
  const lines = message?.split(/\r\n|\n/) ?? [];
  return [
    ...(hits.length === 0 || areNames(criterion)
      ? []
      : [folded(`${title}: ${countOf(criterion)}`, codeBlock("hit", placeLines(hits), { most }))]),
    // The first line is in the table.
    ...(lines.length < 2 ? [] : [folded(`${title}: what it says`, codeBlock("line", lines))]),
  ];
}

function countOf({ hits }: ReportCriterion): string {
  const files = new Set(hits.map(({ path }) => path)).size;
  return `${counted(hits.length, "hit")} in ${counted(files, "file")}`;
}

function firstLine(text: string | null): string {
  return text?.split(/\r\n|\n/, 1)[0] ?? "";
}
