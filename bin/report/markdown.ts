import { Buffer } from "node:buffer";
import { branchSection } from "./markdown/branches.ts";
import { commandSection } from "./markdown/commands.ts";
import { criterionSection } from "./markdown/criteria.ts";
import { fitted } from "./markdown/document.ts";
import type { Section } from "./markdown/document.ts";
import { diffSection, fileSection } from "./markdown/files.ts";
import { baselineSection, coverageSection, skippedSection } from "./markdown/gate.ts";
import { headOf } from "./markdown/head.ts";
import { infoSection, noteSection } from "./markdown/notes.ts";
import { occurrenceSection } from "./markdown/occurrences.ts";
import { phaseSection } from "./markdown/phases.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";

/** How long a text may be: in UTF-16 code units, of which GitHub counts no more, or in UTF-8. */
export type Limit = { readonly characters: number } | { readonly bytes: number };

/** The most that GitHub shows as the summary of a step. */
const JOB_SUMMARY = { bytes: 1024 * 1024 };

/** The report in GitHub's Markdown, cut to what fits into a job summary. */
export function renderMarkdown(report: Report, options: RenderOptions): string {
  return markdownWithin(report, options, JOB_SUMMARY);
}

/**
 * The report in GitHub's Markdown, no longer than `limit`: what happened in the first line, then
 * what a person should see first. Sections, rows and lines are left out whole, diffs before all
 * else, and what was left out is counted at the end, followed by `pointer` (Markdown: where all of
 * it is). Throws RangeError if there is no room for the head; 4,000 characters are enough.
 */
export function markdownWithin(
  report: Report,
  options: RenderOptions,
  limit: Limit,
  pointer = "",
): string {
  const sections: readonly Section[] = [
    phaseSection(report),
    noteSection(report, options),
    criterionSection(report, options),
    commandSection(report, options),
    branchSection(report),
    occurrenceSection(report, options),
    coverageSection(report),
    baselineSection(report),
    fileSection(report),
    diffSection(report, options),
    infoSection(report, options),
    skippedSection(report),
  ];
  const closing = (leftOut: readonly string[]): string =>
    `> [!NOTE]\n> Left out for want of room: ${leftOut.join(", ")}.${pointer === "" ? "" : ` ${pointer}`}`;
  const room =
    "bytes" in limit
      ? { limit: limit.bytes, measure: (text: string) => Buffer.byteLength(text) }
      : { limit: limit.characters, measure: (text: string) => text.length };
  return fitted(headOf(report), sections, closing, room);
}
