import { escapeControl } from "../terminal/escape.ts";
import { safeJson } from "./escape/json.ts";
import { findingsOf, fromTop } from "./findings.ts";
import type { RenderOptions } from "./renderer.ts";
import type { Report } from "./report.ts";
import { notificationOf, notShown } from "./sarif/notifications.ts";
import { resultOf } from "./sarif/results.ts";
import { rulesOf } from "./sarif/rules.ts";

/** GitHub keeps no more results of a run; the findings come the worst first. */
const MOST_RESULTS = 5000;

/**
 * The findings as SARIF 2.1.0. One without a place is a notification, not a result: GitHub refuses
 * a whole file for a result without a place.
 */
export function renderSarif(report: Report, { prefix = "" }: RenderOptions): string {
  const { tool, plan, exitCode } = report;
  const findings = findingsOf(report);
  const rules = rulesOf(findings);
  const placed = findings.filter(({ place }) => place !== null);
  const results = placed.slice(0, MOST_RESULTS);
  const notifications = [
    ...findings.filter(({ place }) => place === null).map(notificationOf),
    ...(placed.length > results.length ? [notShown(placed.length - results.length)] : []),
  ];
  return safeJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: escapeControl(tool.name), version: escapeControl(tool.version), rules },
        },
        automationDetails: { id: `${escapeControl(tool.name)}/${escapeControl(plan)}/` },
        invocations: [
          {
            exitCode,
            // A criterion that does not hold is a result; one that could not be evaluated is not.
            executionSuccessful: exitCode !== 2,
            toolExecutionNotifications: notifications,
          },
        ],
        originalUriBaseIds: {
          SRCROOT: {
            description: {
              text: "The top of the checkout, or without one the root that was looked at.",
            },
          },
        },
        columnKind: "utf16CodeUnits",
        results: results.map((finding) => resultOf(fromTop(finding, prefix), rules, report)),
      },
    ],
  });
}
