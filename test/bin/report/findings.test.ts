import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findingsOf } from "../../../bin/report/findings.ts";
import type { Finding } from "../../../bin/report/findings/finding.ts";
import type { Report, ReportCriterion } from "../../../bin/report/report.ts";
import { hostileReport } from "../../helpers/hostile-report.ts";
import { hostileText, reportWith } from "../../helpers/hostile-text.ts";

const empty: Report = {
  ...hostileReport,
  command: "audit",
  notes: [],
  criteria: [],
  commands: [],
  occurrences: {},
  coverage: [],
  baseline: null,
  document: null,
};

const criterion: ReportCriterion = {
  id: "c1",
  phase: "1",
  title: "No references to `x` in `src`",
  kind: "zero-references",
  status: "fail",
  scanned: 3,
  vacuous: null,
  message: null,
  hits: [],
  baselined: 0,
  ticked: null,
  contradicted: false,
  source: null,
};

function hit(line: number, text: string, path = "src/a.ts") {
  return { path, line, column: 1, text, context: "code" as const };
}

function findings(...criteria: readonly Partial<ReportCriterion>[]): readonly Finding[] {
  return findingsOf({ ...empty, criteria: criteria.map((own) => ({ ...criterion, ...own })) });
}

function prints(own: readonly Finding[]): string[] {
  return own.map(({ fingerprint }) => fingerprint);
}

describe("fingerprints", () => {
  test("no two are the same, whatever the report says", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const all = findingsOf(reportWith(text)).map(({ fingerprint }) => fingerprint);
        expect(new Set(all).size).toBe(all.length);
        expect(all.filter((own) => !/^[0-9a-f]{32}:\d+$/.test(own))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test("survive what is put above, other blanks, and another number of the criterion", () => {
    const before = findings({ hits: [hit(3, "a(x);"), hit(9, "b( x );"), hit(10, "a(x);")] });
    const after = findings(
      { id: "new", title: "another", hits: [hit(1, "a(x);")] },
      { id: "c2", hits: [hit(13, "a(x);"), hit(29, "b(  x );"), hit(30, "a(x);")] },
    );
    expect(prints(after).slice(1)).toEqual(prints(before));
    expect(prints(after)[0]).not.toBe(prints(before)[0]);
  });

  test("tell files apart", () => {
    const [one, other] = findings({ hits: [hit(1, "x"), hit(1, "x", "src/b.ts")] });
    expect(one?.fingerprint).not.toBe(other?.fingerprint);
  });
});

describe("what is found", () => {
  const source = { path: "plan.md", line: 12 };

  test("of a criterion that fails, each hit, and nothing more", () => {
    const found = findings({ hits: [hit(3, "x"), hit(4, "x")], source });
    expect(found.map(({ rule, level, place }) => [rule, level, place?.line])).toEqual([
      ["criterion/zero-references", "error", 3],
      ["criterion/zero-references", "error", 4],
    ]);
  });

  test.each(["fail", "error", "unparsed"] as const)(
    "of one that is %s without a hit, its bullet",
    (status) => {
      const [found, ...others] = findings({ kind: "command", status, source, message: "why" });
      expect(others).toEqual([]);
      expect(found).toMatchObject({ level: "error", place: { path: "plan.md", line: 12 } });
      expect(found?.message).toContain("why");
    },
  );

  test("of a file that is not there, the bullet that asks for it", () => {
    const hits = [{ ...hit(1, "src/gone.ts", "src/gone.ts"), context: "path" as const }];
    const kind = "path-present";
    expect(findings({ kind, hits, source })[0]?.place).toMatchObject({ path: "plan.md", line: 12 });
    expect(findings({ kind, hits })[0]?.place).toMatchObject({ path: "src/gone.ts", line: 1 });
    expect(findings({ kind: "path-absent", hits, source })[0]?.place?.path).toBe("src/gone.ts");
  });

  test("without a bullet, the document, or no place at all", () => {
    const criteria = [{ ...criterion, kind: "command" }];
    const document = { path: "docs/plan.md", inTarget: true };
    expect(findingsOf({ ...empty, criteria, document })[0]?.place?.path).toBe("docs/plan.md");
    const outside = { path: "../plan.md", inTarget: false };
    expect(findingsOf({ ...empty, criteria, document: outside })[0]?.place).toBeNull();
  });

  test("what was not run is one of an audit that fails for it, and of nothing else", () => {
    const criteria = [{ ...criterion, status: "manual" as const }];
    const levels = (changed: Partial<Report>): string[] =>
      findingsOf({ ...empty, criteria, ...changed }).map(({ level }) => level);
    expect(levels({ exitCode: 1 })).toEqual(["warning"]);
    expect(levels({ exitCode: 0 })).toEqual([]);
    expect(levels({ command: "run", exitCode: 1 })).toEqual([]);
    expect(levels({ command: "plan", exitCode: 1 })).toEqual([]);
  });

  test("vacuous criteria and wrong ticks", () => {
    const rules = findings(
      { status: "pass", vacuous: true },
      { status: "fail", hits: [hit(1, "x")], ticked: true, contradicted: true, source },
    ).map(({ rule, level }) => [rule, level]);
    expect(rules).toEqual([
      ["criterion/zero-references", "error"],
      ["criterion/ticked-wrongly", "warning"],
      ["criterion/vacuous", "note"],
    ]);
  });

  test("an occurrence that no criterion has told of", () => {
    const left = [1, 2].map((line) => ({
      ...hit(line, "x"),
      class: "unresolved" as const,
      rule: null,
    }));
    const [account] = Object.values(hostileReport.occurrences);
    if (!account) throw new Error("the report has an account");
    const found = findingsOf({
      ...empty,
      criteria: [{ ...criterion, hits: [hit(1, "x")] }],
      occurrences: { x: { ...account, left } },
    });
    expect(found.map(({ rule, place }) => [rule, place?.line])).toEqual([
      ["criterion/zero-references", 1],
      ["occurrence/unresolved", 2],
    ]);
  });

  test("notes, failed commands, stale lines and holes, the worst first", () => {
    const found = findingsOf({ ...hostileReport, criteria: [], occurrences: {} });
    expect(found.map(({ rule, level }) => `${level} ${rule}`)).toEqual([
      "error note/stuck",
      "error command/failed",
      "error baseline/stale",
      ...hostileReport.coverage.map(() => "warning coverage/unseen"),
      "note note/known",
      "note note/known",
    ]);
  });
});
