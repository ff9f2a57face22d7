import { commandData, commandProperty } from "./escape/workflow-command.ts";
import { findingsOf, fromTop } from "./findings.ts";
import type { Finding } from "./findings/finding.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";
import { counted } from "./words.ts";

/** How many annotations of one level GitHub keeps of a step; here, of all levels together. */
const MOST = 10;

/** GitHub shows no more of a message than about this many characters. */
const LONGEST = 4000;

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/**
 * Commands to GitHub's runner, which makes annotations of them, the worst findings first; where
 * there are too many, the last one counts the rest. Then a line for the log in which nothing of the
 * repository stands, for the runner would obey it.
 */
export function renderGithub(report: Report, { prefix = "" }: RenderOptions): string {
  const findings = findingsOf(report)
    .filter(({ known }) => !known)
    .map((finding) => fromTop(finding, prefix));
  const shown = findings.length > MOST ? findings.slice(0, MOST - 1) : findings;
  const rest = findings.slice(shown.length);
  const lines = [...shown.map(annotation), ...(rest.length > 0 ? [restOf(rest)] : [])];
  return `${[...lines, summaryOf(report, findings)].join("\n")}\n`;
}

function annotation({ level, title, message, place }: Finding): string {
  const code = place?.text ?? null;
  const column = place?.column ?? null;
  const text = code === null ? message : `${message}\n${code}`;
  return command(COMMANDS[level], text, {
    ...(place && { file: place.path, line: String(place.line) }),
    ...(column !== null && { col: String(column) }),
    title,
  });
}

function restOf(rest: readonly Finding[]): string {
  const text = `and ${counted(rest.length, "more finding")}: ${levelsOf(rest)}. The report has all of them.`;
  return command(COMMANDS[rest[0]?.level ?? "note"], text, { title: "More findings" });
}

function command(name: string, text: string, properties: Readonly<Record<string, string>>): string {
  const written = Object.entries(properties)
    .map(([key, value]) => `${key}=${commandProperty(value)}`)
    .join(",");
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return `::${name} ${written}::${commandData(cut)}`;
}

function summaryOf(report: Report, findings: readonly Finding[]): string {
  const { command: verb, criteria, exitCode } = report;
  const held = criteria.filter(({ status }) => status === "pass").length;
  const found = findings.length === 0 ? "nothing found" : levelsOf(findings);
  const judged =
    verb === "plan" ? "" : `; ${held} of ${counted(criteria.length, "criterion")} hold`;
  return `conn-codemod ${verb}: ${found}${judged}; exit code ${exitCode}`;
}

function levelsOf(findings: readonly Finding[]): string {
  return (["error", "warning", "note"] as const)
    .map((level) => [level, findings.filter((finding) => finding.level === level).length] as const)
    .filter(([, count]) => count > 0)
    .map(([level, count]) => counted(count, level))
    .join(", ");
}
