import { hashOf } from "../../workspace/hash.ts";
import { criterionFindings } from "./findings/criteria.ts";
import type { Finding } from "./findings/finding.ts";
import { otherFindings } from "./findings/others.ts";
import type { Report } from "./report.ts";

const LEVELS = ["error", "warning", "note"];

/** All that `report` has found, the worst first, each with its fingerprint. */
export function findingsOf(report: Report): readonly Finding[] {
  // A plan that is only shown has not been looked at.
  if (report.command === "plan") return [];
  const seen = new Map<string, number>();
  return [...criterionFindings(report), ...otherFindings(report)]
    .map((found) => {
      const { rule, place, identity } = found;
      const parts = [rule, place?.path ?? "", ...identity.map(folded)];
      const hash = hashOf(parts.join("\0")).slice(0, 32);
      const ordinal = (seen.get(hash) ?? 0) + 1;
      seen.set(hash, ordinal);
      return { ...found, fingerprint: `${hash}:${ordinal}` };
    })
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

/** A finding in words that stand alone. */
export function sentenceOf({ rule, title, message }: Finding): string {
  return rule.startsWith("criterion/") ? `${title}: ${message}` : message;
}

/** A finding with its place counted from the top of the checkout, in which the target is at `prefix`. */
export function fromTop(finding: Finding, prefix: string): Finding {
  const { place } = finding;
  if (place === null) return finding;
  return { ...finding, place: { ...place, path: pathFromTop(place.path, prefix) } };
}

/** A path of the target, counted from the top of its checkout. */
export function pathFromTop(path: string, prefix: string): string {
  return prefix === "" ? path : `${prefix}/${path}`;
}

/** Formatting may change around what a finding is about. */
function folded(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
