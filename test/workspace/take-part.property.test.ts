import { applyPatch, structuredPatch } from "diff";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeSet } from "../../workspace/change-set.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { fileDiff } from "../../workspace/diff.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import { leftOut, takePart, withChanges } from "../../workspace/take-part.ts";
import type { Decision } from "../../workspace/take-part.ts";

/** Few different lines, so that texts have repetitions; some with a carriage return. */
const line = fc.constantFrom("a", "b", "c", "", "}", "a\r", "\r", "x y");

/** A text and what it has become by a few edits that stand far enough apart for several hunks. */
const pair = fc
  .record({
    blocks: fc.array(
      fc.record({
        kept: fc.array(line, { maxLength: 9 }),
        old: fc.array(line, { maxLength: 3 }),
        now: fc.array(line, { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    ends: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .map(({ blocks, ends: [oldEnd, nowEnd] }) => {
    const join = (side: "old" | "now", end: boolean): string => {
      const text = blocks.flatMap((block) => [...block.kept, ...block[side]]).join("\n");
      return end && text !== "" ? `${text}\n` : text;
    };
    return { before: join("old", oldEnd), after: join("now", nowEnd) };
  })
  .filter(({ before, after }) => before !== after);

const choice = fc.infiniteStream(fc.boolean());

function modified({ before, after }: { before: string; after: string }): ChangeSet {
  const disk = snapshotOf({ "f.ts": before });
  return changeSet(disk, disk.with([{ kind: "write", path: "f.ts", text: after }], "1.1"));
}

function choose(changes: ChangeSet, stream: Iterator<boolean>): ReadonlySet<number> {
  const hunks = changes.flatMap((change) => fileDiff(change).hunks);
  return new Set([...hunks.keys()].filter(() => stream.next().value === true));
}

const RUNS = { numRuns: 500 };

describe("hunks of one file", () => {
  test("all of them are the change", () => {
    fc.assert(
      fc.property(pair, (texts) => {
        const changes = modified(texts);
        const all = new Set(fileDiff(one(changes)).hunks.keys());
        expect(takePart(changes, new Map([["f.ts", { hunks: all }]]))).toEqual(changes);
        expect(leftOut(changes, new Map([["f.ts", { hunks: all }]]))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("none of them is nothing", () => {
    fc.assert(
      fc.property(pair, (texts) => {
        const changes = modified(texts);
        const none = new Map<string, Decision>([["f.ts", { hunks: new Set<number>() }]]);
        expect(takePart(changes, none)).toEqual([]);
        expect(leftOut(changes, none)).toEqual(leftOut(changes, new Map()));
      }),
      RUNS,
    );
  });

  test("some of them are what another program makes of a patch with just these", () => {
    fc.assert(
      fc.property(pair, choice, (texts, stream) => {
        const changes = modified(texts);
        const hunks = choose(changes, stream);
        const part = takePart(changes, new Map([["f.ts", { hunks }]]));
        const patch = structuredPatch("f", "f", texts.before, texts.after, "", "", { context: 3 });
        const some = { ...patch, hunks: patch.hunks.filter((_, index) => hunks.has(index)) };
        const expected = applyPatch(texts.before, some, { autoConvertLineEndings: false });
        expect(part[0]?.after ?? texts.before).toBe(expected);
      }),
      RUNS,
    );
  });

  test("of one that is left, the lines are named as they stand in the result", () => {
    fc.assert(
      fc.property(pair, choice, (texts, stream) => {
        const changes = modified(texts);
        const decisions = new Map([["f.ts", { hunks: choose(changes, stream) }]]);
        const result = takePart(changes, decisions)[0]?.after ?? texts.before;
        const lines = result.split("\n");
        const { hunks } = fileDiff(one(changes));
        for (const { hunk, line: first, lines: touched } of leftOut(changes, decisions)) {
          const ours = hunk === undefined ? hunks : hunks.slice(hunk, hunk + 1);
          const gone = ours.flatMap((each) => each.lines.filter((text) => text.startsWith("-")));
          expect(touched.map((number) => `-${lines[number - 1]}`)).toEqual(gone);
          expect(first).toBeGreaterThanOrEqual(1);
          expect(first).toBeLessThanOrEqual(Math.max(1, lines.length));
          for (const number of touched.slice(0, 1)) expect(first).toBeLessThanOrEqual(number);
        }
      }),
      RUNS,
    );
  });
});

const files = {
  "added-to.ts": "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18",
  "gone.ts": "one\ntwo\n",
  "old/place.ts": "a\nb\nc\n",
  "stays.ts": "as it is\n",
};
const ops: readonly Op[] = [
  { kind: "write", path: "new.ts", text: "new\n" },
  { kind: "delete", path: "gone.ts" },
  { kind: "move", from: "old/place.ts", to: "new/place.ts" },
  { kind: "write", path: "new/place.ts", text: "a\nB\nc\n" },
  {
    kind: "write",
    path: "added-to.ts",
    text: `0\n${files["added-to.ts"].replace("2\n", "")}\n19\n`,
  },
];
const disk = snapshotOf(files);
const changes = changeSet(disk, disk.with(ops, "1.1"));

describe("files", () => {
  test("any choice of whole files is those changes, and the tree is the one that they lead to", () => {
    const paths = changes.map(({ path }) => path);
    fc.assert(
      fc.property(fc.subarray(paths), (accepted) => {
        const decisions = new Map<string, Decision>(accepted.map((path) => [path, "accept"]));
        const part = takePart(changes, decisions);
        expect(part).toEqual(changes.filter(({ path }) => accepted.includes(path)));
        const left = leftOut(changes, decisions);
        expect(left.map(({ change }) => change.path)).toEqual(
          paths.filter((path) => !accepted.includes(path)),
        );
        const tree = withChanges(disk, part, "1.1");
        expect(changeSet(disk, tree)).toEqual(part.map((each) => ({ ...each, steps: ["1.1"] })));
      }),
    );
  });

  test("a moved file that is skipped is named where it stays, with the lines that stay", () => {
    const [left] = leftOut(changes, except("new/place.ts", "skip"));
    expect(left).toMatchObject({ path: "old/place.ts", hunk: undefined, line: 2, lines: [2] });
  });

  test("a moved file without its hunks moves as it is, and the hunk is named at the new place", () => {
    const decisions = except("new/place.ts", { hunks: new Set<number>() });
    const part = takePart(changes, decisions);
    expect(part.find(({ path }) => path === "new/place.ts")).toMatchObject({
      change: "moved",
      from: "old/place.ts",
      after: "a\nb\nc\n",
    });
    expect(leftOut(changes, decisions)).toMatchObject([
      { path: "new/place.ts", hunk: 0, line: 2, lines: [2] },
    ]);
  });

  test("a hunk behind one that adds and takes lines is named where it stands then", () => {
    const decisions = except("added-to.ts", { hunks: new Set([0]) });
    expect(leftOut(changes, decisions)).toMatchObject([
      { path: "added-to.ts", hunk: 1, line: 18, lines: [18] },
    ]);
    const part = takePart(changes, decisions).find(({ path }) => path === "added-to.ts");
    expect(part?.after?.startsWith("0\n1\n3\n")).toBe(true);
    expect(part?.after?.endsWith("\n18")).toBe(true);
  });

  test("a deleted file that is skipped leaves all of its lines; an added one none", () => {
    expect(leftOut(changes, except("gone.ts", "skip"))).toMatchObject([
      { path: "gone.ts", line: 1, lines: [1, 2] },
    ]);
    expect(leftOut(changes, except("new.ts", "skip"))).toMatchObject([
      { path: "new.ts", line: 1, lines: [] },
    ]);
  });
});

function except(path: string, decision: Decision): Map<string, Decision> {
  return new Map<string, Decision>(
    changes.map((change) => [change.path, change.path === path ? decision : "accept"]),
  );
}

function one(set: ChangeSet): ChangeSet[number] {
  const [first] = set;
  if (!first) throw new Error("there is no change");
  return first;
}
