import { Buffer } from "node:buffer";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seenTree, wouldSeeTheSame } from "../../../workspace/cache/seen-tree.ts";
import type { Extract } from "../../../workspace/extract.ts";
import type { FileSource } from "../../../workspace/file-source.ts";
import type { Listing } from "../../../workspace/list.ts";
import { createSnapshot } from "../../../workspace/snapshot.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";

type Files = Readonly<Record<string, string>>;

const firstLine: Extract = { name: "first-line", from: (text) => text.split("\n").slice(0, 1) };

/** A tree in which each content has a state of its own, and all were changed at the time 1. */
function treeOf(files: Files, mode = 0o644): { listing: Listing; source: FileSource } {
  const paths = Object.keys(files).sort();
  const states = paths.map((path) => {
    return `${Buffer.from(files[path] ?? "").toString("hex")} 1 1 7 ${mode}`;
  });
  const stamp = { digest: "", newest: 1, states };
  const source = { paths, bytes: (path: string) => Buffer.from(files[path] ?? "", "latin1") };
  return { listing: { paths, source: "git", skipped: [], stamp }, source };
}

/** Whether what `ask` has seen of `before` it would see of `after`. */
function seesTheSame(before: Files, after: Files, ask: (snapshot: Snapshot) => unknown): boolean {
  const old = treeOf(before);
  const snapshot = createSnapshot(old.source);
  ask(snapshot);
  const seen = seenTree(old.listing, snapshot.asked(), 2);
  if (!seen) throw new Error("there is nothing to keep");
  const kept = JSON.parse(JSON.stringify(seen)) as typeof seen;
  const now = treeOf(after);
  return wouldSeeTheSame(kept, old.listing.paths, now.listing, now.source, [firstLine]);
}

function answer(snapshot: Snapshot, asked: { kind: string; name: string }): unknown {
  if (asked.kind === "read") return snapshot.read(asked.name);
  if (asked.kind === "extract") return snapshot.extract(asked.name, firstLine);
  return [...snapshot.containing([asked.name])];
}

function none(): void {}

describe("a changed file matters", () => {
  test.each<[string, boolean, string, string, (snapshot: Snapshot) => unknown]>([
    ["that nobody asked for", false, "a", "b", (all) => all.paths()],
    ["that was read", true, "a", "b", (all) => all.read("x")],
    ["whose hash was asked for", true, "a", "b", (all) => all.hash("x")],
    ["that a search has found", true, "a word", "a word.", (all) => all.containing(["word"])],
    ["that a search finds now", true, "a", "a word", (all) => all.containing(["word"])],
    ["that a search has not found", false, "a", "b", (all) => all.containing(["word"])],
    ["in the part that was taken", true, "a\nb", "c\nb", (all) => all.extract("x", firstLine)],
    ["in another part", false, "a\nb", "a\nc", (all) => all.extract("x", firstLine)],
    [
      "in another part, with what was searched for",
      true,
      "a\nb",
      "a\nword",
      (all) => [all.extract("x", firstLine), all.containing(["word"])],
    ],
    [
      "that was read as a whole as well",
      true,
      "a\nb",
      "a\nc",
      (all) => [all.extract("x", firstLine), all.read("x")],
    ],
    ["that is no text any more", true, "a\nb", "a\n\0", (all) => all.extract("x", firstLine)],
    ["that is text now", true, "a\n\0", "a\nb", (all) => all.extract("x", firstLine)],
    ["that is UTF-8 no more", true, "a\nb", "a\n\xff", (all) => all.extract("x", firstLine)],
    [
      "from which another extract was taken",
      true,
      "a\nb",
      "a\nc",
      (all) => all.extract("x", { ...firstLine, name: "unknown" }),
    ],
  ])("%s: %s", (_what, matters, before, after, ask) => {
    const same = seesTheSame({ x: before, y: "" }, { x: after, y: "" }, ask);
    expect(same).toBe(!matters);
  });
});

test("what comes, goes or may be executed matters always", () => {
  expect(seesTheSame({ x: "" }, { x: "" }, none)).toBe(true);
  expect(seesTheSame({ x: "" }, { x: "", y: "" }, none)).toBe(false);
  expect(seesTheSame({ x: "", y: "" }, { x: "" }, none)).toBe(false);
  expect(seesTheSame({ x: "" }, { y: "" }, none)).toBe(false);
  const old = treeOf({ x: "" });
  const seen = seenTree(old.listing, createSnapshot(old.source).asked(), 2);
  const now = treeOf({ x: "" }, 0o755);
  expect(seen && wouldSeeTheSame(seen, ["x"], now.listing, now.source, [])).toBe(false);
});

test("whoever would see the same gets the same answers", () => {
  const name = fc.constantFrom("x", "y", "z");
  const text = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 4 });
  const question = fc.oneof(
    fc.record({ kind: fc.constant("read" as const), name }),
    fc.record({ kind: fc.constant("extract" as const), name }),
    fc.record({ kind: fc.constant("containing" as const), name: fc.constantFrom("a", "ab", "bb") }),
  );
  const files = fc.record({ x: text, y: text, z: text });
  let same = 0;
  fc.assert(
    fc.property(files, files, fc.array(question, { maxLength: 3 }), (before, after, questions) => {
      const ask = (snapshot: Snapshot) => questions.map((each) => answer(snapshot, each));
      fc.pre(seesTheSame(before, after, ask));
      same += 1;
      const [old, now] = [before, after].map((all) => ask(createSnapshot(treeOf(all).source)));
      expect(now).toEqual(old);
    }),
    { numRuns: 500 },
  );
  expect(same).toBe(500);
});
