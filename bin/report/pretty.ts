import { baselineLines } from "./pretty/baseline.ts";
import { branchLines } from "./pretty/branches.ts";
import { closingLines } from "./pretty/closing.ts";
import { coverageLines } from "./pretty/coverage.ts";
import { criterionLines } from "./pretty/criteria.ts";
import { commandLines } from "./pretty/commands.ts";
import { fileLines } from "./pretty/files.ts";
import { headerLines } from "./pretty/header.ts";
import { noteLines } from "./pretty/notes.ts";
import { occurrenceLines } from "./pretty/occurrences.ts";
import { phaseLines } from "./pretty/phases.ts";
import { skippedLines } from "./pretty/skipped.ts";
import { viewOf } from "./pretty/view.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";

const SECTIONS = [
  headerLines,
  fileLines,
  phaseLines,
  branchLines,
  occurrenceLines,
  noteLines,
  commandLines,
  criterionLines,
  baselineLines,
  coverageLines,
  skippedLines,
  closingLines,
];

/**
 * The report for people: the change first, what needs their eye after it, and what happened in the
 * last line, where a terminal stands when all is written.
 */
export function renderPretty(report: Report, options: RenderOptions): string {
  const view = viewOf(options);
  const sections = SECTIONS.map((section) => section(report, view)).filter(
    (lines) => lines.length > 0,
  );
  return `${sections.map((lines) => lines.join("\n").trimEnd()).join("\n\n")}\n`;
}
