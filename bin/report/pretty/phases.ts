import { escapeControl } from "../../terminal/escape.ts";
import { widthOf } from "../../terminal/width.ts";
import type { Report, ReportPhase } from "../report.ts";
import { resultOf } from "../step-result.ts";
import { hanging } from "./view.ts";
import type { View } from "./view.ts";

/** Each phase with its state, and each of its steps with what it did. */
export function phaseLines(report: Report, view: View): string[] {
  return report.phases.flatMap((phase, index) => [
    ...(index > 0 ? [""] : []),
    ...phaseHeader(phase, report, view),
    ...phase.steps.flatMap((step) => stepLines(step, report, view)),
  ]);
}

function phaseHeader(phase: ReportPhase, report: Report, view: View): string[] {
  const { paint } = view;
  const id = escapeControl(phase.id);
  const first = `${paint.bold("Phase")} ${paint.bold(id)}  `;
  const title = hanging(first, 8 + widthOf(id), escapeControl(phase.title), view, paint.bold);
  const color = {
    done: paint.green,
    pending: paint.yellow,
    blocked: paint.red,
    skipped: paint.dim,
  }[phase.state];
  const why = escapeControl(phase.why);
  if (report.command === "plan" && phase.state !== "skipped") return title;
  const state = hanging(
    `  ${color(phase.state)}: `,
    4 + phase.state.length,
    why,
    view,
    phase.state === "blocked" ? paint.red : undefined,
  );
  return [...title, ...state];
}

function stepLines(step: ReportPhase["steps"][number], report: Report, view: View): string[] {
  const { paint } = view;
  const id = escapeControl(step.id);
  const indent = 4 + widthOf(id);
  const title = hanging(`  ${paint.cyan(id)}  `, indent, escapeControl(step.title), view);
  if (report.command === "plan") return title;
  const result = resultOf(step, report);
  const only = title.length === 1 ? title[0] : undefined;
  const width = indent + widthOf(escapeControl(step.title)) + 3 + result.length;
  if (only !== undefined && width <= view.columns) return [`${only}   ${paint.dim(result)}`];
  return [...title, `${" ".repeat(indent)}${paint.dim(result)}`];
}
