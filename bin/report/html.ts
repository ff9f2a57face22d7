import { page } from "./html/page.ts";
import { branches } from "./html/parts/branches.ts";
import { criteria } from "./html/parts/criteria.ts";
import { files } from "./html/parts/files.ts";
import { whatIsLeft } from "./html/parts/left.ts";
import { occurrences } from "./html/parts/occurrences.ts";
import { phases } from "./html/parts/phases.ts";
import { baseline, commands, coverage, skipped } from "./html/parts/rest.ts";
import { viewOf } from "./html/view.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";

/**
 * The report as one HTML page that asks for nothing from outside: what happened at the top, then
 * what needs a person's eye, then the changed lines. It can be read without scripts, too.
 */
export function renderHtml(report: Report, options: RenderOptions): string {
  const view = viewOf(report, options);
  // A gate is about its criteria; a change, about what it does.
  const judged = [criteria(report, view), baseline(report), coverage(report, view)];
  const done = [phases(report), branches(report, view), whatIsLeft(report, view)];
  const sections = [
    ...(report.command === "audit" ? [...judged, ...done] : [...done, ...judged]),
    occurrences(report, view),
    commands(report),
    skipped(report),
    files(report, view),
  ].filter((section) => section !== null);
  return page(report, sections);
}
