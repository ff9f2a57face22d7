import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { splitColumnData } from "../../audits/split/count-rows.ts";
import { ruleOf } from "../../audits/split/evidence.ts";
import type { Evidence } from "../../audits/split/evidence.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { inProcess } from "../helpers/in-process.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";
import { splitFiles, splitParams, splitPlan } from "../helpers/split-plan.ts";

const { at: _, ...data } = splitParams;

function evidence(nulls: number, takenAt = new Date()): Evidence {
  return {
    schemaVersion: 1,
    tool: { name: "conn-codemod", version: "1.0.0" },
    plan: "split",
    database: { server: "localhost:5432", name: "app", version: "15.3" },
    takenAt: takenAt.toISOString(),
    tables: [
      {
        phase: "2",
        rule: ruleOf(splitColumnData.parse(data)),
        schema: "public",
        table: "orders",
        column: "details",
        rows: 3,
        columns: [{ name: "terms", nulls }],
        unsplittable: [],
        differing: [],
      },
    ],
  };
}

describe("a phase that requires the data to be ready", () => {
  let target: SmallTarget;
  beforeEach(async () => {
    target = await smallTarget(splitFiles, splitPlan);
    writeFiles(target.beside, {
      "ready.json": JSON.stringify(evidence(0), undefined, 2),
      "unready.json": JSON.stringify(evidence(2), undefined, 2),
      "old.json": JSON.stringify(evidence(0, new Date("2025-01-01T00:00:00Z")), undefined, 2),
      "broken.json": "{}",
    });
  });
  const conn = async (command: string, ...flags: readonly string[]) =>
    await inProcess(target.root, [command, target.plan, "--phase", "2", ...flags]);
  const audit = async (...flags: readonly string[]) =>
    await inProcess(target.root, ["audit", target.plan, "--phase", "1", ...flags]);
  const reportOf = async (command: string, ...flags: readonly string[]) => {
    const { exitCode, stdout } = await conn(command, "--format", "json", ...flags);
    return { exitCode, report: readReport(stdout) };
  };
  const given = (name: string) => ["--evidence", join(target.beside, name)];

  test("is blocked without evidence, and nothing is written", async () => {
    const before = readFiles(target.root);
    for (const command of ["run", "status"]) {
      const { exitCode, report } = await reportOf(command);
      expect(exitCode).toBe(1);
      expect(report.phases[0]).toMatchObject({
        state: "blocked",
        steps: [{ id: "2.requires.1", kind: "split-data-ready" }, { kind: "move-module" }],
      });
      expect(report.notes).toMatchObject([
        {
          code: "data-not-shown",
          severity: "blocking",
          path: "db/schema.ts",
          line: 2,
          step: "2.requires.1",
        },
      ]);
    }
    expect(readFiles(target.root)).toEqual(before);
  });

  test.each([
    ["unready.json", "rows-not-filled", '"name": "terms"'],
    ["old.json", "evidence-refused", '"takenAt"'],
  ])("is blocked by %s, with the place in it", async (name, code, line) => {
    const { exitCode, report } = await reportOf("run", ...given(name));
    expect(exitCode).toBe(1);
    expect(report.notes).toMatchObject([{ code, path: `../${name}` }]);
    const text = readFiles(target.beside)[name]?.split("\n") ?? [];
    expect(text[(report.notes[0]?.line ?? 0) - 1]).toContain(line);
  });

  test("says in words whether it is met", async () => {
    const without = await conn("run", "--dry-run");
    const requirement = String.raw`2\.requires\.1 {2}all rows of orders [^]*?`;
    expect(without.stdout).toMatch(new RegExp(String.raw`${requirement} 1 obstacle\n {2}2\.1 `));
    const ready = await conn("run", "--dry-run", ...given("ready.json"));
    expect(ready.stdout).toMatch(new RegExp(String.raw`${requirement} met\n {2}2\.1 `));
  });

  test("is carried out with evidence, and then needs none", async () => {
    const { exitCode, report } = await reportOf("run", ...given("ready.json"));
    expect([exitCode, report.notes]).toEqual([0, []]);
    expect(Object.keys(readFiles(target.root))).toContain("db/tables.ts");
    const again = await reportOf("run");
    expect(again).toMatchObject({ exitCode: 0, report: { phases: [{ state: "done" }] } });
  });

  test("has it in the plan, and a criterion of another phase is judged by the same file", async () => {
    expect((await conn("plan")).stdout).toContain(
      "all rows of orders hold the parts of details in terms, about, kind",
    );
    expect((await audit()).exitCode).toBe(1);
    expect((await audit(...given("ready.json"))).exitCode).toBe(0);
    const { exitCode, stdout } = await audit(...given("unready.json"));
    expect(exitCode).toBe(1);
    expect(stdout).toContain("2 of 3 rows of orders in app at localhost:5432");
  });

  test.each([
    [["--evidence", "nothing.json"], "could not read "],
    [["--evidence", "BESIDE/broken.json"], "broken.json is no evidence file"],
    [["--database", "embedded"], "has no data of its own to look at"],
    [["--database", "mysql://me:secret@localhost/app"], "neither `embedded` nor a URL"],
    [["--evidence", "BESIDE/ready.json", "--database", "postgres://a/b"], "mutually exclusive"],
  ])("gives 2 for %j", async (flags, why) => {
    const { exitCode, stderr } = await conn(
      "run",
      ...flags.map((flag) => flag.replace("BESIDE", target.beside)),
    );
    expect(exitCode).toBe(2);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain("secret");
  });
});

test("a requirement is checked with the plan", async () => {
  const [, second] = splitPlan.phases;
  const wrong = [
    { kind: "split-data-redy", params: splitParams },
    { kind: "split-data-ready", params: { ...splitParams, at: { path: "../a", text: "x" } } },
  ];
  const plan = { ...splitPlan, phases: [{ ...second, requires: wrong }] };
  const target = await smallTarget(splitFiles, plan);
  const { exitCode, stderr } = await inProcess(target.root, ["run", target.plan]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain(
    'phases[0].requires[0].kind: there is no kind "split-data-redy". Did you mean',
  );
  expect(stderr).toContain("phases[0].requires[1].params.at.path: ");
});

test("evidence needs a database, and a plan that requires something of it", async () => {
  const { root, plan } = await smallTarget(splitFiles, splitPlan);
  for (const [args, why] of [
    [[plan], "needs the database to count in"],
    [[plan, "--database", "embedded"], "has no data of its own"],
    [[plan, "--database", "postgres://me:secret@127.0.0.1:1/app"], "cannot reach the database"],
    [[plan, "--database", "postgres://a/b", "--phase", "1"], "nothing to count: phase 1 of it"],
    [[plan, "--database", "postgres://a/b", "--phase", "9"], "has no phase 9"],
  ] as const) {
    const { exitCode, stdout, stderr } = await inProcess(root, ["evidence", ...args]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(why);
    expect(stderr).not.toContain("secret");
  }
});
