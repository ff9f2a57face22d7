import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadPlan } from "../plans/load.ts";
import { writeFiles } from "./helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "./helpers/fixture-tree.ts";

test.each(["README.md", "docs/guide.md"])("the plan in TypeScript of %s is one", async (path) => {
  const text = readFileSync(join(projectRoot, path), "utf8");
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) => code);
  const plan = blocks.find((code) => code.includes("definePlan({")) ?? "";
  const folder = await temporaryFolder();
  writeFiles(folder, { "plan.ts": plan });
  const { id, phases } = await loadPlan("plan.ts", folder);
  expect([id, phases[0]?.steps.map(({ kind }) => kind)]).toEqual(["articles", ["rename-route"]]);
  expect(phases[0]?.criteria).toHaveLength(3);
});
