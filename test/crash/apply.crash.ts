import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { applyChangeSet } from "../../workspace/apply.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { recover, undo } from "../../workspace/recover.ts";
import { copyTree, projectRoot } from "../helpers/fixture-tree.ts";
import { builtInChange } from "./built-in-change.ts";
import { eachOf, send } from "./children.ts";
import { dieAt, forgetLocks, momentsOf, refuse } from "./deaths.ts";
import type { Moment } from "./deaths.ts";
import { folderInMemory } from "./folder-in-memory.ts";
import { journalOf, treeOf } from "./tree.ts";
import type { Tree } from "./tree.ts";

// Both phases of the built-in plan on the fixture monorepo: the change is found once, and then made
// again and again.

let template: string;
let changes: ChangeSet;
let changesFile: string;
let before: Tree;
let after: Tree;
let moments: readonly Moment[];

beforeAll(async () => {
  template = join(await folderInMemory(), "template");
  await copyTree(join(projectRoot, "fixtures/console/before"), template);
  changes = await builtInChange(template);
  changesFile = join(await folderInMemory(), "changes.json");
  writeFileSync(changesFile, JSON.stringify(changes));
  before = treeOf(template);
  const root = await copy();
  moments = await momentsOf(root, () => applyChangeSet(root, changes));
  after = treeOf(root);
  const calls = moments.filter(({ half }) => !half).length;
  console.log(`The apply of ${changes.length} files makes ${calls} file system calls.`);
});

async function copy(): Promise<string> {
  const root = join(await folderInMemory(), "tree");
  await copyTree(template, root);
  return root;
}

function nameOf(root: string): "before" | "after" | "neither" {
  const tree = JSON.stringify(treeOf(root));
  if (tree === JSON.stringify(before)) return "before";
  return tree === JSON.stringify(after) ? "after" : "neither";
}

const endAt = ({ index, half }: Moment) => [half ? "half" : "call", index] as const;

const where = ({ index, half }: Moment): string => `${half ? "half of" : "before"} call ${index}`;

test("a kill at any file system call, and recover: the old tree or the new one", async () => {
  const failed: string[] = [];
  const seen = { before: 0, after: 0, neither: 0 };
  let killed = 0;
  await eachOf(moments, async (at) => {
    const root = await copy();
    // Where the call before only looks, the disk is as at the moment before. A process of its own
    // for each of these would take most of the time, so there the end is played in this one.
    if (at.afterChange) {
      killed += 1;
      await send({ what: "apply", root, changes: changesFile, end: endAt(at) });
      await send({ what: "recover", root, changes: changesFile });
    } else {
      await dieAt(root, at, () => applyChangeSet(root, changes));
      await recover(root);
    }
    const name = nameOf(root);
    seen[name] += 1;
    if (name === "before") await applyChangeSet(root, changes);
    if (nameOf(root) !== "after") failed.push(where(at));
    rmSync(root, { recursive: true });
  });
  console.log(
    `${moments.length - failed.length} of ${moments.length} kills recovered (${killed} with SIGKILL, at every call that finds the disk changed): ${seen.before} to the old tree, ${seen.after} to the new one. Run again, all end in the new one.`,
  );
  expect(failed).toEqual([]);
  expect(seen.neither).toBe(0);
});

test("a kill at any call of the recovery, and recover again: the same tree", async () => {
  const middle = moments.filter(({ afterChange }) => afterChange);
  const cut = middle[Math.floor(middle.length * 0.75)] ?? { index: 1, half: false };
  let kills = 0;
  const failed: string[] = [];
  for (const [state, wanted] of [
    ["forward", "after"],
    ["back", "before"],
  ] as const) {
    const cutShort = async (root: string): Promise<void> => {
      const apply = () => applyChangeSet(root, changes);
      if (state === "forward") return await dieAt(root, cut, apply);
      const death = { index: cut.index + 300, half: false };
      await refuse(root, { at: cut.index, code: "EIO" }, () => dieAt(root, death, apply));
      forgetLocks(root);
    };
    const start = await copy();
    await cutShort(start);
    expect(journalOf(start)).toContain(state);
    const calls = (await momentsOf(start, () => recover(start))).filter((it) => it.afterChange);
    expect(nameOf(start)).toBe(wanted);
    await eachOf(calls, async (at) => {
      const root = await copy();
      await cutShort(root);
      await send({ what: "recover", root, changes: changesFile, end: endAt(at) });
      await send({ what: "recover", root, changes: changesFile });
      if (nameOf(root) !== wanted) failed.push(`${state}: ${where(at)}`);
      rmSync(root, { recursive: true });
    });
    kills += calls.length;
  }
  console.log(`${kills - failed.length} of ${kills} kills of the recovery recovered.`);
  expect(failed).toEqual([]);
});

test.each(["ENOSPC", "EACCES", "EIO"] as const)(
  "%s at any file system call: nothing lost, and a file is named",
  async (code) => {
    const root = await copy();
    const failed: string[] = [];
    const paths = new Set(changes.flatMap(({ path, from }) => [path, from ?? path]));
    const names = [...paths, ...[...paths].map((path) => path.slice(0, path.lastIndexOf("/")))];
    let refused = 0;
    for (let at = 1; ; at += 1) {
      const error = await refuse(root, { at, code }, () => applyChangeSet(root, changes));
      if (error === undefined) break;
      refused += 1;
      forgetLocks(root);
      await recover(root);
      const said = error instanceof Error && error.name === "UserError" ? error.message : "";
      const named = [...names, ".conn-codemod", root].some((name) => said.includes(name));
      const name = nameOf(root);
      const whole = /was written whole|all was done/.test(said);
      if (!named || name !== (whole ? "after" : "before")) failed.push(`${at}: ${name}: ${said}`);
      if (name === "after") await undo(root);
      expect({ at, tree: nameOf(root) }).toEqual({ at, tree: "before" });
    }
    console.log(
      `${refused - failed.length} of ${refused} calls refused with ${code}: nothing lost.`,
    );
    expect(failed).toEqual([]);
    expect(refused).toBeGreaterThan(changes.length);
  },
);
