import type { LeftOccurrence } from "../../../../audits/accounting.ts";
import type { Report, ReportCriterion } from "../../report.ts";

/** How many occurrences of all names together came to `wanted`. */
export function left({ occurrences }: Report, wanted: LeftOccurrence["class"]): number {
  return Object.values(occurrences).reduce((sum, account) => sum + account[wanted], 0);
}

/** Whether nothing is against the criterion but what the baseline lists. */
export function isKnown({ status, hits, baselined }: ReportCriterion): boolean {
  return status === "fail" && hits.length > 0 && baselined === hits.length;
}

/** In a gate, whether it held on the base as well; of a change, that says nothing against it. */
export function isVacuous({ status, vacuous }: ReportCriterion, { command }: Report): boolean {
  return command === "audit" && status === "pass" && vacuous === true;
}
