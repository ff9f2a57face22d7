import type { ReportCriterion } from "./report.ts";

/** Whether a criterion fails for nothing but what the baseline lists, which does not count. */
export function isKnown({ status, hits, baselined }: ReportCriterion): boolean {
  return status === "fail" && hits.length > 0 && baselined === hits.length;
}
