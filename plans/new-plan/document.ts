import { compileDocument } from "../../audits/markdown/compile.ts";
import type { DocumentCriterion } from "../../audits/markdown/document.ts";
import type { Granted } from "./steps.ts";

/** A phase of a plan document. */
export interface DocumentPhase {
  readonly id: string;
  readonly title: string;
  /** What is to be done, one line each. */
  readonly changes: readonly string[];
  /** Lines of Markdown from `- [ ]` on. */
  readonly bullets: readonly string[];
  readonly manual: readonly string[];
}

/** The plan document of these phases, in Markdown. Bullets that it would not be read with are out. */
export function documentOf(title: string, phases: readonly DocumentPhase[]): string {
  return [
    `# ${inline(title)}`,
    "",
    "The criteria below are those of the plan: `conn-codemod audit` evaluates them.",
    "",
    ...phases.flatMap(linesOf),
  ].join("\n");
}

function linesOf({ id, title, changes, bullets, manual }: DocumentPhase): readonly string[] {
  const read = bullets.filter(isRead);
  const automated = read.length === 0 ? [] : ["#### Automated Verification:", "", ...read, ""];
  return [
    `## Phase ${id}: ${inline(title)}`,
    "",
    ...changes.map((change) => `1. ${inline(change)}`),
    "",
    "### Success Criteria",
    "",
    ...automated,
    "#### Manual Verification:",
    "",
    ...manual,
    "",
  ];
}

/** What `text` asks for, of one phase; see compileDocument. */
export function criteriaIn(
  text: string,
  name: string,
  phase: string,
): readonly DocumentCriterion[] {
  const { phases } = compileDocument(text, { name });
  return phases.filter(({ id }) => id === phase).flatMap(({ criteria }) => criteria);
}

/** Whether a bullet is understood where it will stand. */
function isRead(bullet: string): boolean {
  const text = `## Phase 1: a\n\n#### Automated Verification:\n\n${bullet}\n`;
  const criteria = criteriaIn(text, "the new document", "1");
  return criteria.length > 0 && criteria.every(({ kind }) => kind !== "unparsed");
}

/** What somebody has to look at that no search can tell. */
export function manualBullets(granted: readonly Granted[]): readonly string[] {
  const lines = granted.map(({ wish: { kind, from, to } }) => {
    switch (kind) {
      case "rename-route":
      case "move-route":
        return `What calls ${code(from)} works as before, now as ${code(to)}`;
      case "delete-route":
        return `Nothing outside of this repository calls ${code(from)}`;
      case "drop-table":
      case "drop-column":
        return `The migration that drops ${code(from)} has been looked at, and nobody needs its rows`;
      case "rename-export":
      case "move-module":
        return `Nothing outside of this repository imports ${code(from)}`;
      case "rename-name":
        return `${code(from)} is no name that is stored, or that other programs send`;
    }
  });
  return [...new Set(lines)].map((line) => `- [ ] ${line}`);
}

/** Text of a repository in a line of Markdown, with nothing in it that is markup. */
function inline(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll(/[\\`*_[\]<>#|~]/g, (sign) => `\\${sign}`);
}

/** As code, in as many backticks as it takes. */
function code(text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}
