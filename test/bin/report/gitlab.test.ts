import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { renderers } from "../../helpers/renderers.ts";
import type { Report } from "../../../bin/report/report.ts";
import { hostileReport } from "../../helpers/hostile-report.ts";
import { hostileText, reportWith } from "../../helpers/hostile-text.ts";

/** What GitLab reads, and no more of it than it knows. */
const codeQuality = z.array(
  z.object({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
    location: z.object({
      path: z
        .string()
        .min(1)
        .regex(/^(?!\.?\/)/),
      lines: z.object({ begin: z.int().positive() }),
    }),
  }),
);

function issues(report: Report): z.infer<typeof codeQuality> {
  const options = { changes: [], columns: 80, color: false, verbose: false };
  return codeQuality.parse(JSON.parse(renderers.gitlab(report, options)));
}

describe("Code Climate", () => {
  test("has an issue for each finding", () => {
    const [first] = issues(hostileReport);
    const [hit] = hostileReport.criteria[0]?.hits ?? [];
    expect(first).toMatchObject({
      check_name: "criterion/zero-references",
      severity: "major",
      location: { path: hit?.path, lines: { begin: 12 } },
    });
    expect(issues({ ...hostileReport, command: "plan" })).toEqual([]);
  });

  test("has a place for all, and fingerprints of their own", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const all = issues(reportWith(text));
        expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(all.length);
        expect(all.filter(({ description }) => /\p{Cc}|\u202E/u.test(description))).toEqual([]);
      }),
      { numRuns: 30 },
    );
    const outside = { ...hostileReport, document: null };
    expect(issues(outside).some(({ location }) => location.path === ".")).toBe(true);
  });

  test("what the baseline knows is not alarming", () => {
    const [criterion] = hostileReport.criteria;
    if (!criterion) throw new Error("the report has a criterion");
    const hits = criterion.hits.map((hit) => ({ ...hit, baselined: true }));
    expect(issues({ ...hostileReport, criteria: [{ ...criterion, hits }] })[0]?.severity).toBe(
      "info",
    );
  });
});
