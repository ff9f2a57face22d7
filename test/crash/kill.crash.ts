import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import { recover } from "../../workspace/apply/recover.ts";
import { eachOf, send } from "./children.ts";
import type { Errand } from "./children.ts";
import { dieAt, forgetLocks, momentsOf, refuse } from "./deaths.ts";
import type { Moment } from "./deaths.ts";
import { fixtureApply } from "./fixture-apply.ts";
import type { FixtureApply } from "./fixture-apply.ts";
import { folderInMemory } from "./folder-in-memory.ts";
import { journalOf, plant, treeOf } from "./tree.ts";
import type { Tree } from "./tree.ts";

let fixture: FixtureApply;

beforeAll(async () => {
  fixture = await fixtureApply();
});

test("a kill at any file system call, and recover: the old tree or the new one", async () => {
  const { before, moments } = fixture;
  const { failed, seen } = await killAtEach("apply", before, moments);
  const calls = moments.filter(({ half }) => !half);
  const failedCalls = failed.filter(({ half }) => !half);
  console.log(
    `The apply of ${fixture.changes.length} files makes ${calls.length} file system calls. Killed right before each: ${calls.length - failedCalls.length} of ${calls.length} recovered; and in half of each write: ${moments.length - calls.length - (failed.length - failedCalls.length)} of ${moments.length - calls.length}. ${seen.before} times to the old tree, ${seen.after} times to the new one; run again, all end in the new one.`,
  );
  expect(failed).toEqual([]);
  expect(Math.min(seen.before, seen.after)).toBeGreaterThan(0);
});

test.each([
  ["preparing", 0.2, "before"],
  ["forward", 0.75, "after"],
  ["back", 0.75, "before"],
] as const)(
  "a kill at any call of the recovery of what is %s, and recover again: the same tree",
  async (state, part, wanted) => {
    const { changes, copy, nameOf } = fixture;
    const root = await copy();
    const cut = { index: Math.floor(fixture.moments.length * part), half: false };
    const apply = async () => await applyChangeSet(root, changes);
    if (state === "back") {
      const death = { index: cut.index + 300, half: false };
      await refuse(root, { at: cut.index, code: "EIO" }, () => dieAt(root, death, apply));
      forgetLocks(root);
    } else await dieAt(root, cut, apply);
    expect(journalOf(root)).toContain(state);
    const start = treeOf(root, { journal: true });
    const moments = await momentsOf(root, () => recover(root));
    expect(nameOf(root)).toBe(wanted);

    const { failed, seen } = await killAtEach("recover", start, moments);
    console.log(
      `The recovery of what is ${state}, killed at each call and in half of each write: ${moments.length - failed.length} of ${moments.length} recovered.`,
    );
    expect(failed).toEqual([]);
    expect(seen).toEqual({ before: 0, after: 0, neither: 0, [wanted]: moments.length });
  },
);

/**
 * Has a process of its own do it on `start`, kills that at each moment, recovers, and applies the
 * change again if it is not there. Says to which tree the recovery led, and at which moments one of
 * the two did not lead to where it should.
 */
async function killAtEach(what: Errand["what"], start: Tree, moments: readonly Moment[]) {
  const { changes, changesFile, nameOf } = fixture;
  const failed: Moment[] = [];
  const seen = { before: 0, after: 0, neither: 0 };
  await eachOf(moments, ownRoot, async (moment, root) => {
    plant(root, start);
    const end = [moment.half ? "half" : "call", moment.index] as const;
    await send({ what, root, changes: changesFile, end });
    await recover(root);
    const name = nameOf(root);
    seen[name] += 1;
    if (name === "before") await applyChangeSet(root, changes);
    if (nameOf(root) !== "after") failed.push(moment);
  });
  return { failed, seen };
}

async function ownRoot(): Promise<string> {
  return join(await folderInMemory(), "tree");
}
