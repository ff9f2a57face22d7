import { escapeControl } from "../../terminal/escape.ts";
import type { Report } from "../report.ts";
import { hanging } from "./view.ts";
import type { View } from "./view.ts";

/** Who speaks, and of which plan. */
export function headerLines(report: Report, view: View): string[] {
  const { paint } = view;
  const dry = report.dryRun && report.command === "run" ? " (dry run)" : "";
  const name = `${report.tool.name} ${report.command}${dry}`;
  const title = `${escapeControl(report.plan)}: ${escapeControl(report.planTitle)}`;
  const { base } = report;
  const onBase = base && `${escapeControl(base.ref)}, from commit ${escapeControl(base.commit)}`;
  return [
    paint.bold(name),
    ...hanging("plan ", 5, title, view),
    ...(onBase ? hanging("base ", 5, onBase, view) : []),
  ];
}
