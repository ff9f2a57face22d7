import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planCases } from "../bin/testing/index.ts";
import { inProcess } from "./helpers/in-process.ts";
import { readFiles } from "./helpers/disk-tree.ts";
import { copyTree, gitInit, projectRoot, temporaryFolder } from "./helpers/fixture-tree.ts";

const examples = readdirSync(join(projectRoot, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(examples)("examples/%s", (name) => {
  const folder = join(projectRoot, "examples", name);

  test("its plan makes of `before` what is in `after`, and leaves what is in left.json", async () => {
    const [only] = planCases(join(folder, "before/conn-codemod.config.ts"), folder);
    await expect(only?.run()).resolves.toBeUndefined();
  });

  test("a command without a plan finds it, and its criteria hold afterwards", async () => {
    const root = join(await temporaryFolder(), name);
    await copyTree(join(folder, "before"), root);
    await gitInit(root);
    const run = await inProcess(root, ["run", "--format", "json"]);
    expect(run.stderr).toContain("from conn-codemod.config.ts");
    expect(readFiles(root)).toEqual(readFiles(join(folder, "after")));
    const audit = await inProcess(root, ["audit", "--format", "json"]);
    const { criteria } = JSON.parse(audit.stdout) as {
      criteria: { kind: string; status: string }[];
    };
    // Nobody has made the migration.
    const others = criteria.filter(({ kind }) => kind !== "migration");
    expect(others.filter(({ status }) => !["pass", "manual"].includes(status))).toEqual([]);
  });
});

test("there are three", () => {
  expect(examples).toHaveLength(3);
});
