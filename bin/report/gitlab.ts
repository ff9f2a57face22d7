import { escapeControl, escapedLines } from "../terminal/escape.ts";
import { safeJson } from "./escape/json.ts";
import { findingsOf, pathFromTop, sentenceOf } from "./findings.ts";
import type { Finding } from "./findings/finding.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";

/**
 * The findings as a Code Quality report of GitLab: the Code Climate fields that it reads. GitLab
 * wants a place for each; what has none is put at the plan document, or at the root.
 */
export function renderGitlab(report: Report, { prefix = "" }: RenderOptions): string {
  return safeJson(findingsOf(report).map((finding) => issueOf(finding, report, prefix)));
}

function issueOf(finding: Finding, { document }: Report, prefix: string): unknown {
  const { rule, fingerprint, place } = finding;
  const nowhere = document?.inTarget === true ? pathFromTop(document.path, prefix) : ".";
  return {
    type: "issue",
    description: escapedLines(sentenceOf(finding)).join(" "),
    check_name: escapeControl(rule),
    fingerprint,
    severity: severityOf(finding),
    categories: ["Compatibility"],
    location: {
      path: place ? pathFromTop(place.path, prefix) : nowhere,
      lines: { begin: place?.line ?? 1 },
    },
  };
}

function severityOf({ level, known }: Finding): "info" | "minor" | "major" {
  if (known || level === "note") return "info";
  return level === "error" ? "major" : "minor";
}
