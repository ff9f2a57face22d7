import type { Report } from "./report.ts";

/** Characters that a terminal may obey and that JSON need not escape. */
const LEFT_BY_JSON = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

/** The report as it is. A script reads the same strings, and a terminal obeys none of them. */
export function renderJson(report: Report): string {
  const text = JSON.stringify(report, null, 2).replace(
    LEFT_BY_JSON,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `${text}\n`;
}
