import { expect, test } from "vitest";
import { cli } from "../helpers/cli.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallFiles, smallTarget } from "../helpers/small-target.ts";

const comment = (text: string) => ({
  kind: "remove-comment",
  params: { text, mode: "includes", in: ["src/**"] },
});

const missing = { kind: "move-module", params: { from: "src/nothing.ts", to: "src/some.ts" } };

const files = {
  ...smallFiles,
  "src/user.ts": "export const user = 1; // of oldThing\n// an oldThing stays\n",
};

/** Phases of one step each; the first one changes nothing that names the thing. */
const planWith = (...steps: readonly object[]) => ({
  id: "small",
  title: "Old things go",
  names: ["oldThing"],
  phases: [comment("nowhere"), ...steps].map((step, index) => ({
    id: `${index + 1}`,
    title: `Phase ${index + 1}`,
    steps: [step],
  })),
});

const occurrences = async (plan: unknown, ...args: string[]) => {
  const target = await smallTarget(files, plan);
  const command = ["run", target.plan, "-d", "--format", "json", ...args];
  const { stdout } = await cli(target.root, command);
  return readReport(stdout).occurrences["oldThing"];
};

test("what a later phase removes counts as allowed", async () => {
  const plan = planWith(comment("of oldThing"), comment("was oldThing"));
  expect(await occurrences(plan, "--phase", "1")).toMatchObject({
    total: 5,
    inPaths: 1,
    allowed: 2,
    unresolved: 3,
  });
  expect(await occurrences(plan, "--phase", "2")).toMatchObject({ removed: 0, allowed: 1 });
  // The phases before it do not come any more.
  expect(await occurrences(plan, "--phase", "3")).toMatchObject({
    edited: 1,
    allowed: 0,
    unresolved: 4,
  });
});

test("a later phase that is blocked removes nothing, nor does one behind it", async () => {
  const plan = planWith(comment("of oldThing"), missing, comment("was oldThing"));
  expect(await occurrences(plan, "--phase", "1")).toMatchObject({ allowed: 1, unresolved: 4 });
});

test("nothing is said of what comes after a phase that is blocked", async () => {
  const plan = planWith(missing, comment("was oldThing"));
  expect(await occurrences(plan, "--phase", "2")).toMatchObject({ allowed: 0, unresolved: 5 });
});
