import { describe, expect, test } from "vitest";
import { canBeWatched } from "../../audits/coverage-gap.ts";
import { coverageGaps } from "../../audits/coverage.ts";
import type { CoverageInput } from "../../audits/coverage.ts";
import { bindCriterion } from "../../audits/criterion.ts";
import { pathAbsent, zeroReferences } from "../../audits/criteria/index.ts";
import type { ZeroReferences } from "../../audits/criteria/zero-references.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

type Files = Readonly<Record<string, string>>;

const at = { id: "c", phase: "1" };
const zero = (params: Partial<ZeroReferences> & { readonly paths: readonly string[] }) =>
  bindCriterion(zeroReferences, { name: "oldName", ...params }, at);
const absent = (...paths: readonly string[]) => bindCriterion(pathAbsent, { paths }, at);

/** `path spelling count line` of each gap, and what becomes of it. */
function gaps(
  files: Files,
  criteria: CoverageInput["criteria"],
  more: {
    ops?: readonly Op[];
    allow?: CoverageInput["allow"];
    now?: Files;
    applied?: boolean;
  } = {},
): readonly string[] {
  const before = snapshotOf(files);
  const after = before.with(more.ops ?? [], "1.1");
  const found = coverageGaps({
    criteria,
    names: ["oldName"],
    allow: more.allow ?? [],
    now: more.now ? snapshotOf(more.now) : more.applied ? after : before,
    before,
    ...(more.ops && { steps: { after, changes: changeSet(before, after) } }),
  });
  return found.map(({ path, spelling, count, line, change, movedTo, stays, steps }) =>
    [
      `${path}:${line} ${spelling ?? "whole"} ×${count}`,
      ...(change === null ? [] : [change]),
      ...(movedTo === null ? [] : [`to ${movedTo}`]),
      ...(stays === true ? ["stays"] : []),
      ...steps,
    ].join(" "),
  );
}

const write = (path: string, text: string): Op => ({ kind: "write", path, text });

describe("spellings that no criterion searches", () => {
  test("each is a gap of its own, with its count and first line", () => {
    const files = { "a/x.ts": "\nold_name oldName\noldName OldName\nold-name\noldNames" };
    expect(gaps(files, [])).toEqual([
      "a/x.ts:2 oldName ×2",
      "a/x.ts:2 old_name ×1",
      "a/x.ts:3 OldName ×1",
      "a/x.ts:4 old-name ×1",
    ]);
    expect(gaps(files, [zero({ paths: ["a"] })])).not.toContain("a/x.ts:2 oldName ×2");
    expect(gaps(files, [zero({ paths: ["./a/"], spellings: "all" })])).toEqual([]);
  });

  test("a search elsewhere, of another word, or with an exception does not count", () => {
    const files = { "a/x.ts": "oldName" };
    const gap = ["a/x.ts:1 oldName ×1"];
    expect(gaps(files, [zero({ paths: ["a/x"] })])).toEqual(gap);
    expect(gaps(files, [zero({ name: "oldNam", paths: ["."] })])).toEqual(gap);
    expect(gaps(files, [zero({ spellings: ["old_name"], paths: ["."] })])).toEqual(gap);
    const except = [{ paths: ["a/*"], reason: "may" }];
    expect(gaps(files, [zero({ paths: ["."], except })])).toEqual(gap);
    expect(gaps(files, [{}])).toEqual(gap);
    expect(gaps(files, [zero({ paths: ["."] })])).toEqual([]);
  });

  test("a word that would be found in the spelling counts, as it does for git grep", () => {
    expect(gaps({ "x.md": "old-name" }, [zero({ name: "old", paths: ["."] })])).toEqual([]);
  });

  test("what a rule allows needs no criterion, and neither does a file that has to go", () => {
    const files = { "docs/x.md": "oldName", "a/x.ts": "oldName" };
    const allow = [{ paths: ["docs/**"], reason: "history" }];
    expect(gaps(files, [absent("a")], { allow })).toEqual([]);
    const others = [{ names: ["another"], paths: ["docs/**"], reason: "history" }];
    expect(gaps(files, [absent("a")], { allow: others })).toEqual(["docs/x.md:1 oldName ×1"]);
  });
});

describe("files that the steps change", () => {
  test("an edit is a gap while no criterion would be red with the file as it was", () => {
    const files = { "x.ts": "oldName", "y.ts": "other" };
    const ops = [write("x.ts", "fresh"), write("y.ts", "else")];
    expect(gaps(files, [], { ops })).toEqual([
      "x.ts:1 oldName ×1 modified 1.1",
      "y.ts:1 whole ×0 modified 1.1",
    ]);
    const other = zero({ name: "other", paths: ["y.ts"] });
    expect(gaps(files, [zero({ paths: ["x.ts"] }), other], { ops })).toEqual([]);
  });

  test("it is the same whether the change has been written or not", () => {
    const files = { "x.ts": "\noldName" };
    const ops = [write("x.ts", "fresh")];
    const dry = gaps(files, [], { ops });
    expect(dry).toEqual(["x.ts:2 oldName ×1 modified 1.1"]);
    expect(gaps(files, [], { ops, applied: true })).toEqual(dry);
  });

  test("what the steps leave is said to stay", () => {
    const files = { "x.ts": "oldName\noldName\nold_name" };
    const ops = [write("x.ts", "fresh\noldName\n")];
    expect(gaps(files, [], { ops })).toEqual([
      "x.ts:1 oldName ×2 modified stays 1.1",
      "x.ts:3 old_name ×1 modified 1.1",
    ]);
  });

  test("a deleted file is one gap, unless its absence or its words are looked for", () => {
    const files = { "a/x.ts": "oldName old_name", "b.ts": "" };
    const ops: Op[] = [{ kind: "delete", path: "a/x.ts" }];
    expect(gaps(files, [], { ops })).toEqual(["a/x.ts:1 whole ×2 deleted 1.1"]);
    expect(gaps(files, [absent("a/x.ts")], { ops })).toEqual([]);
    expect(gaps(files, [zero({ paths: ["a"] })], { ops })).toEqual([]);
  });

  test("of a moved file, the old place has to be empty, and the new one free of the name", () => {
    const files = { "old/x.ts": "\noldName" };
    const ops: Op[] = [
      { kind: "move", from: "old/x.ts", to: "fresh/x.ts" },
      write("fresh/x.ts", "\nfresh"),
    ];
    expect(gaps(files, [], { ops })).toEqual([
      "old/x.ts:1 whole ×1 moved to fresh/x.ts 1.1",
      "old/x.ts:2 oldName ×1 moved to fresh/x.ts 1.1",
    ]);
    expect(gaps(files, [absent("old/x.ts")], { ops, applied: true })).toEqual([
      "fresh/x.ts:2 oldName ×1 moved 1.1",
    ]);
    expect(gaps(files, [absent("old"), zero({ paths: ["fresh"] })], { ops })).toEqual([]);
  });

  test("an edit without a tracked name is told, but no criterion could watch it", () => {
    const before = snapshotOf({ "x.ts": "a" });
    const after = before.with([write("x.ts", "b")], "1.1");
    const steps = { after, changes: changeSet(before, after) };
    const found = coverageGaps({ criteria: [], names: [], allow: [], now: before, steps });
    expect(found.map(canBeWatched)).toEqual([false]);
  });
});

describe("a base", () => {
  test("shows the holes that were there before the change", () => {
    const now = { "x.ts": "fresh", "y.ts": "\noldName" };
    const base = { "x.ts": "oldName", "y.ts": "oldName oldName", "gone.ts": "oldName" };
    expect(gaps(base, [], { now })).toEqual([
      "gone.ts:1 whole ×1 deleted",
      "x.ts:1 oldName ×1",
      "y.ts:2 oldName ×1",
    ]);
    expect(gaps(base, [absent("gone.ts"), zero({ paths: ["x.ts", "y.ts"] })], { now })).toEqual([]);
  });

  test("a file with the name in its own name counts when it is gone, others do not", () => {
    const base = { "a/old-name.ts": "1", "a/other.ts": "1", "b.ts": "" };
    expect(gaps(base, [], { now: { "b.ts": "" } })).toEqual(["a/old-name.ts:1 whole ×0 deleted"]);
  });

  test("with the steps, what people did by hand since then counts as well", () => {
    const base = { "x.ts": "oldName", "y.ts": "oldName" };
    const now = { "x.ts": "fresh", "y.ts": "by hand" };
    expect(gaps(base, [], { now, ops: [write("x.ts", "fresh")] })).toEqual([
      "x.ts:1 oldName ×1 modified 1.1",
      "y.ts:1 oldName ×1",
    ]);
  });
});
