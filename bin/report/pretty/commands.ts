import { escapeControl, escapedLines } from "../../terminal/escape.ts";
import type { Report, ReportCommand } from "../report.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

/** How many of the last lines of a failed command's output are shown unless all are wanted. */
const SHOWN = 20;

const MARKS = { passed: "✔", failed: "✖", "not-run": "…" } as const;

/** The commands of the phases: what became of them, or that they are still to do. */
export function commandLines(report: Report, view: View): string[] {
  const { commands } = report;
  if (commands.length === 0) return [];
  const open = commands.every(({ status }) => status === "not-run");
  const still = open && report.command !== "plan";
  return [
    heading(`Commands after the change${still ? ": still to do" : ""}`, view),
    ...commands.flatMap((command) => commandText(command, report, view)),
  ];
}

function commandText(command: ReportCommand, report: Report, view: View): string[] {
  const { paint } = view;
  const { status, message, folder, title } = command;
  const color = { passed: paint.green, failed: paint.red, "not-run": paint.yellow }[status];
  const where = folder === "" ? "" : ` in ${escapeControl(folder)}`;
  const what = title === null ? "" : `: ${escapeControl(title)}`;
  const text = `phase ${escapeControl(command.phase)}: \`${escapeControl(command.command)}\`${where}${what}`;
  if (report.command === "plan") return hanging("  - ", 4, text, view);
  const output = escapedLines(command.output.trimEnd());
  const wanted = status === "failed" || view.verbose;
  const shown = view.verbose ? output : output.slice(-SHOWN);
  return [
    ...hanging(`  ${color(MARKS[status])} `, 4, text, view),
    ...(message === null ? [] : hanging("    ", 4, escapeControl(message), view, color)),
    ...(wanted && command.output.trim() !== ""
      ? shown.flatMap((line) => hanging("    ", 4, line, view, paint.dim))
      : []),
  ];
}
