import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../helpers/fixture-tree.ts";
import { honestTarget } from "./honest-target.ts";
import { saidIn } from "./play.ts";
import { AUDIT, ON_BASE, STRICT } from "./trick.ts";
import { ofTheBase } from "./tricks/base.ts";
import { ofBaselines } from "./tricks/baseline.ts";
import { ofCommands } from "./tricks/commands.ts";
import { ofContents } from "./tricks/contents.ts";
import { ofTheDocument } from "./tricks/document.ts";
import { ofPlans } from "./tricks/plan.ts";
import { ofTheTree } from "./tricks/tree.ts";

const tricks = [
  ...ofTheTree,
  ...ofContents,
  ...ofTheDocument,
  ...ofPlans,
  ...ofCommands,
  ...ofBaselines,
  ...ofTheBase,
];

test("what the tricks are played on passes the gate", async () => {
  const { root } = await honestTarget();
  for (const args of [AUDIT, ON_BASE, STRICT]) {
    const { exitCode, said } = await saidIn(root, args);
    expect(said).toContain("All 5 criteria hold. 1 bullet left to a person.");
    expect(said).not.toMatch(/could not|Left for a person|Seen by no criterion|✖|!/);
    expect(exitCode).toBe(0);
  }
});

test("the README says how many tricks there are", () => {
  const names = tricks.map(({ what }) => what);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  // What is played once more with --strict is no other trick.
  const ways = new Set(names.map((name) => name.replace(/, with --strict$/, "")));
  const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
  expect(/(\d+)\s+ways to fool a gate/.exec(readme)?.[1]).toBe(`${ways.size}`);
});
