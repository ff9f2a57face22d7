import { describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

describe("audit", () => {
  test("fails while a criterion does not hold, and shows where", async () => {
    const { root, plan } = await smallTarget();
    const { exitCode, stdout, stderr } = await cli(root, ["audit", plan, "--exec"]);
    expect(exitCode).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).toContain("✖ `src/old-thing.ts` does not exist");
    expect(stdout).toContain("src/old-thing.ts:1:1");
    expect(readFiles(root)).toEqual(smallFiles);
  });

  test("passes with --exec when all hold; without, what was not run is not passed", async () => {
    const { root, plan } = await smallTarget();
    await cli(root, ["run", plan]);
    const without = await cli(root, ["audit", plan]);
    expect(without.exitCode).toBe(1);
    expect(without.stdout).toContain("not run: pass --exec");
    const withExec = await cli(root, ["audit", plan, "--exec", "--format", "json"]);
    expect(withExec.exitCode).toBe(0);
    const report = readReport(withExec.stdout);
    expect(report.criteria.map(({ status }) => status)).toEqual(["pass", "pass", "pass"]);
    expect(report.occurrences["oldThing"]).toMatchObject({ total: 2, allowed: 1, unresolved: 1 });
    expect(report.files).toEqual([]);
  });

  test("a command that fails is 1, and one that could not be judged is 2", async () => {
    const [first] = smallPlan.phases;
    const auditOf = async (command: string) => {
      const criteria = [{ kind: "command", params: { command } }];
      const { root, plan } = await smallTarget(smallFiles, {
        ...smallPlan,
        phases: [{ ...first, criteria }],
      });
      const { exitCode, stderr } = await cli(root, ["audit", plan, "--exec"]);
      expect(stderr).toBe("");
      return exitCode;
    };
    expect(await auditOf("exit 3")).toBe(1);
    expect(await auditOf("no-such-program-anywhere")).toBe(2);
  });
});

describe("status", () => {
  test("says of each phase what its state is, before and after the run", async () => {
    const { root, plan } = await smallTarget();
    const states = async (...args: string[]) => {
      const { stdout } = await cli(root, ["status", plan, "--format", "json", ...args]);
      return readReport(stdout).phases.map(({ id, state }) => `${id} ${state}`);
    };
    expect(await states()).toEqual(["1 pending", "2 skipped", "3 skipped"]);
    expect(await states("--phase", "3")).toEqual(["3 blocked"]);
    expect(readFiles(root)).toEqual(smallFiles);
    await cli(root, ["run", plan]);
    expect(await states()).toEqual(["1 done", "2 skipped", "3 skipped"]);
    expect(await states("--phase", "1", "--phase", "2")).toEqual(["1 done", "2 pending"]);
  });

  test("says why in words", async () => {
    const { root, plan } = await smallTarget();
    const { exitCode, stdout } = await cli(root, ["status", plan]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("pending: 2 files to change");
    expect(stdout).toContain("skipped: the plan skips it: nobody needs it yet");
  });
});

describe("plan", () => {
  test("tells the phases, steps and criteria, without a look at the target", async () => {
    const { root, plan } = await smallTarget();
    const { exitCode, stdout } = await cli(root, ["plan", plan]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("move module src/old-thing.ts to src/thing.ts");
    expect(stdout).toContain("`src/old-thing.ts` does not exist");
    const json = readReport((await cli(root, ["plan", plan, "--format", "json"])).stdout);
    expect(json.phases[0]?.steps.map(({ id }) => id)).toEqual(["1.1", "1.2"]);
    expect(json.criteria.every(({ status }) => status === "manual")).toBe(true);
  });

  test("shows the built-in plan by default, in a folder that has nothing to do with it", async () => {
    const { root } = await smallTarget();
    const { exitCode, stdout } = await cli(root, ["plan"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("plan connections");
  });

  test("takes a plan written in TypeScript", async () => {
    const { root, beside } = await smallTarget();
    const source = `interface P { id: string }\nexport default ${JSON.stringify(smallPlan)} satisfies P;\n`;
    writeFiles(beside, { "plan.ts": source });
    expect((await cli(root, ["plan", "../plan.ts"])).exitCode).toBe(0);
  });
});

describe("help", () => {
  test("is data, on standard output", async () => {
    const { root } = await smallTarget();
    const help = await cli(root, ["--help"]);
    expect(help).toMatchObject({ exitCode: 0, stderr: "" });
    for (const command of ["run", "audit", "status", "plan"]) {
      expect(help.stdout).toContain(`conn-codemod ${command} [plan]`);
    }
    const run = await cli(root, ["run", "--help"]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain("--allow-dirty");
    expect((await cli(root, ["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
