import { describe, expect, test } from "vitest";
import { account } from "../../audits/accounting.ts";
import type { AccountInput, NameAccount } from "../../audits/accounting.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

async function accountOf(
  paths: readonly string[],
  ops: readonly Op[] = [],
  more: Partial<AccountInput> = {},
): Promise<NameAccount> {
  const before = snapshotOf(Object.fromEntries(paths.map((path) => [path, "text\n"])));
  const after = before.with(ops, "1.1");
  const changes = changeSet(before, after);
  const input = { names: ["oldName"], before, after, changes, notes: [], allow: [], ...more };
  const { oldName: found } = await account(input);
  if (!found) throw new Error("no account");
  return found;
}

const move = (from: string, to: string): Op => ({ kind: "move", from, to });
const remove = (path: string): Op => ({ kind: "delete", path });
const none = { edited: 0, removed: 0, allowed: 0, manual: 0, unresolved: 0, introduced: 0 };

describe("names of files and folders", () => {
  test("count once for each token in the last part of the path, a folder once", async () => {
    const found = await accountOf([
      "src/old-name/a.ts",
      "src/old-name/b.ts",
      "src/old-name/deep/c.ts",
      "src/oldName.old_name.ts",
      "src/oldNames.ts",
      "src/my_old_name.ts",
      "src/x-old-name-y.ts",
      "OldName",
    ]);
    expect(found).toMatchObject({ ...none, total: 5, inPaths: 5, unresolved: 5 });
    expect(found.left).toContainEqual({
      path: "src/old-name",
      line: 1,
      column: 1,
      text: "src/old-name/",
      context: "path",
      class: "unresolved",
      rule: null,
    });
    expect(found.left.map(({ text }) => text)).toEqual([
      "OldName",
      "src/old-name/",
      "src/oldName.old_name.ts",
      "src/oldName.old_name.ts",
      "src/x-old-name-y.ts",
    ]);
  });

  test("are counted beside what is in the file, and for a file that is not text", async () => {
    const before = snapshotOf({ "old-name.ts": "oldName;\n", "old-name.png": "\0" });
    const found = await accountOf([], [], { before, after: before });
    expect(found).toMatchObject({ total: 3, inPaths: 2, unresolved: 3 });
  });

  test("of a symlink count too, and stay where they are", async () => {
    const otherPaths = ["links/old-name", "old_name/link"];
    const found = await accountOf(["old-name.ts"], [move("old-name.ts", "a.ts")], { otherPaths });
    expect(found).toMatchObject({ ...none, total: 3, edited: 1, unresolved: 2 });
    expect(found.left.map(({ text }) => text)).toEqual(["links/old-name", "old_name/"]);
  });
});

describe("what became of the name of a file", () => {
  test.each<[string, readonly Op[], Partial<typeof none>]>([
    ["renamed: edited", [move("a/old-name.ts", "a/fresh.ts")], { edited: 1 }],
    ["renamed and moved: edited", [move("a/old-name.ts", "b/fresh.ts")], { edited: 1 }],
    ["removed", [remove("a/old-name.ts")], { removed: 1 }],
    [
      "moved with its name: still there",
      [move("a/old-name.ts", "b/old-name.ts")],
      { unresolved: 1 },
    ],
    ["another ending: still there", [move("a/old-name.ts", "a/old-name.tsx")], { unresolved: 1 }],
    [
      "another spelling: edited, and new",
      [move("a/old-name.ts", "a/oldName.ts")],
      { edited: 1, introduced: 1 },
    ],
    [
      "moved into a folder of that name: still there, and new",
      [move("a/old-name.ts", "old-name/old-name.ts")],
      { unresolved: 1, introduced: 1 },
    ],
    [
      "what is put there: new",
      [{ kind: "write", path: "old_name/x", text: "" }],
      { unresolved: 1, introduced: 1 },
    ],
  ])("%s", async (_, ops, parts) => {
    expect(await accountOf(["a/old-name.ts"], ops)).toMatchObject({ total: 1, ...none, ...parts });
  });
});

describe("what became of the name of a folder", () => {
  const files = ["src/old-name/a.ts", "src/old-name/deep/b.ts"];
  const into = (folder: string) =>
    files.map((file) => move(file, file.replace("src/old-name", folder)));

  test.each<[string, readonly Op[], Partial<typeof none>]>([
    ["all its files went to a folder of another name: edited", into("src/fresh"), { edited: 1 }],
    ["all its files went up: edited", into("src"), { edited: 1 }],
    ["all its files are removed: removed", files.map(remove), { removed: 1 }],
    [
      "one file went elsewhere, the others are removed: edited",
      [move("src/old-name/a.ts", "src/a.ts"), remove("src/old-name/deep/b.ts")],
      { edited: 1 },
    ],
    ["one file is left in it: still there", [remove("src/old-name/a.ts")], { unresolved: 1 }],
    [
      "most of its files went elsewhere: still there",
      [{ kind: "write", path: "src/old-name/c.ts", text: "" }, ...into("src/fresh")],
      { unresolved: 1 },
    ],
    ["it went elsewhere with its name: still there", into("lib/old-name"), { unresolved: 1 }],
    [
      "its files have other names, too: edited",
      [
        move("src/old-name/a.ts", "src/fresh/b.ts"),
        move("src/old-name/deep/b.ts", "src/fresh/d/c.ts"),
      ],
      { edited: 1 },
    ],
  ])("%s", async (_, ops, parts) => {
    expect(await accountOf(files, ops)).toMatchObject({ total: 1, ...none, ...parts });
  });

  test("that went into another one of that name is gone, and that one is there", async () => {
    const paths = ["src/old-name/a.ts", "lib/old-name/b.ts"];
    const found = await accountOf(paths, [move("src/old-name/a.ts", "lib/old-name/a.ts")]);
    expect(found).toMatchObject({ ...none, total: 2, edited: 1, unresolved: 1 });
    expect(found.left.map(({ path }) => path)).toEqual(["lib/old-name"]);
  });
});

describe("why a name of a file or folder may stay", () => {
  const paths = ["docs/old-name/a.md", "docs/old-name/b.ts", "old-name.ts"];

  test("a rule that matches it; a folder if all its files may stay", async () => {
    const some = await accountOf(paths, [], { allow: [{ paths: ["**/*.md"], reason: "history" }] });
    expect(some).toMatchObject({ ...none, total: 2, unresolved: 2 });
    const all = await accountOf(paths, [], {
      allow: [{ paths: ["docs/*/*.{md,ts}"], reason: "history" }],
    });
    expect(all).toMatchObject({ ...none, total: 2, allowed: 1, unresolved: 1 });
    const itself = await accountOf(paths, [], {
      allow: [{ paths: ["docs/**"], names: ["oldName"], reason: "history" }],
    });
    expect(itself).toMatchObject({ ...none, total: 2, allowed: 1, unresolved: 1 });
  });

  test("a note on the file as a whole, not one on a line in it", async () => {
    const message = "rename it by hand";
    const whole = [{ path: "old-name.ts", line: 1, column: 1, message }];
    const found = await accountOf(paths, [], { notes: whole });
    expect(found).toMatchObject({ ...none, manual: 1, unresolved: 1 });
    expect(found.left.at(-1)).toMatchObject({ path: "old-name.ts", rule: message });
    const inside = [{ path: "old-name.ts", line: 1, column: 8, message }];
    expect(await accountOf(paths, [], { notes: inside })).toMatchObject({ unresolved: 2 });
  });

  test("a later phase that puts a folder into another one: that one stays", async () => {
    const before = snapshotOf({ "lib/old-name/a.ts": "", "src/old-name/b.ts": "" });
    const after = before.with([move("lib/old-name/a.ts", "src/old-name/a.ts")], "2.1");
    const later = [{ after, reason: "phase 2 removes it" }];
    const found = await accountOf([], [], { before, after: before, later });
    expect(found.left.map(({ path, rule }) => [path, rule])).toEqual([
      ["lib/old-name", "phase 2 removes it"],
      ["src/old-name", null],
    ]);
  });

  test("a later phase that renames or removes it", async () => {
    const after = snapshotOf(Object.fromEntries(paths.map((path) => [path, "text\n"])));
    const moved = after.with([move("old-name.ts", "fresh.ts")], "2.1");
    const empty = moved.with([remove("docs/old-name/a.md"), remove("docs/old-name/b.ts")], "3.1");
    const found = await accountOf([], [], {
      before: after,
      after,
      later: [
        { after: moved, reason: "phase 2 removes it" },
        { after: empty, reason: "phase 3 removes it" },
      ],
    });
    expect(found).toMatchObject({ ...none, total: 2, allowed: 2 });
    expect(found.left.map(({ path, rule }) => [path, rule])).toEqual([
      ["docs/old-name", "phase 3 removes it"],
      ["old-name.ts", "phase 2 removes it"],
    ]);
  });
});
