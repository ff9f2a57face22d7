import { escapeControl } from "../../terminal/escape.ts";
import type { Finding } from "../findings/finding.ts";

export interface Rule {
  readonly id: string;
  readonly shortDescription: { readonly text: string };
  readonly defaultConfiguration: { readonly level: Finding["level"] };
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  "criterion/zero-references": "A name that should be gone is still there.",
  "criterion/path-absent": "A file or folder that should be gone is still there.",
  "criterion/path-present": "A file or folder that should be there is not.",
  "criterion/command": "A command of the plan's criteria does not succeed.",
  "criterion/migration": "A SQL migration does not do what the plan says, or does more.",
  "criterion/database": "A SQL migration does not do to a database what the plan says.",
  "criterion/error": "A criterion could not be evaluated.",
  "criterion/unparsed": "A bullet of the plan document could not be understood.",
  "criterion/manual": "A criterion was not run, or is left to a person.",
  "criterion/vacuous": "A criterion held before the change too, so it says nothing about it.",
  "criterion/ticked-wrongly": "A box of the plan document is ticked, and the tree says otherwise.",
  "occurrence/unresolved": "An old name is still there, and nobody has said why.",
  "coverage/unseen": "No criterion would catch an old name here.",
  "command/failed": "A command of the plan failed.",
  "baseline/stale": "The baseline lists a finding that is gone.",
};

/** The rules of `findings`, by name; their names are the same in every run. */
export function rulesOf(findings: readonly Finding[]): readonly Rule[] {
  const levels = new Map(findings.map(({ rule, level }) => [rule, level]));
  return [...levels]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([rule, level]) => ({
      id: ruleId(rule),
      shortDescription: { text: describe(rule) },
      defaultConfiguration: { level },
    }));
}

export function ruleId(rule: string): string {
  return escapeControl(rule);
}

function describe(rule: string): string {
  const known = DESCRIPTIONS[rule];
  if (known !== undefined) return known;
  const [group, ...rest] = rule.split("/");
  const name = escapeControl(rest.join("/"));
  return group === "note"
    ? `A step of the plan left a place to a person: ${name}.`
    : `A criterion of the plan does not hold: ${name}.`;
}
