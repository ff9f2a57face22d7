import { safeJson } from "./escape/json.ts";
import type { Report } from "./report.ts";

/** The report as it is. A script reads the same strings, and a terminal obeys none of them. */
export function renderJson(report: Report): string {
  return safeJson(report);
}
