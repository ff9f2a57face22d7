import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

/** Runs the program and expects that it refused: exit 2, nothing on stdout, nothing written. */
async function refused(root: string, args: readonly string[]): Promise<string> {
  const before = readFiles(root);
  const { exitCode, stdout, stderr } = await cli(root, args);
  expect(stderr).toMatch(/^conn-codemod: /);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(readFiles(root)).toEqual(before);
  return stderr;
}

describe("bad input is refused with exit 2 and an empty standard output", () => {
  test("a dirty checkout, of which the files are named", async () => {
    const { root, plan, beside } = await smallTarget();
    const names = Array.from({ length: 12 }, (_, index) => `src/new-${10 + index}.ts`);
    writeFiles(root, Object.fromEntries(names.map((name) => [name, "export {};\n"])));
    const patch = join(beside, "change.diff");
    const message = await refused(root, ["run", plan, "--patch", patch]);
    expect(message).toContain("--allow-dirty");
    expect(message).toContain("src/new-10.ts");
    expect(message).toContain("src/new-19.ts");
    expect(message).not.toContain("src/new-20.ts");
    expect(message).toContain("2 more");
    expect(readFiles(beside)).not.toHaveProperty("change.diff");
  });

  test("a plan file that is not there", async () => {
    const { root } = await smallTarget();
    expect(await refused(root, ["run", "no-such-plan.json"])).toContain("no-such-plan.json");
  });

  test("a plan file that is not JSON", async () => {
    const { root, beside } = await smallTarget();
    writeFiles(beside, { "broken.json": '{ "id": ' });
    const message = await refused(root, ["run", join(beside, "broken.json")]);
    expect(message).toContain("is not JSON");
  });

  test("a plan with wrong fields, each named by its path", async () => {
    const [first] = smallPlan.phases;
    const steps = [
      { kind: "move-module", params: { from: "/absolute.ts", to: "src/a.ts" } },
      { kind: "no-such-kind", params: {} },
    ];
    const { root, plan } = await smallTarget(smallFiles, {
      ...smallPlan,
      phases: [{ ...first, steps }],
    });
    const message = await refused(root, ["audit", plan]);
    expect(message).toContain("phases[0].steps[0].params.from");
    expect(message).toContain("phases[0].steps[1].kind");
    expect(message).toContain("move-module");
  });

  test("a phase that the plan does not have", async () => {
    const { root, plan } = await smallTarget();
    const message = await refused(root, ["run", plan, "--phase", "1", "--phase", "nine"]);
    expect(message).toContain("nine");
    expect(message).toContain("1, 2, 3");
  });

  test("a target that is not a folder, or not there", async () => {
    const { root, plan } = await smallTarget();
    expect(await refused(root, ["run", plan, "--cwd", "package.json"])).toContain("--cwd");
    expect(await refused(root, ["status", plan, "--cwd", "nowhere"])).toContain("nowhere");
  });

  test("a flag or a command that does not exist", async () => {
    const { root } = await smallTarget();
    expect(await refused(root, ["run", "--dryrun"])).toContain("dryrun");
    expect(await refused(root, ["audit", "--dry-run"])).toContain("conn-codemod audit --help");
    expect(await refused(root, ["walk"])).toContain("walk");
    expect(await refused(root, [])).toContain("conn-codemod --help");
  });

  test("flags without a value, twice, or that cannot both be", async () => {
    const { root } = await smallTarget();
    expect(await refused(root, ["run", "--phase"])).toContain("phase");
    expect(await refused(root, ["run", "--cwd", ".", "--cwd", "src"])).toContain("--cwd");
    expect(await refused(root, ["audit", "--format", "xml"])).toContain("pretty, json");
    const twice = ["audit", "--format", "json", "--format", "pretty"];
    expect(await refused(root, twice)).toContain("--format pretty=FILE");
  });

  test("an output file whose folder is not there, before any work", async () => {
    const { root, plan } = await smallTarget();
    const message = await refused(root, ["run", plan, "--format", "json=no/such/report.json"]);
    expect(message).toContain("there is no folder");
    expect(await refused(root, ["run", plan, "--patch", "src"])).toContain("it is a folder");
  });

  test("an audit of phases that have no criteria", async () => {
    const { root, plan } = await smallTarget();
    expect(await refused(root, ["audit", plan, "--phase", "3"])).toContain("no criteria");
  });
});

test("what a message quotes cannot drive the terminal", async () => {
  const { root } = await smallTarget();
  const message = await refused(root, ["run", "\u001B[2Jplan.json"]);
  expect(message).not.toContain("\u001B");
});
