import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { testPlan } from "../../bin/testing/index.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";

const steps = [{ kind: "move-module", params: { from: "a.ts", to: "b.ts" } }];
const files = {
  "package.json": '{ "type": "module" }',
  "plan.json": JSON.stringify({ id: "a", title: "A", steps }),
  "cases/done/before/b.ts": "export {};\n",
  "cases/moved/before/a.ts": "export {};\n",
  "cases/moved/after/b.ts": "export {};\n",
};

/** A folder in which the built package is installed. */
async function installed(more: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporaryFolder();
  writeFiles(folder, { ...files, ...more, "node_modules/readme.md": "" });
  symlinkSync(projectRoot, join(folder, "node_modules", "conn-codemod"), "junction");
  return folder;
}

/** What `node --test` says of plan.test.js there. */
const nodeTest = async (folder: string) => {
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined, UPDATE: undefined };
  return await execa("node", ["--test", "--test-reporter=tap", "plan.test.js"], {
    cwd: folder,
    env,
    extendEnv: false,
    reject: false,
  });
};

const inVitest = await installed({});

// These run in the vitest that runs this file.
describe("vitest", () => {
  testPlan(join(inVitest, "plan.json"), join(inVitest, "cases"), { test });
});

describe("node --test", () => {
  const text = `import { testPlan } from "conn-codemod/testing";
    testPlan("plan.json", "cases");`;

  test("passes, and fails with the difference", async () => {
    const good = await nodeTest(await installed({ "plan.test.js": text }));
    expect([good.exitCode, good.stdout]).toEqual([0, expect.stringContaining("# pass 2")]);
    const bad = await installed({ "plan.test.js": text, "cases/moved/after/b.ts": "export {}\n" });
    const { exitCode, stdout } = await nodeTest(bad);
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining("# fail 1")]);
    expect(stdout).toContain("+export {};");
  });
});
