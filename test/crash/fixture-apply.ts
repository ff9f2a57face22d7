import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { copyTree, projectRoot } from "../helpers/fixture-tree.ts";
import { builtInChange } from "./built-in-change.ts";
import { momentsOf } from "./deaths.ts";
import type { Moment } from "./deaths.ts";
import { folderInMemory } from "./folder-in-memory.ts";
import { treeOf } from "./tree.ts";
import type { Tree } from "./tree.ts";

/** Both phases of the built-in plan on the fixture monorepo: found once, to be made again and again. */
export interface FixtureApply {
  readonly changes: ChangeSet;
  /** A file with the changes as JSON. */
  readonly changesFile: string;
  readonly before: Tree;
  /** Of an undisturbed apply. */
  readonly moments: readonly Moment[];
  /** A new copy of the tree before. */
  copy(): Promise<string>;
  nameOf(root: string): "before" | "after" | "neither";
}

export async function fixtureApply(): Promise<FixtureApply> {
  const template = join(await folderInMemory(), "template");
  await copyTree(join(projectRoot, "fixtures/console/before"), template);
  const changes = await builtInChange(template);
  const changesFile = join(await folderInMemory(), "changes.json");
  writeFileSync(changesFile, JSON.stringify(changes));
  const copy = async (): Promise<string> => {
    const root = join(await folderInMemory(), "tree");
    await copyTree(template, root);
    return root;
  };
  const root = await copy();
  const moments = await momentsOf(root, () => applyChangeSet(root, changes));
  const tree = treeOf(template);
  const before = JSON.stringify(tree);
  const after = JSON.stringify(treeOf(root));
  const nameOf = (each: string): "before" | "after" | "neither" => {
    const tree = JSON.stringify(treeOf(each));
    if (tree === before) return "before";
    return tree === after ? "after" : "neither";
  };
  return { changes, changesFile, before: tree, moments, copy, nameOf };
}
