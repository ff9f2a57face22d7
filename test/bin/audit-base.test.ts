import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { cli } from "../helpers/cli.ts";
import { git, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";

const shape = z.object({
  exitCode: z.number(),
  base: z.object({ ref: z.string(), commit: z.string() }).nullable(),
  criteria: z.array(
    z.object({
      status: z.string(),
      vacuous: z.boolean().nullable(),
      message: z.string().nullable(),
    }),
  ),
  coverage: z.array(
    z.object({ path: z.string(), spelling: z.string().nullable(), steps: z.array(z.string()) }),
  ),
  suggestions: z.array(z.object({ phase: z.string(), bullet: z.string() })),
});

/** A plan that edits two files, and looks at one of them. */
const plan = {
  id: "small",
  title: "Old things go",
  names: ["oldThing"],
  phases: [
    {
      id: "1",
      title: "Forget them",
      steps: [{ kind: "remove-comment", params: { text: "was oldThing", in: ["src/**"] } }],
      criteria: [
        { kind: "zero-references", params: { name: "oldThing", paths: ["src/seen.ts"] } },
        { kind: "path-absent", params: { paths: ["src/nothing.ts"] } },
        { kind: "zero-references", params: { name: "oldThing", paths: ["src/late.ts"] } },
      ],
    },
  ],
};

const files = {
  "src/seen.ts": "export const a = 1; // was oldThing\n",
  "src/unseen.ts": "export const b = 2; // was oldThing\n",
};

/** What the plan's run makes of them, and one more. */
const migratedFiles = {
  "src/seen.ts": "export const a = 1;\n",
  "src/unseen.ts": "export const b = 2;\n",
  "src/late.ts": "export const c = 3;\n",
};

/** A checkout with `files` on `main` and `migratedFiles` on the branch `work`. */
async function migrated(): Promise<SmallTarget> {
  const target = await smallTarget(files, plan);
  git(target.root, "checkout", "--quiet", "-b", "work");
  writeFiles(target.root, migratedFiles);
  git(target.root, "add", "--all");
  git(target.root, "commit", "--quiet", "--message", "Migrate");
  return target;
}

/** The report of an audit, and what the terminal shows of it. */
async function audit({ root, plan: file, beside }: SmallTarget, ...args: string[]) {
  const json = join(beside, "report.json");
  const formats = ["--format", "pretty", "--format", `json=${json}`];
  const { exitCode, stdout } = await cli(root, ["audit", file, ...formats, ...args]);
  const report = shape.parse(JSON.parse(readFileSync(json, "utf8")));
  expect(report.exitCode).toBe(exitCode);
  return { ...report, shown: stdout };
}

describe("audit --base", () => {
  test("tells what held on the merge base already, and what could not be asked there", async () => {
    const target = await migrated();
    const before = readFiles(target.root);
    const report = await audit(target, "--base", "main");
    expect(report.base).toEqual({
      ref: "main",
      commit: git(target.root, "rev-parse", "main").trim(),
    });
    expect(report.criteria.map(({ status, vacuous }) => [status, vacuous])).toEqual([
      ["pass", false],
      ["pass", true],
      ["pass", null],
    ]);
    expect(report.criteria[2]?.message).toMatch(/on the base .* there is no src\/late\.ts/);
    expect(report.exitCode).toBe(0);
    expect(readFiles(target.root)).toEqual(before);
    expect(report.shown).toContain("base main, from commit ");
    expect(report.shown).toMatch(
      /nothing\.ts` does not exist\n +held on the base already: vacuous there/,
    );
  });

  test("sees the hole after the migration too; with --strict it fails", async () => {
    const target = await migrated();
    const without = await audit(target);
    expect([without.base, without.coverage, without.exitCode]).toEqual([null, [], 0]);
    expect(without.criteria.map(({ vacuous }) => vacuous)).toEqual([null, null, null]);
    const report = await audit(target, "--base", "main");
    const spellings = report.coverage.map(({ path, spelling }) => `${path} ${spelling}`);
    expect(spellings).toEqual(["src/unseen.ts oldThing"]);
    const strict = await audit(target, "--base", "main", "--strict");
    expect(strict.exitCode).toBe(1);
    expect(strict.shown).toMatch(/All 3 criteria hold\. With --strict, these count:/);
    expect(strict.shown).toContain("Seen by no criterion (1 file)");
  });

  test("a commit that is not there is bad input, and the message says what to do", async () => {
    const { root, plan: file } = await smallTarget(files, plan);
    const { exitCode, stdout, stderr } = await cli(root, ["audit", file, "--base", "origin/none"]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/"origin\/none" is no commit .*fetch-depth: 0/);
  });
});

describe("audit --suggest", () => {
  test("prints bullets for what the steps change and nothing looks at, and writes nothing", async () => {
    const target = await smallTarget(files, plan);
    const report = await audit(target, "--suggest");
    expect(report.coverage).toEqual([
      { path: "src/unseen.ts", spelling: "oldThing", steps: ["1.1"] },
    ]);
    const bullet = "- [ ] Zero grep results for `oldThing` in `src/unseen.ts`";
    expect(report.suggestions).toEqual([{ phase: "1", bullet }]);
    expect(report.shown).toContain(`Bullets for phase 1 of the plan document\n${bullet}\n`);
    expect(readFiles(target.root)).toEqual(files);
  });

  test("is the same after the migration, with the base to start from", async () => {
    const target = await migrated();
    expect((await audit(target, "--suggest")).suggestions).toEqual([]);
    const { suggestions } = await audit(target, "--suggest", "--base", "main");
    expect(suggestions).toHaveLength(1);
  });
});

describe("run", () => {
  test("tells what no criterion would catch of what it changes, dry or not", async () => {
    const { root, plan: file } = await smallTarget(files, plan);
    const run = async (...args: string[]) =>
      shape.parse(JSON.parse((await cli(root, ["run", file, "--format", "json", ...args])).stdout));
    const dry = await run("--dry-run");
    expect(dry.coverage.map(({ spelling }) => spelling)).toEqual(["oldThing"]);
    expect((await run()).coverage).toEqual(dry.coverage);
    expect((await run()).coverage).toEqual([]);
  });
});
