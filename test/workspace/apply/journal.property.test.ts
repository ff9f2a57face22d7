import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { applyChangeSet } from "../../../workspace/apply/apply.ts";
import type { ChangeSet, FileChange } from "../../../workspace/change-set.ts";
import { recover, undo } from "../../../workspace/apply/recover.ts";
import { foldersAbove } from "../../../workspace/repo-path.ts";
import { dieAt, momentsOf } from "../../crash/deaths.ts";
import { folderInMemory } from "../../crash/folder-in-memory.ts";
import { added, deleted, modified, moved } from "../../crash/mixed-change.ts";
import { treeOf } from "../../crash/tree.ts";
import { readFiles, writeFiles } from "../../helpers/disk-tree.ts";

type Files = Readonly<Record<string, string>>;

/** Names that get in each other's way: one is the folder of another, or differs only in case. */
const PATHS = ["a", "a/x", "a/y/z", "b", "b/x", "B", "c.ts", "C.ts", "d/e/f.ts", "d/e/g", "d/h"];

/** Without the paths that would have to be a file and a folder. */
function possible(files: Files): Files {
  const paths = Object.keys(files);
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !paths.some((it) => foldersAbove(it).includes(path))),
  );
}

const treeArbitrary = fc
  .dictionary(fc.constantFrom(...PATHS), fc.constantFrom("1", "2", "3", "some more text\n"))
  .map(possible);

/** What leads from one tree to the other; where a file goes and one comes, they may be one. */
function difference(before: Files, after: Files, asMoves: boolean): ChangeSet {
  const coming = Object.entries(after).filter(([path]) => before[path] === undefined);
  const going = Object.entries(before).filter(([path]) => after[path] === undefined);
  const changes: FileChange[] = Object.entries(after).flatMap(([path, text]) => {
    const old = before[path];
    return old === undefined || old === text ? [] : [modified(path, old, text)];
  });
  const pairs = asMoves ? Math.min(coming.length, going.length) : 0;
  for (const [index, [path, text]] of coming.splice(0, pairs).entries()) {
    const [from, old] = going[index] ?? ["", ""];
    changes.push(moved(from, path, old, text));
  }
  going.splice(0, pairs);
  changes.push(...coming.map(([path, text]) => added(path, text)));
  changes.push(...going.map(([path, text]) => deleted(path, text)));
  return changes.sort((one, other) => (one.path < other.path ? -1 : 1));
}

let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await folderInMemory();
});

function plant(files: Files): string {
  count += 1;
  const root = join(folder, String(count));
  mkdirSync(root);
  writeFiles(root, files);
  return root;
}

test("any change, cut short anywhere, and again on the way: the old tree or the new one", async () => {
  const moment = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
  await fc.assert(
    fc.asyncProperty(
      treeArbitrary,
      treeArbitrary,
      fc.boolean(),
      moment,
      moment,
      async (before, after, asMoves, first, second) => {
        const changes = difference(before, after, asMoves);
        const undisturbed = plant(before);
        const old = treeOf(undisturbed);
        const moments = await momentsOf(undisturbed, () => applyChangeSet(undisturbed, changes));
        expect(readFiles(undisturbed)).toEqual(after);
        const wanted = treeOf(undisturbed);

        const root = plant(before);
        const cut = moments[Math.floor(first * moments.length)] ?? { index: 1, half: false };
        await dieAt(root, cut, () => applyChangeSet(root, changes));
        // A recovery of this length or longer is cut short as well.
        const again = { index: 1 + Math.floor(second * 2 * moments.length), half: second > 0.5 };
        await dieAt(root, again, () => recover(root));
        await recover(root);
        const reached = treeOf(root);
        expect([old, wanted]).toContainEqual(reached);

        // What was taken back can be made, and what was made can be taken back.
        if (JSON.stringify(reached) === JSON.stringify(old)) await applyChangeSet(root, changes);
        expect(treeOf(root)).toEqual(wanted);
        await undo(root);
        expect(treeOf(root)).toEqual(old);
        for (const each of [undisturbed, root]) rmSync(each, { recursive: true });
      },
    ),
    { numRuns: 150 },
  );
});
