import { describe, expect, test } from "vitest";
import { splitDataReadyCriterion } from "../../../audits/criteria/split-data-ready.ts";
import { bindRequirement } from "../../../audits/requirement.ts";
import type { KnownData } from "../../../audits/requirement.ts";
import { splitDataReady } from "../../../audits/requirements/split-data-ready.ts";
import { readEvidence, ruleOf } from "../../../audits/split/evidence.ts";
import type { Evidence } from "../../../audits/split/evidence.ts";
import { snapshotOf } from "../../../workspace/snapshot.ts";
import { orders } from "../split/count-trials.ts";

const path = "db/schema.ts";
const snapshot = snapshotOf({ [path]: 'const t = {\n  details: jsonb("details"),\n};\n' });
const params = splitDataReady.schema.parse({
  ...orders,
  at: { path, text: 'jsonb("details")' },
  fill: "pnpm backfill",
  maxAgeHours: 10,
});
const requirement = bindRequirement(splitDataReady, params, { id: "2.requires.1", phase: "2" });
const now = new Date("2025-03-01T12:00:00.000Z");
const plan = { id: "split", name: "split.json" };

const ready: Evidence = {
  schemaVersion: 1,
  tool: { name: "conn-codemod", version: "1.0.0" },
  plan: "split",
  database: { server: "localhost:5432", name: "app", version: "15.3" },
  takenAt: "2025-03-01T11:00:00.000Z",
  tables: [
    {
      phase: "2",
      rule: ruleOf(requirement.data),
      schema: "public",
      table: "orders",
      column: "details",
      rows: 12,
      columns: ["terms", "about", "kind"].map((name) => ({ name, nulls: 0 })),
      unsplittable: [],
      differing: [],
    },
  ],
};
const [counts] = ready.tables;
const withCounts = (changed: Partial<Evidence["tables"][number]>): Evidence => ({
  ...ready,
  tables: ready.tables.map((table) => ({ ...table, ...changed })),
});

const known = (data?: Evidence): KnownData => ({
  plan,
  now,
  ...(data && { evidence: readEvidence(JSON.stringify(data, undefined, 2), "evidence.json") }),
});
const blockersOf = async (data?: Evidence) => await requirement.judge(known(data), snapshot);
const verdict = async (data?: Evidence) =>
  await splitDataReadyCriterion.evaluate(params, snapshot, { known: known(data) });
/** The line of the evidence file that a blocker is at. */
const lineOf = (data: Evidence, line: number): string =>
  JSON.stringify(data, undefined, 2).split("\n")[line - 1]?.trim() ?? "";

const COMMAND =
  "`conn-codemod evidence split.json --phase 2 --database URL --output evidence.json`";

describe("data that must be ready before a column is dropped", () => {
  test("is what a good and fresh evidence file shows", async () => {
    expect(await blockersOf(ready)).toEqual([]);
    const other = { ...ready, tables: [...withCounts({ table: "other" }).tables, ...ready.tables] };
    expect(await blockersOf(other)).toEqual([]);
  });

  test("is not shown by nothing: the place is the column, and the message says what to do", async () => {
    expect(await blockersOf()).toEqual([
      {
        code: "data-not-shown",
        path,
        line: 2,
        column: 12,
        message: expect.stringContaining(`Run ${COMMAND} on the database in use`) as unknown,
      },
    ]);
  });

  test.each<[string, Evidence, string, string]>([
    ["of another plan", { ...ready, plan: "other" }, "for the plan other", '"plan": "other",'],
    [
      "of another table",
      withCounts({ table: "invoices" }),
      "it is about invoices.details, and this is about orders.details",
      '"tables": [',
    ],
    [
      "of another column",
      withCounts({ column: "detail" }),
      "it is about orders.detail",
      '"tables": [',
    ],
    [
      "of other new columns",
      withCounts({ rule: ruleOf({ ...orders, into: { terms: { at: "terms" } } }) }),
      "another way of splitting orders.details, than the plan's now",
      '"table": "orders",',
    ],
    [
      "that is too old",
      { ...ready, takenAt: "2025-03-01T01:59:00.000Z" },
      "it is 10 hours old, and the plan takes 10",
      '"takenAt": "2025-03-01T01:59:00.000Z",',
    ],
    [
      "of the future",
      { ...ready, takenAt: "2025-03-01T13:00:00.000Z" },
      "which is still to come",
      '"takenAt": "2025-03-01T13:00:00.000Z",',
    ],
  ])("is not shown by evidence %s", async (_what, data, why, line) => {
    const [blocker, ...others] = await blockersOf(data);
    expect(others).toEqual([]);
    expect(blocker).toMatchObject({ code: "evidence-refused", path: "evidence.json" });
    expect(blocker?.message).toContain(why);
    expect(blocker?.message).toContain(`Take it anew: ${COMMAND}`);
    expect(lineOf(data, blocker?.line ?? 0)).toBe(line);
  });

  test("is not ready while rows are not: each count is a blocker with its line", async () => {
    const data = withCounts({
      columns: [
        { name: "terms", nulls: 1 },
        { name: "about", nulls: 0 },
        { name: "kind", nulls: 2 },
      ],
      unsplittable: [
        { reason: 'unknown shape: its `kind` is "fax"', rows: 7, examples: ["1", "2"] },
      ],
      differing: [{ column: "about", rows: 1, examples: ["9"] }],
    });
    const blockers = await blockersOf(data);
    expect(blockers.map(({ code, line }) => [code, lineOf(data, line)])).toEqual([
      ["rows-not-filled", '"name": "terms",'],
      ["rows-not-filled", '"name": "kind",'],
      ["rows-not-splittable", '"reason": "unknown shape: its `kind` is \\"fax\\"",'],
      ["rows-differ", '"column": "about",'],
    ]);
    const [unfilled, , odd, stale] = blockers.map(({ message }) => message);
    expect(unfilled).toMatch(
      /^1 of 12 rows of orders in app at localhost:5432 at .* has NULL in terms\. Run `pnpm backfill`/,
    );
    expect(odd).toContain('its `kind` is "fax" ("1", "2", …). Mend or delete them');
    expect(stale).toContain("1 of 12 rows of orders");
    expect(stale).toContain("than what details says");
  });

  test("is a criterion as well, which a person has to look at without evidence", async () => {
    expect(await verdict()).toMatchObject({ status: "manual", scanned: 0 });
    expect(await verdict(ready)).toMatchObject({ status: "pass", scanned: 1, hits: [] });
    const unfilled = withCounts({ columns: [{ name: "terms", nulls: 1 }] });
    expect(await verdict(unfilled)).toMatchObject({
      status: "fail",
      hits: [{ path: "evidence.json" }],
    });
  });
});

describe("an evidence file", () => {
  test.each<[string, string]>([
    ["{", "is no evidence file: "],
    ["{}", "schemaVersion: "],
    [JSON.stringify({ ...ready, schemaVersion: 2 }), "schemaVersion: "],
    [JSON.stringify({ ...ready, takenAt: "yesterday" }), "takenAt: "],
    [JSON.stringify({ ...ready, tables: [] }), "tables: "],
    [JSON.stringify({ ...ready, tables: [{ ...counts, rows: -1 }] }), "tables.0.rows: "],
    [JSON.stringify({ ...ready, more: 1 }), "more"],
  ])("%.40s is refused", (text, why) => {
    expect(() => readEvidence(text, "evidence.json")).toThrow(
      expect.objectContaining({
        code: "invalid-evidence",
        message: expect.stringContaining(why) as unknown,
      }) as Error,
    );
  });
});
