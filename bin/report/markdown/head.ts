import { escapeControl } from "../../terminal/escape.ts";
import { code, cut, prose } from "../escape/markdown.ts";
import type { Report } from "../report.ts";
import { documentPathOf } from "./document-path.ts";
import { verdictOf } from "./verdict.ts";

/** Longer names are cut, so that the head of a document always has room. */
const LONGEST_NAME = 100;

/** What happened, and to what: the part of a document that is never left out. */
export function headOf(report: Report): string {
  const { tool, base } = report;
  const document = documentPathOf(report);
  const dry = report.dryRun && report.command === "run" ? " (dry run)" : "";
  const facts = [
    `**${prose(shortName(tool.name))} ${report.command}**${dry}`,
    `plan ${name(report.plan)}: ${prose(shortName(report.planTitle))}`,
    ...(document === null ? [] : [`criteria from ${name(document)}`]),
    ...(base ? [`compared with ${name(base.ref)} (${name(base.commit.slice(0, 7))})`] : []),
  ];
  return `## ${verdictOf(report)}\n\n${facts.join(" · ")}`;
}

function name(text: string): string {
  return code(shortName(text));
}

/** Cut when nothing can make it longer any more. */
function shortName(text: string): string {
  return cut(escapeControl(text), LONGEST_NAME);
}
