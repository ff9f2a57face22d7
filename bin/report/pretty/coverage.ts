import type { CoverageGap } from "../../../audits/coverage-gap.ts";
import { canBeWatched } from "../../../audits/coverage-gap.ts";
import { escapeControl } from "../../terminal/escape.ts";
import type { Report } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

/** How many files are listed unless all are wanted. */
const SHOWN = 20;

/** What no criterion would catch, file by file, and the bullets that would. */
export function coverageLines(report: Report, view: View): string[] {
  const { coverage } = report;
  if (coverage.length === 0) return [];
  if (report.criteria.length === 0 && !view.verbose && report.suggestions.length === 0) {
    return withoutCriteria(report, view);
  }
  const { paint } = view;
  const listed = view.verbose ? coverage : coverage.filter(canBeWatched);
  const files = [...new Set(listed.map(({ path }) => path))];
  const shown = view.verbose ? files : files.slice(0, SHOWN);
  const more = files.length - shown.length;
  const count = counted(new Set(coverage.map(({ path }) => path)).size, "file");
  return [
    heading(`Seen by no criterion (${count})`, view),
    ...hanging(
      "  ",
      2,
      "Were this to stay as it was, or to come back, every criterion would hold.",
      view,
      paint.dim,
    ),
    ...shown.flatMap((path) => fileLines(path, listed, view)),
    ...(more > 0
      ? [paint.dim(`    … and ${counted(more, "more file")} (--verbose lists all)`)]
      : []),
    ...unwatchableLines(coverage.length - listed.length, view),
    ...(report.suggestions.length > 0 ? suggestionLines(report, view) : hintLines(report, view)),
  ];
}

/** Where there are no criteria at all, a list of what they do not see says no more than that. */
function withoutCriteria(report: Report, view: View): string[] {
  const count = counted(new Set(report.coverage.map(({ path }) => path)).size, "file");
  const text = `Were what changes in ${count} to stay as it was, or to come back, nothing would tell (--verbose lists it).`;
  return [
    heading("There are no criteria", view),
    ...hanging("  ", 2, text, view, view.paint.dim),
    ...hintLines(report, view),
  ];
}

function fileLines(path: string, coverage: readonly CoverageGap[], view: View): string[] {
  const own = coverage.filter((gap) => gap.path === path);
  const steps = [...new Set(own.flatMap((gap) => gap.steps))].map(escapeControl);
  const by =
    steps.length === 0 ? [] : [`${steps.length === 1 ? "step" : "steps"} ${steps.join(", ")}`];
  const movedTo = own.find((gap) => gap.movedTo !== null)?.movedTo ?? null;
  const to = movedTo === null ? [] : [`will be ${escapeControl(movedTo)}`];
  const facts = [...own.map(gapText), ...to, ...by].join("; ");
  return [
    ...hanging(`  ${view.paint.yellow("!")} `, 4, escapeControl(path), view),
    ...hanging("    ", 4, facts, view, view.paint.dim),
  ];
}

function gapText({ spelling, count, line, change, stays }: CoverageGap): string {
  if (spelling === null) {
    if (change === "modified") return "edited, with no tracked name in it";
    return change === "moved"
      ? "nothing says that it is gone from here"
      : "nothing says that it is gone";
  }
  const times = count === 1 ? `line ${line}` : `${count} times from line ${line}`;
  return `\`${escapeControl(spelling)}\` (${times}${stays === true ? ", not changed by the steps" : ""})`;
}

function unwatchableLines(count: number, view: View): string[] {
  if (count === 0) return [];
  const what = count === 1 ? "1 edited file has" : `${inFigures(count)} edited files have`;
  const text = `${what} no tracked name in, so that only a command such as a type check can judge: --verbose lists all`;
  return hanging("    ", 4, text, view, view.paint.dim);
}

/** The bullets as they are to be copied: from the first column, and never wrapped. */
function suggestionLines({ suggestions, coverage }: Report, view: View): string[] {
  const phases = [...new Set(suggestions.map(({ phase }) => phase))];
  const without = coverage.filter((gap) => canBeWatched(gap) && gap.stays === true).length;
  return [
    ...phases.flatMap((phase) => [
      "",
      heading(`Bullets for phase ${escapeControl(phase)} of the plan document`, view),
      ...suggestions
        .filter((suggestion) => suggestion.phase === phase)
        .map(({ bullet }) => escapeControl(bullet)),
    ]),
    ...(without > 0 ? ["", ...hanging("", 0, withoutBullet(without), view, view.paint.dim)] : []),
  ];
}

function withoutBullet(count: number): string {
  return `${counted(count, "spelling")} that the steps do not change ${count === 1 ? "has" : "have"} no bullet: it would not hold.`;
}

function hintLines({ command, applied, base, coverage }: Report, view: View): string[] {
  // Whoever asked for bullets, and got none, need not be told how to ask.
  const asked = command === "audit" && coverage.some(({ stays }) => stays !== null);
  if (asked) return hanging("  ", 2, "No bullet would close this.", view, view.paint.dim);
  const from = base !== null ? ` --base ${escapeControl(base.ref)}` : applied ? " --base REF" : "";
  const hint = `\`conn-codemod audit --suggest${from}\` prints bullets that would catch it.`;
  return hanging("  ", 2, hint, view, view.paint.dim);
}
