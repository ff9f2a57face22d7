import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { git, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { copyTree, gitInit, temporaryFolder } from "../helpers/fixture-tree.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

const moved = {
  "docs/history.md": smallFiles["docs/history.md"],
  "package.json": smallFiles["package.json"],
  "src/thing.ts": "export const thing = 1;\n",
  "src/user.ts": 'import { thing } from "./thing.ts";\nexport const oldThing = thing;\n',
};

describe("run", () => {
  test("applies the change, reports it as data, and finds nothing to do afterwards", async () => {
    const { root, plan } = await smallTarget();
    const first = await cli(root, ["run", plan, "--format", "json"]);
    expect(first.stderr).toBe("");
    expect(first.exitCode).toBe(0);
    expect(readFiles(root)).toEqual(moved);

    const report = readReport(first.stdout);
    expect(report).toMatchObject({ plan: "small", command: "run", dryRun: false, exitCode: 0 });
    expect(report.phases.map(({ id, state }) => [id, state])).toEqual([
      ["1", "done"],
      ["2", "skipped"],
      ["3", "skipped"],
    ]);
    expect(report.files).toMatchObject([
      { path: "src/thing.ts", from: "src/old-thing.ts", change: "moved", additions: 1 },
      { path: "src/user.ts", from: null, change: "modified", additions: 1, deletions: 1 },
    ]);
    expect(report.occurrences["oldThing"]).toMatchObject({
      total: 5,
      inPaths: 1,
      edited: 3,
      removed: 0,
      allowed: 1,
      manual: 0,
      unresolved: 1,
    });

    const second = await cli(root, ["run", plan, "--format", "json"]);
    expect(second.exitCode).toBe(0);
    expect(readReport(second.stdout).files).toEqual([]);
    expect(readFiles(root)).toEqual(moved);
  });

  test("a dry run writes nothing, tells places on disk, and judges the result", async () => {
    const { root, plan } = await smallTarget();
    const { exitCode, stdout } = await cli(root, ["run", plan, "-d", "--format", "json"]);
    expect(exitCode).toBe(0);
    expect(readFiles(root)).toEqual(smallFiles);
    const report = readReport(stdout);
    expect(report.dryRun).toBe(true);
    expect(report.phases[0]?.state).toBe("pending");
    expect(report.criteria.map(({ kind, status, vacuous }) => [kind, status, vacuous])).toEqual([
      ["path-absent", "pass", false],
      ["zero-references", "pass", true],
      ["command", "manual", null],
    ]);
  });

  test("--check writes nothing and exits with 1 until there is nothing to change", async () => {
    const { root, plan } = await smallTarget();
    expect((await cli(root, ["run", plan, "--check"])).exitCode).toBe(1);
    expect(readFiles(root)).toEqual(smallFiles);
    expect((await cli(root, ["run", plan])).exitCode).toBe(0);
    expect((await cli(root, ["run", plan, "--check"])).exitCode).toBe(0);
  });

  test("--strict exits with 1 while an occurrence is unresolved", async () => {
    const { root, plan } = await smallTarget();
    expect((await cli(root, ["run", plan, "-d", "--strict"])).exitCode).toBe(1);
    const { "src/user.ts": _, ...rest } = smallFiles;
    const clean = await smallTarget(rest);
    expect((await cli(clean.root, ["run", clean.plan, "-d", "--strict"])).exitCode).toBe(0);
  });

  test("--allow-dirty applies beside uncommitted changes", async () => {
    const { root, plan } = await smallTarget();
    writeFiles(root, { "src/other.ts": "export {};\n" });
    expect((await cli(root, ["run", plan, "--dry-run"])).exitCode).toBe(0);
    expect((await cli(root, ["run", plan])).exitCode).toBe(2);
    expect((await cli(root, ["run", plan, "--allow-dirty"])).exitCode).toBe(0);
    expect(readFiles(root)).toEqual({ ...moved, "src/other.ts": "export {};\n" });
  });

  test("a blocked phase writes nothing of its own; the one before it is written", async () => {
    const { root, plan } = await smallTarget();
    const args = ["run", plan, "--phase", "1", "--phase", "3", "--format", "json"];
    const { exitCode, stdout } = await cli(root, args);
    expect(exitCode).toBe(1);
    expect(readFiles(root)).toEqual(moved);
    const report = readReport(stdout);
    expect(report.phases.map(({ id, state }) => [id, state])).toEqual([
      ["1", "done"],
      ["3", "blocked"],
    ]);
    expect(report.notes[0]).toMatchObject({ severity: "blocking", step: "3.1" });
  });

  test("the phase after a blocked one is not reached", async () => {
    const { root, plan } = await smallTarget(smallFiles, {
      ...smallPlan,
      phases: [smallPlan.phases[2], smallPlan.phases[0]],
    });
    const args = ["run", plan, "--phase", "1", "--phase", "3", "--format", "json"];
    const { exitCode, stdout } = await cli(root, args);
    expect(exitCode).toBe(1);
    expect(readReport(stdout).phases.map(({ state }) => state)).toEqual(["blocked", "skipped"]);
    expect(readFiles(root)).toEqual(smallFiles);
  });

  test("a criterion that fails on the result exits with 1; one that errs, with 2", async () => {
    const [first] = smallPlan.phases;
    const withCriterion = async (params: object) => {
      const criteria = [{ kind: "zero-references", params }];
      return smallTarget(smallFiles, { ...smallPlan, phases: [{ ...first, criteria }] });
    };
    const failing = await withCriterion({ name: "oldThing", paths: ["src"] });
    const failed = await cli(failing.root, ["run", failing.plan, "-d", "--format", "json"]);
    expect(failed.exitCode).toBe(1);
    expect(readReport(failed.stdout).criteria[0]?.hits).toMatchObject([
      { path: "src/user.ts", line: 2, column: 14 },
    ]);
    const erring = await withCriterion({ name: "oldThing", paths: ["no/such/folder"] });
    expect((await cli(erring.root, ["run", erring.plan, "-d"])).exitCode).toBe(2);
  });

  test("commands run only with --exec, and only on what has been written", async () => {
    const [first] = smallPlan.phases;
    const command = 'test -f src/thing.ts && echo ran >> "$PROOF"';
    const criteria = [{ kind: "command", params: { command } }];
    const { root, plan, beside } = await smallTarget(smallFiles, {
      ...smallPlan,
      phases: [{ ...first, criteria }],
    });
    const proof = join(beside, "proof");
    const run = async (...args: string[]) =>
      (await cli(root, ["run", plan, ...args], { PROOF: proof })).exitCode;
    expect(await run("--dry-run", "--exec")).toBe(0);
    expect(existsSync(proof)).toBe(false);
    expect(await run("--exec")).toBe(0);
    expect(readFileSync(proof, "utf8")).toBe("ran\n");
    expect(await run()).toBe(0);
    expect(readFileSync(proof, "utf8")).toBe("ran\n");
  });

  test("--patch writes what `git apply` turns into the same tree", async () => {
    const { root, plan, beside } = await smallTarget();
    const copy = join(beside, "copy");
    await copyTree(root, copy);
    const patch = join(beside, "change.diff");
    const { exitCode, stderr } = await cli(root, ["run", plan, "--patch", patch]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain(patch);
    git(copy, "apply", patch);
    expect(readFiles(copy)).toEqual(readFiles(root));
    expect(readFiles(root)).toEqual(moved);
  });

  test("--patch for a folder inside a checkout applies from its top", async () => {
    const beside = await temporaryFolder();
    const top = join(beside, "top");
    writeFiles(join(top, "packages/small"), smallFiles);
    writeFiles(beside, { "plan.json": JSON.stringify(smallPlan) });
    await gitInit(top);
    const patch = join(beside, "change.diff");
    const args = ["run", "plan.json", "--cwd", "top/packages/small", "-d", "--patch", patch];
    expect((await cli(beside, args)).exitCode).toBe(0);
    git(top, "apply", patch);
    expect(readFiles(join(top, "packages/small"))).toEqual(moved);
  });

  test("works without a git checkout", async () => {
    const beside = await temporaryFolder();
    writeFiles(join(beside, "target"), smallFiles);
    writeFiles(beside, { "plan.json": JSON.stringify(smallPlan) });
    expect((await cli(beside, ["run", "plan.json", "--cwd", "target"])).exitCode).toBe(0);
    expect(readFiles(join(beside, "target"))).toEqual(moved);
  });

  test("a step that cannot parse a file it must change names the place", async () => {
    const broken = {
      ...smallFiles,
      "src/user.ts": 'import { thing } from "./old-thing.ts"\nlet = ;; (\n',
    };
    const [first] = smallPlan.phases;
    const steps = [{ kind: "remove-comment", params: { text: "gone", in: ["src/**"] } }];
    const { root, plan } = await smallTarget(
      { ...broken, "src/other.ts": "// gone\nlet = ;; (\n" },
      { ...smallPlan, phases: [{ ...first, steps }] },
    );
    const { exitCode, stdout } = await cli(root, ["run", plan, "--format", "json"]);
    expect(exitCode).toBe(1);
    expect(readReport(stdout).notes[0]).toMatchObject({
      severity: "blocking",
      path: "src/other.ts",
      line: 2,
    });
  });
});

describe("output", () => {
  test("one report to standard output, others to files", async () => {
    const { root, plan, beside } = await smallTarget();
    const file = join(beside, "report.json");
    const { stdout, stderr } = await cli(root, ["run", plan, "-d", "--format", `json=${file}`]);
    expect(stdout).toContain("src/old-thing.ts → src/thing.ts");
    expect(stderr).toBe(`wrote the report to ${file}\n`);
    readReport(readFileSync(file, "utf8"));

    const text = join(beside, "report.txt");
    const silent = await cli(root, ["run", plan, "-d", "--output", text], { FORCE_COLOR: "1" });
    expect(silent.stdout).toBe("");
    expect(readFileSync(text, "utf8")).toBe(stdout);
  });

  test("colours where they are forced, and not where somebody says no", async () => {
    const { root, plan } = await smallTarget();
    const escapes = async (env: Record<string, string>, ...args: string[]) =>
      (await cli(root, ["run", plan, "-d", ...args], env)).stdout.includes("\u001B[");
    expect(await escapes({})).toBe(false);
    expect(await escapes({ FORCE_COLOR: "1" })).toBe(true);
    expect(await escapes({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
    expect(await escapes({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
  });
});
