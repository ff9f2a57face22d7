import type { Hit } from "../../../audits/criterion.ts";
import type { Found, FindingPlace } from "./finding.ts";
import type { Report, ReportCriterion } from "../report.ts";

/** Where criteria do not hold, could not be evaluated, say nothing, or are ticked wrongly. */
export function criterionFindings(report: Report): readonly Found[] {
  return report.criteria.flatMap((criterion) => [
    ...hitsOf(criterion),
    ...wholeOf(criterion, report),
    ...vacuousOf(criterion, report),
    ...tickOf(criterion),
  ]);
}

/** One for each hit; a criterion holds in spite of those that the baseline lists. */
function hitsOf(criterion: ReportCriterion): readonly Found[] {
  const { status, title, hits } = criterion;
  if (status === "manual") return [];
  return hits.map((hit) => ({
    rule: ruleOf(criterion),
    level: "error",
    title,
    message: isAbout(hit, criterion),
    place: placeOf(hit, criterion),
    identity: [title, hit.text],
    known: hit.baselined === true,
  }));
}

function isAbout(hit: Hit, { kind }: ReportCriterion): string {
  if (kind === "zero-references") return `it is still there, in ${WHERE[hit.context]}`;
  if (kind === "path-absent") return `it is there: ${hit.text}`;
  return kind === "path-present" ? `it is not there: ${hit.text}` : hit.text;
}

const WHERE: Readonly<Record<Hit["context"], string>> = {
  code: "code",
  type: "a type",
  string: "a string",
  comment: "a comment",
  import: "an import",
  path: "the name of a file",
  other: "text that is not code",
};

/** A file that is not there has no lines to point to; the bullet that asks for it has. */
function placeOf(hit: Hit, { kind, source }: ReportCriterion): FindingPlace {
  if (kind === "path-present" && source !== null) return bullet(source);
  const { path, line, column, text } = hit;
  return hit.context === "path"
    ? { path, line, column: null, text: null }
    : { path, line, column, text };
}

function bullet({ path, line }: { readonly path: string; readonly line: number }): FindingPlace {
  return { path, line, column: null, text: null };
}

/** What is wrong with the criterion itself, or has no hits to show. */
function wholeOf(criterion: ReportCriterion, report: Report): readonly Found[] {
  const { status, title, hits, message } = criterion;
  const told = status === "fail" && hits.length > 0;
  const manual = criterion.kind === "manual";
  // Only an audit is about what was not run; a run leaves commands to CI.
  const unasked = status === "manual" && (report.command !== "audit" || report.exitCode === 0);
  if (status === "pass" || told || unasked) return [];
  const what = {
    fail: "does not hold",
    error: "could not be evaluated",
    unparsed: "could not be understood, which counts as failed",
    manual: manual ? "is left to a person" : "was not run",
  }[status];
  return [
    {
      rule: status === "fail" ? ruleOf(criterion) : `criterion/${status}`,
      level: status === "manual" ? (manual ? "note" : "warning") : "error",
      title,
      message: `${what}${message === null ? "" : `\n${message}`}`,
      place: sourceOf(criterion, report),
      identity: [title],
      known: false,
    },
  ];
}

function sourceOf({ source }: ReportCriterion, { document }: Report): FindingPlace | null {
  if (source !== null) return bullet(source);
  return document?.inTarget === true ? bullet({ path: document.path, line: 1 }) : null;
}

function vacuousOf(criterion: ReportCriterion, report: Report): readonly Found[] {
  const { status, title, vacuous } = criterion;
  if (status !== "pass" || vacuous !== true) return [];
  return [
    {
      rule: "criterion/vacuous",
      level: "note",
      title,
      message: "it held before the change too, so it may never have been able to fail",
      place: sourceOf(criterion, report),
      identity: [title],
      known: false,
    },
  ];
}

function tickOf({ contradicted, title, source }: ReportCriterion): readonly Found[] {
  if (!contradicted) return [];
  return [
    {
      rule: "criterion/ticked-wrongly",
      level: "warning",
      title,
      message: "its box is ticked, but it does not hold",
      place: source === null ? null : bullet(source),
      identity: [title],
      known: false,
    },
  ];
}

function ruleOf({ kind }: ReportCriterion): string {
  return `criterion/${kind}`;
}
