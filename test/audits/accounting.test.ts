import { describe, expect, test } from "vitest";
import { account, type AccountInput, type NameAccount } from "../../audits/accounting.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

type Files = Readonly<Record<string, string>>;

async function accountOf(
  files: Files,
  ops: readonly Op[],
  more: Partial<Pick<AccountInput, "notes" | "allow">> = {},
  name = "oldName",
): Promise<NameAccount> {
  const before = snapshotOf(files);
  const after = before.with(ops, "1.1");
  const accounts = await account({
    names: [name],
    before,
    after,
    changes: changeSet(before, after),
    notes: [],
    allow: [],
    ...more,
  });
  const found = accounts[name];
  if (!found) throw new Error(`no account of ${name}`);
  return found;
}

const write = (path: string, text: string): Op => ({ kind: "write", path, text });
const parts = ({ edited, removed, allowed, manual, unresolved, introduced }: NameAccount) => ({
  edited,
  removed,
  allowed,
  manual,
  unresolved,
  introduced,
});
const none = { edited: 0, removed: 0, allowed: 0, manual: 0, unresolved: 0, introduced: 0 };

describe("what became of an occurrence", () => {
  test("nothing: unresolved, with its place and where it stands", async () => {
    const found = await accountOf({ "a.ts": "x;\n  f(oldName); // old-name\n" }, []);
    expect(found).toMatchObject({ ...none, total: 2, unresolved: 2 });
    expect(found.left).toEqual([
      {
        path: "a.ts",
        line: 2,
        column: 5,
        text: "f(oldName); // old-name",
        context: "code",
        class: "unresolved",
        rule: null,
      },
      expect.objectContaining({ column: 18, context: "comment" }),
    ]);
  });

  test("gone from a line that was replaced: edited", async () => {
    const found = await accountOf({ "a.ts": "a;\noldName();\nb;\n" }, [
      write("a.ts", "a;\nnewName();\nb;\n"),
    ]);
    expect(found).toMatchObject({ ...none, total: 1, edited: 1 });
  });

  test("gone with its line: removed", async () => {
    const found = await accountOf({ "a.ts": "a;\noldName();\nb;\noldName;" }, [
      write("a.ts", "a;\nb;\n"),
    ]);
    expect(found).toMatchObject({ ...none, total: 2, removed: 2 });
  });

  test("gone with its file: removed", async () => {
    const found = await accountOf({ "a.ts": "oldName, oldName" }, [
      { kind: "delete", path: "a.ts" },
    ]);
    expect(found).toMatchObject({ ...none, total: 2, removed: 2 });
  });

  test("on a replaced line, what stays pairs up by order and spelling", async () => {
    const found = await accountOf({ "a.ts": "oldName(oldName, old_name);\n" }, [
      write("a.ts", "newName(oldName, old_name);\n"),
    ]);
    expect(found).toMatchObject({ ...none, total: 3, edited: 1, unresolved: 2 });
    expect(found.left.map(({ column }) => column)).toEqual([9, 18]);
  });

  test("followed into a moved file that was changed on the way", async () => {
    const files = { "app/[slug]/old.ts": "oldName;\na;\noldName;\n", "b.ts": "oldName;\n" };
    const found = await accountOf(files, [
      { kind: "move", from: "app/[slug]/old.ts", to: "app/(org)/new.ts" },
      write("app/(org)/new.ts", "newName;\na;\noldName;\n"),
    ]);
    expect(parts(found)).toEqual({ ...none, edited: 1, unresolved: 2 });
    expect(found.left.map(({ path, line }) => [path, line])).toEqual([
      ["app/(org)/new.ts", 3],
      ["b.ts", 1],
    ]);
  });

  test("a line that moves within its file has stayed", async () => {
    const found = await accountOf({ "a.ts": "oldName();\na;\nb;\nc;\n" }, [
      write("a.ts", "a;\nb;\nc;\n  oldName();\n"),
    ]);
    expect(found).toMatchObject({ ...none, total: 1, unresolved: 1 });
    expect(found.left[0]).toMatchObject({ line: 4, column: 3 });
  });

  test("what the change puts in is counted apart, and listed", async () => {
    const found = await accountOf({ "a.ts": "a;\noldName();\n" }, [
      write("a.ts", "a;\noldName();\nb(oldName);\n"),
      write("b.ts", "OldName;\n"),
    ]);
    expect(found).toMatchObject({ ...none, total: 1, unresolved: 1, introduced: 2 });
    expect(found.added.map(({ path, line }) => [path, line])).toEqual([
      ["a.ts", 3],
      ["b.ts", 1],
    ]);
  });

  test("parts of longer words are no occurrences", async () => {
    expect(await accountOf({ "a.ts": "oldNames; myOldName; setoldName;" }, [])).toMatchObject({
      total: 0,
      left: [],
    });
  });

  test("a file that is not text is named, not counted", async () => {
    const found = await accountOf({ "a.bin": "\0 oldName", "b.ts": "oldName" }, []);
    expect(found).toMatchObject({ total: 1, unreadable: ["a.bin"] });
  });
});

describe("why an occurrence may stay", () => {
  const files = {
    "app/(org)/[slug]/.env.ts": "oldName;\n",
    "docs/[slug].md": "oldName;\n",
    "src/a.ts": "oldName;\n\noldName;\n",
  };

  test("a rule whose globs match its path, with its reason", async () => {
    const allow = [
      { paths: ["app/**"], reason: "history" },
      { paths: ["docs/[slug].md"], reason: "a record" },
      { paths: ["src/**"], names: ["otherName"], reason: "not about this name" },
    ];
    const found = await accountOf(files, [], { allow });
    expect(parts(found)).toEqual({ ...none, allowed: 2, unresolved: 2 });
    expect(found.left.map(({ rule }) => rule)).toEqual(["history", "a record", null, null]);
  });

  test("a note on its line, where the line is after the change", async () => {
    const notes = [{ path: "src/a.ts", line: 4, message: "look at this" }];
    const found = await accountOf(files, [write("src/a.ts", "new;\noldName;\n\noldName;\n")], {
      notes,
    });
    expect(parts(found)).toEqual({ ...none, manual: 1, unresolved: 3 });
    expect(found.left.find(({ class: kind }) => kind === "manual")).toMatchObject({
      line: 4,
      rule: "look at this",
    });
  });

  test("a rule goes before a note", async () => {
    const found = await accountOf(files, [], {
      allow: [{ paths: ["src/**"], names: ["oldName"], reason: "known" }],
      notes: [{ path: "src/a.ts", line: 1 }],
    });
    expect(parts(found)).toEqual({ ...none, allowed: 2, unresolved: 2 });
  });
});

test("each name has its own account", async () => {
  const before = snapshotOf({ "a.ts": "oneName; twoName; twoName;" });
  const accounts = await account({
    names: ["oneName", "twoName", "oneName"],
    before,
    after: before,
    changes: [],
    notes: [],
    allow: [],
  });
  expect(Object.entries(accounts).map(([name, { total }]) => [name, total])).toEqual([
    ["oneName", 1],
    ["twoName", 2],
  ]);
});
