import { escapeControl, escapedLines } from "../../terminal/escape.ts";
import { isKnown } from "../known.ts";
import type { Report, ReportCriterion } from "../report.ts";
import { counted, inFigures } from "../words.ts";
import { placeLine } from "./places.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

/** How many hits of a criterion are listed unless all are wanted. */
const SHOWN = 20;

const MARKS = { pass: "✔", fail: "✖", error: "?", manual: "…", unparsed: "?" } as const;

/** Each criterion, phase by phase, with what became of it and where it does not hold. */
export function criterionLines(report: Report, view: View): string[] {
  const phases = [...new Set(report.criteria.map(({ phase }) => phase))];
  return phases.flatMap((phase, index) => {
    const own = report.criteria.filter((criterion) => criterion.phase === phase);
    // Who asks how far it is wants to know what is missing.
    const brief = report.command === "status" && !view.verbose;
    const shown = brief ? own.filter(({ status }) => status !== "pass") : own;
    return [
      ...(index > 0 ? [""] : []),
      heading(titleOf(phase, own, report), view),
      ...shown.flatMap((criterion) => criterionText(criterion, report, view)),
    ];
  });
}

function titleOf(phase: string, own: readonly ReportCriterion[], report: Report): string {
  const title = `Criteria of phase ${escapeControl(phase)}`;
  if (report.command === "plan") return title;
  const judged = own.filter(({ kind }) => kind !== "manual");
  const held = judged.filter(({ status }) => status === "pass").length;
  const bullets = own.length - judged.length;
  const manual = bullets === 0 ? "" : `, ${bullets} for a person`;
  return `${title}: ${held} of ${judged.length} hold${manual}`;
}

function criterionText(criterion: ReportCriterion, report: Report, view: View): string[] {
  const { paint } = view;
  const title = escapeControl(criterion.title);
  if (report.command === "plan" && criterion.status !== "unparsed") {
    const whose = criterion.kind === "manual" ? " (for a person)" : "";
    return hanging("  - ", 4, `${title}${whose}`, view);
  }
  const color = {
    pass: paint.green,
    fail: paint.red,
    error: paint.red,
    manual: paint.yellow,
    unparsed: paint.red,
  }[criterion.status];
  const known = isKnown(criterion);
  const mark = `  ${(known ? paint.yellow : color)(MARKS[criterion.status])} `;
  // What is new comes first, so that no list of known findings hides it.
  const hits = [...criterion.hits].sort((a, b) => rankOf(a) - rankOf(b));
  const shown = view.verbose ? hits : hits.slice(0, SHOWN);
  const more = criterion.hits.length - shown.length;
  const facts = factsOf(criterion, report);
  const tick = tickOf(criterion);
  return [
    ...hanging(mark, 4, title, view),
    ...(criterion.contradicted ? hanging("    ", 4, tick, view, paint.red) : []),
    ...(facts === "" ? [] : hanging("    ", 4, facts, view, paint.dim)),
    ...(criterion.message === null
      ? []
      : escapedLines(criterion.message).flatMap((line) => hanging("    ", 4, line, view, color))),
    ...shown.map((hit) => {
      const line = placeLine(hit, 4, view);
      return hit.baselined === true ? line.split("\n").map(paint.dim).join("\n") : line;
    }),
    ...(more > 0 ? [paint.dim(`    … and ${inFigures(more)} more (--verbose lists all)`)] : []),
  ];
}

function rankOf({ baselined }: ReportCriterion["hits"][number]): number {
  return baselined === true ? 1 : 0;
}

function factsOf(criterion: ReportCriterion, report: Report): string {
  const { status, kind, scanned, hits, vacuous, baselined } = criterion;
  const facts: string[] = [];
  if (status === "error") facts.push("could not be evaluated");
  if (status === "unparsed") facts.push("could not be understood, which counts as failed");
  // Of a path that must not be there, what was looked at is the path itself.
  if (kind === "zero-references") facts.push(`${counted(scanned, "file")} searched`);
  if (hits.length > 0) facts.push(counted(hits.length, "hit"));
  if (baselined > 0) {
    const all = baselined === hits.length;
    facts.push(`${all ? "all" : inFigures(baselined)} known to the baseline`);
  }
  if (vacuous === true && report.base !== null) {
    const held = "held on the base already";
    facts.push(status === "pass" ? `${held}: vacuous there` : `${held}, and no longer does`);
  } else if (status === "pass" && vacuous === true) {
    facts.push(report.dryRun ? "holds already" : "held before too");
  }
  if (!criterion.contradicted && tickOf(criterion) !== "") facts.push(tickOf(criterion));
  return facts.join(", ");
}

/** What the box of its bullet says that is not so, or, of a bullet for a person, what it says. */
function tickOf({ kind, status, ticked, contradicted, source }: ReportCriterion): string {
  const where = source === null ? "" : ` at ${escapeControl(source.path)}:${source.line}`;
  if (contradicted) {
    const instead = status === "error" ? "it could not be evaluated" : "it does not hold";
    return `the box${where} is ticked, but ${instead}`;
  }
  if (kind === "manual") return `left to a person, ${ticked === true ? "ticked" : "not ticked"}`;
  return ticked === false && status === "pass" ? "holds, and the box is not ticked" : "";
}
