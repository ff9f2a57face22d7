import { code, prose } from "../escape/markdown.ts";
import type { Report, ReportPhase } from "../report.ts";
import { resultOf } from "../step-result.ts";
import { counted } from "../words.ts";
import type { Section } from "./document.ts";
import { bullets, folded, table } from "./parts.ts";

const MARKS = {
  done: "✅ done",
  pending: "🚧 pending",
  blocked: "⛔ blocked",
  skipped: "⏭️ skipped",
};

/** Each phase with its state, and the steps behind a line. */
export function phaseSection(report: Report): Section {
  const { phases } = report;
  const outline = report.command === "plan";
  const columns = [{ title: "" }, { title: "Phase" }, ...(outline ? [] : [{ title: "State" }])];
  const rows = phases.map((phase) => [
    code(phase.id, "table"),
    prose(phase.title, "table"),
    ...(outline ? [] : [stateOf(phase)]),
  ]);
  const steps = phases.flatMap((phase) => phase.steps.map((step) => stepText(step, report)));
  const list = bullets("step", steps);
  return {
    heading: "### Phases",
    parts: [
      ...(rows.length > 0 ? [table("phase", columns, rows)] : []),
      ...(steps.length > 0 ? [outline ? list : folded(counted(steps.length, "step"), list)] : []),
    ],
  };
}

function stateOf({ state, why, partial }: ReportPhase): string {
  const part = partial ? " (in part: a person has left files out)" : "";
  return `${MARKS[state]}${part}${why === "" ? "" : `: ${prose(why, "table")}`}`;
}

function stepText(step: ReportPhase["steps"][number], report: Report): string {
  const title = `${code(step.id)} ${prose(step.title)}`;
  if (report.command === "plan") return title;
  return `${title}: ${resultOf(step, report)}`;
}
