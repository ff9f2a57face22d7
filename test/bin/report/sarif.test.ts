import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { renderers } from "../../helpers/renderers.ts";
import type { Report } from "../../../bin/report/report.ts";
import { hostileReport } from "../../helpers/hostile-report.ts";
import { hostileText, reportWith } from "../../helpers/hostile-text.ts";

const options = { changes: [], columns: 80, color: false, verbose: false };

/** The published schema, which a package of Microsoft's ships. It is one of draft 4. */
const schemaFile = createRequire(import.meta.url).resolve(
  "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json",
);
const {
  $schema: _draft,
  id: _id,
  ...schema
} = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(schemaFile, "utf8")));
// One of its patterns is none with the `u` flag.
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const result = z.object({
  ruleId: z.string(),
  ruleIndex: z.number(),
  level: z.string(),
  message: z.object({ text: z.string() }),
  locations: z.tuple([
    z.object({
      physicalLocation: z.object({
        artifactLocation: z.object({ uri: z.string(), uriBaseId: z.literal("SRCROOT") }),
        region: z.object({ startLine: z.number(), startColumn: z.number().optional() }),
      }),
    }),
  ]),
  partialFingerprints: z.object({ primaryLocationLineHash: z.string() }),
  baselineState: z.string().optional(),
  suppressions: z.array(z.object({ kind: z.string() })).optional(),
});

const log = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({
        driver: z.object({
          name: z.string(),
          version: z.string(),
          rules: z.array(z.object({ id: z.string() })),
        }),
      }),
      invocations: z.tuple([
        z.object({
          exitCode: z.number(),
          executionSuccessful: z.boolean(),
          toolExecutionNotifications: z.array(
            z.object({ level: z.string(), message: z.object({ text: z.string() }) }),
          ),
        }),
      ]),
      results: z.array(result),
    }),
  ]),
});

/** The one run of a log, which must be valid. */
function runOf(report: Report) {
  const written: unknown = JSON.parse(renderers.sarif(report, options));
  expect(validate(written) ? [] : validate.errors).toEqual([]);
  const [run] = log.parse(written).runs;
  return { ...run, invocation: run.invocations[0] };
}

const [criterion] = hostileReport.criteria;
const [hit] = criterion?.hits ?? [];
if (!criterion || !hit) throw new Error("the report has a criterion with a hit");

describe("SARIF", () => {
  test("the schema rejects what is not SARIF", () => {
    expect(validate({ version: "2.1.0", runs: [{ results: [] }] })).toBe(false);
    expect(validate({ version: "2.1.0", runs: [] })).toBe(true);
  });

  test("is valid, and every result has its rule, a place and a fingerprint", () => {
    const { tool, results, invocation } = runOf(hostileReport);
    expect(tool.driver).toMatchObject({ name: "conn-codemod", version: "1.2.3" });
    expect(invocation).toMatchObject({ exitCode: 1, executionSuccessful: true });
    expect(results.length).toBeGreaterThan(5);
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    }
    const prints = results.map((own) => own.partialFingerprints.primaryLocationLineHash);
    expect(new Set(prints).size).toBe(prints.length);
    expect(results[0]?.locations[0].physicalLocation.region).toEqual({
      startLine: 12,
      startColumn: 3,
    });
  });

  test("what has no place is a notification: GitHub refuses results without one", () => {
    const { invocation } = runOf(hostileReport);
    expect(invocation.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      expect.stringContaining("make"),
      expect.stringContaining("Take this line out"),
    ]);
  });

  test("is valid whatever the repository puts into it, and its paths are relative", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const { locations, message } of runOf(reportWith(text)).results) {
          const { uri } = locations[0].physicalLocation.artifactLocation;
          expect(uri).toMatch(/^(?:[A-Za-z0-9\-_.!~*'()/]|%[0-9A-F]{2})+$/);
          expect(message.text).not.toMatch(/[^\P{Cc}\n]|\u202E|(?<!\\)\]\(/u);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("a path is found again in its address", () => {
    const path = "apps/(app)/[slug]/ä b%20#c?d:e.tsx";
    const report = { ...hostileReport, criteria: [{ ...criterion, hits: [{ ...hit, path }] }] };
    const [first] = runOf(report).results;
    const uri = first?.locations[0].physicalLocation.artifactLocation.uri ?? "";
    expect(uri).toContain("%5Bslug%5D");
    expect(decodeURIComponent(uri)).toBe(path);
  });

  test("what the baseline knows is unchanged and suppressed, the rest is new", () => {
    const hits = [
      { ...hit, baselined: true },
      { ...hit, line: 20 },
    ];
    const { results } = runOf({
      ...hostileReport,
      criteria: [{ ...criterion, hits, baselined: 1 }],
    });
    expect(results.slice(0, 2)).toMatchObject([
      { baselineState: "unchanged", suppressions: [{ kind: "external" }] },
      { baselineState: "new", suppressions: [] },
    ]);
    const [without] = runOf({ ...hostileReport, baseline: null }).results;
    expect(without).not.toHaveProperty("baselineState");
    expect(without).not.toHaveProperty("suppressions");
  });

  test("no more results than GitHub keeps, and the rest is counted", () => {
    const hits = Array.from({ length: 6000 }, (_each, index) => ({ ...hit, line: index + 1 }));
    const { results, invocation } = runOf({ ...hostileReport, criteria: [{ ...criterion, hits }] });
    expect(results).toHaveLength(5000);
    expect(new Set(results.map(({ level }) => level))).toEqual(new Set(["error"]));
    expect(invocation.toolExecutionNotifications.at(-1)?.message.text).toMatch(
      /^1,00\d findings more/,
    );
  });

  test("could not evaluate is not a successful execution", () => {
    expect(runOf({ ...hostileReport, exitCode: 2 }).invocation).toMatchObject({
      exitCode: 2,
      executionSuccessful: false,
    });
  });

  test.each(["status", "plan"])("is valid for %s too", (command) => {
    const { results } = runOf({ ...hostileReport, command, criteria: [], occurrences: {} });
    expect(results.length > 0).toBe(command === "status");
  });
});
