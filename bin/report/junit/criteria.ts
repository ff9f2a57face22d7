import { isKnown } from "../known.ts";
import type { RenderOptions } from "../renderer.ts";
import type { ReportCriterion } from "../report.ts";
import { counted } from "../words.ts";
import type { Case } from "./suite.ts";

/** How many hits of a criterion are listed unless all are wanted. */
const SHOWN = 200;

const OUTCOMES = {
  pass: "passed",
  fail: "failure",
  unparsed: "failure",
  error: "error",
  manual: "skipped",
} as const;

/** A criterion as a case; its hits are what it says. */
export function criterionCase(criterion: ReportCriterion, { verbose }: RenderOptions): Case {
  const { title, kind, status, hits, source, message } = criterion;
  const shown = verbose ? hits : hits.slice(0, SHOWN);
  const more = hits.length - shown.length;
  const places = shown.map(
    ({ path, line, column, text, baselined }) =>
      `${path}:${line}:${column}  ${text}${baselined === true ? "  (in the baseline)" : ""}`,
  );
  return {
    name: title,
    group: kind,
    file: source?.path,
    outcome: isKnown(criterion) ? "passed" : OUTCOMES[status],
    message: factsOf(criterion).join(", "),
    text: [
      ...(message === null ? [] : [message]),
      ...places,
      ...(more > 0 ? [`… and ${counted(more, "more hit")} (--verbose lists all)`] : []),
    ].join("\n"),
  };
}

function factsOf(criterion: ReportCriterion): readonly string[] {
  const { status, kind, hits, baselined, scanned, vacuous, contradicted, source } = criterion;
  return [
    ...(status === "error" ? ["could not be evaluated"] : []),
    ...(status === "unparsed" ? ["could not be understood, which counts as failed"] : []),
    ...(status === "manual" ? ["not run, or left to a person"] : []),
    ...(hits.length > 0 ? [counted(hits.length, "hit")] : []),
    ...(baselined > 0 ? [`${counted(baselined, "hit")} in the baseline`] : []),
    ...(kind === "zero-references" ? [`${counted(scanned, "file")} searched`] : []),
    ...(status === "pass" && vacuous === true ? ["vacuous: it held before the change too"] : []),
    ...(contradicted ? ["its box is ticked"] : []),
    ...(source === null ? [] : [`${source.path}:${source.line}`]),
  ];
}
