import { escapeControl, escapedLines } from "../terminal/escape.ts";
import { safeJson } from "./escape/json.ts";
import { findingsOf, sentenceOf } from "./findings.ts";
import type { Finding } from "./findings/finding.ts";
import type { Report } from "./report.ts";

/**
 * The findings as a Code Quality report of GitLab: the Code Climate fields that it reads. GitLab
 * wants a place for each; what has none is put at the plan document, or at the root.
 */
export function renderGitlab(report: Report): string {
  return safeJson(findingsOf(report).map((finding) => issueOf(finding, report)));
}

function issueOf(finding: Finding, { document }: Report): unknown {
  const { rule, fingerprint, place } = finding;
  const nowhere = document?.inTarget === true ? document.path : ".";
  return {
    type: "issue",
    description: escapedLines(sentenceOf(finding)).join(" "),
    check_name: escapeControl(rule),
    fingerprint,
    severity: severityOf(finding),
    categories: ["Compatibility"],
    location: { path: place?.path ?? nowhere, lines: { begin: place?.line ?? 1 } },
  };
}

function severityOf({ level, known }: Finding): "info" | "minor" | "major" {
  if (known || level === "note") return "info";
  return level === "error" ? "major" : "minor";
}
