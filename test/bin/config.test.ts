import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { git, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";
import { inProcess } from "../helpers/in-process.ts";
import { smallFiles, smallPlan, smallTarget } from "../helpers/small-target.ts";

const json = JSON.stringify(smallPlan);
const code = `import { definePlan } from "conn-codemod";\nexport default definePlan(${json});\n`;
const doc =
  "# Plan\n\n## Phase 1: One\n\n### Success Criteria\n\n- [ ] File `a.ts` does not exist\n";

/** What `plan` says of a checkout with the small target's files and `files`. */
async function asked(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const { root, plan } = await smallTarget({ ...smallFiles, ...files });
  return { root, plan, said: await inProcess(root, ["plan", ...args]) };
}

describe("the plan that nobody names", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["conn-codemod.config.ts", { "conn-codemod.config.ts": code }],
    ["conn-codemod.config.mts", { "conn-codemod.config.mts": code }],
    ["conn-codemod.config.js", { "conn-codemod.config.js": code }],
    ["conn-codemod.config.mjs", { "conn-codemod.config.mjs": code }],
    ["conn-codemod.config.json", { "conn-codemod.config.json": json }],
    ["package.json", { "package.json": `{ "conn-codemod": ${json} }` }],
    [
      "conn-codemod.config.json",
      { "conn-codemod.config.json": '{ "plan": "plans/small.json" }', "plans/small.json": json },
    ],
    [
      "package.json",
      { "package.json": '{ "conn-codemod": "plans/a.json" }', "plans/a.json": json },
    ],
    [
      "conn-codemod.config.ts",
      { "conn-codemod.config.ts": 'export default { plan: "./plans/a.ts" };', "plans/a.ts": code },
    ],
  ])("is that of %s", async (file, files) => {
    const { said } = await asked(files);
    expect(said.exitCode).toBe(0);
    expect(said.stdout).toContain("small: Old things become new things");
    expect(said.stderr).toBe(`plan small, from ${file}\n`);
  });

  test("may be a Markdown document", async () => {
    const files = { "package.json": '{ "conn-codemod": { "plan": "docs/plan.md" } }' };
    const { said } = await asked({ ...files, "docs/plan.md": doc });
    expect([said.exitCode, said.stderr]).toEqual([0, "plan plan, from package.json\n"]);
    expect(said.stdout).toContain("does not exist");
    const own = { id: "gate", title: "Gate", document: { path: "docs/plan.md" } };
    const config = { "conn-codemod.config.json": JSON.stringify(own) };
    expect((await asked({ ...config, "docs/plan.md": doc })).said.stdout).toContain("gate: Gate");
  });

  test("is the built-in one where there is no config, and is not told twice", async () => {
    const { said } = await asked({});
    expect(said.stdout).toContain("plan connections");
    expect(said.stderr).toBe("");
  });

  test("one that is named wins, as an argument or with --plan, and the config is not read", async () => {
    const files = { "conn-codemod.config.ts": 'throw new Error("was run");' };
    const { root, plan } = await smallTarget({ ...smallFiles, ...files });
    for (const args of [[plan], ["--plan", plan], [`--plan=${plan}`], ["connections"]]) {
      expect((await inProcess(root, ["plan", ...args])).exitCode).toBe(0);
    }
    const both = await inProcess(root, ["plan", "connections", "--plan", plan]);
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining("two plans")]);
    expect((await inProcess(root, ["plan"])).stderr).toContain("was run");
  });
});

describe("a config above the current folder", () => {
  test("says where the root is, for every command", async () => {
    const { root } = await smallTarget({ ...smallFiles, "conn-codemod.config.json": json });
    const below = join(root, "src");
    const run = await inProcess(below, ["run", "--phase", "1"]);
    expect(run.stderr).toContain(`plan small, from conn-codemod.config.json (the root is ${root})`);
    expect(readFiles(root)).toHaveProperty("src/thing.ts");
    const undone = await inProcess(below, ["recover", "--undo"]);
    expect(undone.exitCode).toBe(0);
    expect(readFiles(root)).not.toHaveProperty("src/thing.ts");
  });

  test("leaves a root that is named as it is", async () => {
    const { root } = await smallTarget({ ...smallFiles, "conn-codemod.config.json": json });
    const { stderr } = await inProcess(root, ["status", "--cwd", "src"]);
    expect(stderr).toContain("from ../conn-codemod.config.json");
    expect(readFiles(root)).toHaveProperty("src/old-thing.ts");
  });

  test("is looked for up to the checkout's root, and no further", async () => {
    const { beside, root } = await smallTarget();
    writeFiles(beside, { "conn-codemod.config.json": json });
    expect((await inProcess(root, ["plan"])).stdout).toContain("plan connections");
    const folder = await temporaryFolder();
    writeFiles(folder, { "conn-codemod.config.json": json, "sub/a.txt": "" });
    expect((await inProcess(join(folder, "sub"), ["plan"])).stdout).toContain("plan connections");
    expect((await inProcess(folder, ["plan"])).stdout).toContain("plan small");
  });
});

describe("a config that cannot be taken", () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      "beside another",
      { "conn-codemod.config.ts": code, "conn-codemod.config.json": json },
      "more than one plan to run: conn-codemod.config.json, conn-codemod.config.ts",
    ],
    [
      "that is JSON and names code",
      {
        "package.json": '{ "conn-codemod": "plans/a.ts" }',
        "plans/a.ts": "throw new Error('run')",
      },
      "which is code, and JSON runs none",
    ],
    [
      "in a package.json that is no JSON",
      { "package.json": '{ "conn-codemod": "a", }' },
      "not JSON",
    ],
    [
      "that is no plan",
      { "package.json": '{ "conn-codemod": { "id": 1 } }' },
      "its key conn-codemod",
    ],
    ["that names nothing", { "package.json": '{ "conn-codemod": "a.json" }' }, "no plan"],
  ])("one %s", async (_what, files, message) => {
    const { said } = await asked(files);
    expect([said.exitCode, said.stdout]).toEqual([2, ""]);
    expect(said.stderr).toContain(message);
  });

  test("a package of this name among the dependencies is no config", async () => {
    const dependencies = '{ "devDependencies": { "conn-codemod": "1.0.0" } }';
    expect((await asked({ "package.json": dependencies })).said.stdout).toContain("connections");
    expect((await asked({ "package.json": "{ broken" })).said.stdout).toContain("connections");
  });
});

test("the plan's own file may say what it retires, and nobody has to look at it", async () => {
  const { root } = await smallTarget({ ...smallFiles, "conn-codemod.config.json": json });
  const { stdout, exitCode } = await inProcess(root, ["run", "-d", "--strict", "--phase", "1"]);
  expect(stdout).toContain("in 1 file: the plan itself");
  expect(stdout).not.toContain("conn-codemod.config.json:");
  expect(exitCode).toBe(1); // of src/user.ts
});

test("what the base's config asked for is compared, be it a file or a key", async () => {
  for (const [file, wrap] of [
    ["conn-codemod.config.json", (plan: unknown) => plan],
    ["package.json", (plan: unknown) => ({ "conn-codemod": plan })],
  ] as const) {
    const { root } = await smallTarget({ ...smallFiles, [file]: JSON.stringify(wrap(smallPlan)) });
    const [first, ...rest] = smallPlan.phases;
    const phases = [{ ...first, criteria: first?.criteria?.slice(1) }, ...rest];
    writeFiles(root, { [file]: JSON.stringify(wrap({ ...smallPlan, phases })) });
    git(root, "commit", "--all", "--quiet", "--message", "Ask for less");
    const { stdout } = await inProcess(root, ["audit", "--base", "HEAD~1", "--format", "json"]);
    expect(stdout).toContain('"no-longer-asked"');
  }
});
