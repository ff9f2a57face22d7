import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { applyChangeSet } from "../../../workspace/apply/apply.ts";
import type { ChangeSet } from "../../../workspace/change-set.ts";
import { recover, undo } from "../../../workspace/apply/recover.ts";
import { dieAt, forgetLocks, momentsOf, refuse } from "../../crash/deaths.ts";
import type { Moment } from "../../crash/deaths.ts";
import { plantMixed } from "../../crash/mixed-change.ts";
import { journalOf, treeOf } from "../../crash/tree.ts";
import type { Tree } from "../../crash/tree.ts";
import { folderInMemory } from "../../crash/folder-in-memory.ts";

async function planted(): Promise<{ root: string; changes: ChangeSet }> {
  const root = await folderInMemory();
  return { root, changes: plantMixed(root) };
}

let before: Tree;
let after: Tree;
let moments: readonly Moment[];

beforeAll(async () => {
  const { root, changes } = await planted();
  before = treeOf(root);
  moments = await changingMoments(root, () => applyChangeSet(root, changes));
  after = treeOf(root);
});

/** Before a call that comes after one which only looks, nothing is new. */
async function changingMoments(
  root: string,
  work: () => Promise<unknown>,
): Promise<readonly Moment[]> {
  return (await momentsOf(root, work)).filter(({ afterChange }) => afterChange);
}

/** Every n-th: all of them are for `npm run test:crash`, which kills processes. */
function some<T>(all: readonly T[], n: number): readonly T[] {
  return all.filter((_, index) => index % n === 0);
}

/** Which of the two trees it is; the whole tree, to be shown, if it is neither. */
function nameOf(root: string): "before" | "after" | Tree {
  const tree = treeOf(root);
  if (JSON.stringify(tree) === JSON.stringify(before)) return "before";
  return JSON.stringify(tree) === JSON.stringify(after) ? "after" : tree;
}

describe("an undisturbed apply", () => {
  test("makes every kind of change", () => {
    expect(after).toEqual({
      "a.ts": "file 644 b goes to a",
      "b.ts": "file 644 a goes to b",
      "change.sh": "file 755 new change",
      empty: "folder 755",
      "empty/new": "folder 755",
      "empty/new/added.ts": "file 644 added",
      file: "folder 755",
      "file/inner.ts": "file 644 inner",
      folder: "file 644 was a folder",
      new: "folder 755",
      "new/move.ts": "file 640 moved and edited",
      stays: "folder 755",
      "stays/other.ts": "file 644 stays",
    });
  });

  test("leaves only what takes it back, and that takes it back, modes and folders too", async () => {
    const { root, changes } = await planted();
    await applyChangeSet(root, changes);
    expect(journalOf(root)).toEqual([".gitignore", "last"]);
    expect(await undo(root)).toMatchObject({ kind: "done", to: "before", files: 13, left: [] });
    expect(nameOf(root)).toBe("before");
    expect(journalOf(root)).toEqual([]);
    expect(await undo(root)).toEqual({ kind: "nothing" });
    expect(await recover(root)).toEqual({ kind: "nothing" });
  });
});

describe("an apply that is cut short", () => {
  test("at any of its file system calls, recovers to the old tree or the new one", async () => {
    expect(moments.length).toBeGreaterThan(150);
    const seen = { before: 0, after: 0 };
    for (const moment of some(moments, 2)) {
      const { root, changes } = await planted();
      await dieAt(root, moment, () => applyChangeSet(root, changes));
      const committed = existsSync(join(root, ".conn-codemod/forward"));
      const outcome = await recover(root);
      const name = nameOf(root);
      const to = outcome.kind === "done" ? outcome.to : name;
      // Right after the mark, nothing else need have been done.
      expect({ moment, name, to }).toEqual({ moment, name: committed ? "after" : to, to });
      if (typeof name === "object") break;
      seen[name] += 1;
      if (moment.index % 5 > 0) continue;
      // Convergent: what was taken back is made now, what was completed can be taken back.
      if (name === "before") await applyChangeSet(root, changes);
      expect(nameOf(root)).toBe("after");
      await undo(root);
      expect(nameOf(root)).toBe("before");
      expect(await recover(root)).toEqual({ kind: "nothing" });
      expect(journalOf(root)).toEqual([]);
    }
    expect(Math.min(seen.before, seen.after)).toBeGreaterThan(15);
  });

  test("in the recovery too, at any of its calls, forward and back", async () => {
    for (const [cutShort, state, wanted] of [
      [cutShortForward, "forward", "after"],
      [cutShortBack, "back", "before"],
    ] as const) {
      const first = await planted();
      await cutShort(first.root, first.changes);
      expect(journalOf(first.root)).toContain(state);
      expect(typeof nameOf(first.root)).toBe("object");
      const calls = await changingMoments(first.root, () => recover(first.root));
      expect(nameOf(first.root)).toBe(wanted);
      for (const moment of some(calls, 4)) {
        const { root, changes } = await planted();
        await cutShort(root, changes);
        await dieAt(root, moment, () => recover(root));
        await recover(root);
        expect({ moment, name: nameOf(root) }).toEqual({ moment, name: wanted });
        expect(journalOf(root)).not.toContain(state);
      }
    }
  });

  test("and undoing it, at any of its calls", async () => {
    const first = await planted();
    await applyChangeSet(first.root, first.changes);
    const calls = await changingMoments(first.root, () => undo(first.root));
    for (const moment of some(calls, 6)) {
      const { root, changes } = await planted();
      await applyChangeSet(root, changes);
      await dieAt(root, moment, () => undo(root));
      await recover(root);
      const name = nameOf(root);
      expect(["before", "after"]).toContain(name);
      // Either it was taken back, or it still can be.
      expect((await undo(root)).kind).toBe(name === "before" ? "nothing" : "done");
      expect(nameOf(root)).toBe("before");
    }
  });
});

describe("a system that refuses", () => {
  test.each([
    ["ENOSPC", 1],
    ["EACCES", 4],
    ["EIO", 7],
  ] as const)("any one call with %s: nothing is lost, and a file is named", async (code, start) => {
    const { root, changes } = await planted();
    let refused = 0;
    for (let at = start; ; at += 9) {
      const error = await refuse(root, { at, code }, () => applyChangeSet(root, changes));
      if (error === undefined) break;
      refused += 1;
      expect(error).toMatchObject({ name: "UserError" });
      const { message } = error as Error;
      expect(message).toMatch(NAMES);
      forgetLocks(root);
      await recover(root);
      const name = nameOf(root);
      expect(["before", "after"]).toContain(name);
      expect(name === "after").toBe(/was written whole|all was done/.test(message));
      if (name === "after") await undo(root);
    }
    expect(refused).toBeGreaterThan(40);
  });

  test.each(["ENOSPC", "EACCES", "EIO"] as const)(
    "every call from one on with %s: when it works again, recover ends it",
    async (code) => {
      for (const { index: at } of some(moments, 8)) {
        const { root, changes } = await planted();
        const work = () => applyChangeSet(root, changes);
        const error = await refuse(root, { at, code, on: true }, work);
        expect(error).toMatchObject({ name: "UserError" });
        expect((error as Error).message).toMatch(NAMES);
        forgetLocks(root);
        await recover(root);
        expect(["before", "after"]).toContain(nameOf(root));
      }
    },
  );
});

/** A file of the change, a folder of one, the root, or a file of the journal. */
const NAMES = /\b(?:a\.ts|b\.ts|change\.sh|empty|file|folder|old|new|private|stays)\b|conn-codemod/;

/** In the middle of putting the files into place. */
async function cutShortForward(root: string, changes: ChangeSet): Promise<void> {
  await dieAt(root, { index: middle(), half: false }, () => applyChangeSet(root, changes));
}

/** In the middle of taking it back, after a call had been refused. */
async function cutShortBack(root: string, changes: ChangeSet): Promise<void> {
  await refuse(root, { at: middle(), code: "EIO" }, async () => {
    const death = { index: middle() + 120, half: false };
    await dieAt(root, death, () => applyChangeSet(root, changes));
  });
  forgetLocks(root);
}

/** A call by which half of the files are in place. */
function middle(): number {
  return moments[Math.floor(moments.length * 0.8)]?.index ?? 1;
}
