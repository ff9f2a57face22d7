import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  copyTree,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "./helpers/fixture-tree.ts";

const folder = join(projectRoot, "examples");
const examples = readdirSync(folder, { withFileTypes: true }).filter((each) => each.isDirectory());

/** What `tsc` says of one side of an example, with this project's packages. */
async function errorsOf(name: string, side: string): Promise<readonly string[]> {
  const tree = join(await temporaryFolder(), side);
  await copyTree(join(folder, name, side), tree);
  await linkNodeModules(tree);
  return await typeErrors(tree);
}

describe.each(examples.map(({ name }) => name))("examples/%s", (name) => {
  test("has no more type errors after the plan than before it", async () => {
    const before = await errorsOf(name, "before");
    // One example is of a package whose present version does not go with that of the others.
    expect(before.filter((error) => !error.includes("'@trpc/react-query'"))).toEqual([]);
    expect(await errorsOf(name, "after")).toEqual(before);
  });
});
