import { rmSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { applyChangeSet } from "../../workspace/apply.ts";
import { recover } from "../../workspace/recover.ts";
import { eachOf, send } from "./children.ts";
import { dieAt, forgetLocks, momentsOf, refuse } from "./deaths.ts";
import type { Moment } from "./deaths.ts";
import { fixtureApply } from "./fixture-apply.ts";
import type { FixtureApply } from "./fixture-apply.ts";
import { journalOf } from "./tree.ts";

let fixture: FixtureApply;

beforeAll(async () => {
  fixture = await fixtureApply();
});

const endAt = ({ index, half }: Moment) => [half ? "half" : "call", index] as const;

const where = ({ index, half }: Moment): string => `${half ? "half of" : "before"} call ${index}`;

/**
 * Every moment at which the disk is not as at the moment before it; and, to see that it is so, some
 * of those that come after a call which only looks.
 */
function worthKilling(moments: readonly Moment[]): readonly Moment[] {
  return moments.filter(({ afterChange }, at) => afterChange || at % 10 === 0);
}

test("a kill at any file system call, and recover: the old tree or the new one", async () => {
  const { changes, changesFile, moments, copy, nameOf } = fixture;
  const kills = worthKilling(moments);
  const failed: string[] = [];
  const seen = { before: 0, after: 0, neither: 0 };
  await eachOf(kills, async (at) => {
    const root = await copy();
    await send({ what: "apply", root, changes: changesFile, end: endAt(at) });
    await recover(root);
    const name = nameOf(root);
    seen[name] += 1;
    if (name === "before") await applyChangeSet(root, changes);
    if (nameOf(root) !== "after") failed.push(where(at));
    rmSync(root, { recursive: true });
  });
  const calls = moments.filter(({ half }) => !half).length;
  const changed = moments.filter(({ afterChange }) => afterChange).length;
  console.log(
    `The apply of ${changes.length} files makes ${calls} file system calls. At ${changed} moments, in half of a write too, the disk is not as at the moment before.
${kills.length - failed.length} of ${kills.length} kills recovered, at all of those and at every tenth other call: ${seen.before} to the old tree, ${seen.after} to the new one. Run again, all end in the new one.`,
  );
  expect(failed).toEqual([]);
  expect(seen.neither).toBe(0);
});

test("a kill at any call of the recovery, and recover again: the same tree", async () => {
  const { changes, changesFile, copy, nameOf } = fixture;
  const middle = fixture.moments.filter(({ afterChange }) => afterChange);
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
    const moments = await momentsOf(start, () => recover(start));
    const all = moments.filter(({ afterChange }) => afterChange);
    expect(nameOf(start)).toBe(wanted);
    await eachOf(all, async (at) => {
      const root = await copy();
      await cutShort(root);
      await send({ what: "recover", root, changes: changesFile, end: endAt(at) });
      await recover(root);
      if (nameOf(root) !== wanted) failed.push(`${state}: ${where(at)}`);
      rmSync(root, { recursive: true });
    });
    kills += all.length;
  }
  console.log(
    `${kills - failed.length} of ${kills} kills of the recovery, on the way forward and on the way back, recovered.`,
  );
  expect(failed).toEqual([]);
});
