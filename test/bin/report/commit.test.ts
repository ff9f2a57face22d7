import { expect, test } from "vitest";
import { readTool } from "../../../bin/tool.ts";
import { inProcess } from "../../helpers/in-process.ts";
import { smallFiles, smallPlan, smallTarget } from "../../helpers/small-target.ts";

const said = async (plan: unknown, ...args: readonly string[]): Promise<string> => {
  const target = await smallTarget(smallFiles, plan);
  const all = ["run", target.plan, "-d", "--format", "commit", ...args];
  return (await inProcess(target.root, all)).stdout;
};

test("a message has the plan's title, the steps that did something, and what is left", async () => {
  expect(await said(smallPlan)).toBe(`Old things become new things

- move module src/old-thing.ts to src/thing.ts
- remove the comment “was oldThing”

2 files: 1 modified, 1 moved.
1 occurrence of a retired name unresolved.

conn-codemod ${readTool().version}, plan small
`);
});

test("no line is longer than git shows, however long the plan's words are", async () => {
  const title =
    "A very long title that goes on and on, far beyond what anybody would read in a log";
  const [first, ...others] = smallPlan.phases;
  const text = "was oldThing".padEnd(200, " and more of it");
  const steps = [{ kind: "remove-comment", params: { text, in: ["**"] } }, ...(first?.steps ?? [])];
  const message = await said({ ...smallPlan, title, phases: [{ ...first, steps }, ...others] });
  expect(message.split("\n")[0]).toMatch(/^A very long title .*…$/);
  expect(Math.max(...message.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(72);
});

test("nothing that the repository says is in it", async () => {
  const files = { ...smallFiles, "src/[skip ci].ts": "export const oldThing = 1;\n" };
  const { root, plan } = await smallTarget(files);
  const { stdout } = await inProcess(root, ["run", plan, "-d", "--format", "commit"]);
  expect(stdout).toContain("2 occurrences of a retired name unresolved.");
  expect(stdout).not.toContain("skip ci");
});

test("where nothing has to change, it says so", async () => {
  expect(await said(smallPlan, "--phase", "3")).toContain("Nothing has to change.");
});
