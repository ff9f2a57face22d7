import { Buffer } from "node:buffer";
import { describe, expect, test } from "vitest";
import { changeSet, hashOf } from "../../workspace/change-set.ts";
import type { Op } from "../../workspace/op.ts";
import {
  ConflictError,
  createSnapshot,
  snapshotOf,
  UnreadableFileError,
} from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";

const write = (path: string, text: string): Op => ({ kind: "write", path, text });
const remove = (path: string): Op => ({ kind: "delete", path });
const move = (from: string, to: string): Op => ({ kind: "move", from, to });
const replace = (path: string, start: number, end: number, text: string): Op => ({
  kind: "edit",
  path,
  edits: [{ start, end, text }],
});

const base = snapshotOf({ "a.ts": "const a = 1;\n", "b.ts": "const b = 2;\n" });

/** The change set in short: `modified a.ts`, `moved a.ts > c.ts`. */
function changes(after: Snapshot, before: Snapshot = base): string[] {
  return changeSet(before, after).map(
    ({ change, from, path }) => `${change} ${from === undefined ? "" : `${from} > `}${path}`,
  );
}

/** Each list of operations made by a step of its own: 1, 2, … */
function after(...lists: Op[][]): Snapshot {
  return lists.reduce((snapshot, ops, index) => snapshot.with(ops, String(index + 1)), base);
}

function fromBytes(files: Readonly<Record<string, Uint8Array | undefined>>): Snapshot {
  return createSnapshot({
    paths: Object.keys(files).sort(),
    bytes: (path) => {
      const bytes = files[path];
      if (!bytes) throw new UnreadableFileError(`${path} may not be read`);
      return bytes;
    },
  });
}

describe("a repository that is larger than what is kept of it", () => {
  const size = 2 ** 24;
  const names = ["a.ts", "b.ts", "c.ts", "d.ts", "e.ts"];

  function large(): { files: Record<string, Buffer>; snapshot: Snapshot; reads: string[] } {
    const files = Object.fromEntries(
      names.map((name) => [name, Buffer.alloc(size, `${name} is a file\n`)]),
    );
    const reads: string[] = [];
    const bytes = (path: string): Buffer => {
      reads.push(path);
      return files[path] ?? Buffer.alloc(0);
    };
    return { files, reads, snapshot: createSnapshot({ paths: names, bytes }) };
  }

  test("what is kept is read once, and the rest again, with the same answers", () => {
    const { snapshot, reads } = large();
    for (const name of [...names, ...names]) expect(snapshot.text(name)?.slice(0, 4)).toBe(name);
    expect(snapshot.containing(["b.ts is"]).get("b.ts is")).toEqual(["b.ts"]);
    expect(reads.filter((path) => path === "a.ts")).toHaveLength(1);
    expect(reads.filter((path) => path === "e.ts").length).toBeGreaterThan(1);
  });

  test("one that has changed by the time it is read again stops everything", () => {
    const { files, snapshot } = large();
    for (const name of names) snapshot.text(name);
    files["e.ts"] = Buffer.alloc(size, "other\n");
    expect(() => snapshot.text("e.ts")).toThrow(
      "e.ts: another process changed it while it was being read; run this again",
    );
  });
});

describe("reading", () => {
  const files = fromBytes({
    "binary.png": Buffer.from([0x89, 0, 1]),
    "bom.ts": Buffer.from("\uFEFFa\r\n"),
    "latin.ts": Buffer.from([0x61, 0xe9]),
    "locked.ts": undefined,
  });

  test("a text is what the bytes say, its byte order mark and line ends included", () => {
    expect(files.text("bom.ts")).toBe("\uFEFFa\r\n");
  });

  test.each([
    ["binary.png", "binary"],
    ["latin.ts", "not-utf8"],
    ["locked.ts", "unreadable"],
    ["nowhere.ts", "absent"],
  ])("%s has no text: %s", (path, code) => {
    expect(files.read(path)).toMatchObject({ ok: false, code });
    expect(files.text(path)).toBeUndefined();
  });

  test("hashes are of the bytes, text or not", () => {
    expect(files.hash("bom.ts")).toBe(hashOf(Buffer.from("\uFEFFa\r\n")));
    expect(files.hash("binary.png")).toBe(hashOf(Buffer.from([0x89, 0, 1])));
    expect(files.hash("latin.ts")).toBe(hashOf(Buffer.from([0x61, 0xe9])));
    expect(files.hash("locked.ts")).toBeUndefined();
    expect(files.hash("nowhere.ts")).toBeUndefined();
  });
});

describe("containing", () => {
  test("finds each needle in its files, as bytes and not as a pattern", () => {
    const files = snapshotOf({ "a.ts": "x.y[0] é", "b.ts": "xzy", "c.ts": "é x.y" });
    expect(files.containing(["x.y", "y[0]", "é", "nought"])).toEqual(
      new Map([
        ["x.y", ["a.ts", "c.ts"]],
        ["y[0]", ["a.ts"]],
        ["é", ["a.ts", "c.ts"]],
        ["nought", []],
      ]),
    );
  });

  test("sees what operations did", () => {
    const now = after([
      move("a.ts", "z.ts"),
      write("b.ts", "nothing"),
      write("c.ts", "const c"),
      replace("z.ts", 0, 5, "let"),
    ]);
    expect(now.containing(["const", "let", "nothing"])).toEqual(
      new Map([
        ["const", ["c.ts"]],
        ["let", ["z.ts"]],
        ["nothing", ["b.ts"]],
      ]),
    );
    expect(base.containing(["const"]).get("const")).toEqual(["a.ts", "b.ts"]);
  });

  test("names the files that it could not read, unless they have been dealt with", () => {
    const files = fromBytes({ "a.ts": Buffer.from("a"), "locked.ts": undefined });
    expect(files.containing(["a"]).get("a")).toEqual(["a.ts"]);
    expect(files.unreadable()).toEqual(["locked.ts"]);
    expect(files.with([write("locked.ts", "a")], "1").unreadable()).toEqual([]);
  });

  test("reads each file once for all needles, and not again for the same ones", () => {
    let reads = 0;
    const files = createSnapshot({
      paths: ["a.ts", "b.ts"],
      bytes: () => {
        reads += 1;
        return Buffer.from("one two");
      },
    });
    files.containing(["one", "two", "three"]);
    files.with([write("c.ts", "")], "1").containing(["two", "one"]);
    expect(reads).toBe(2);
  });
});

describe("with", () => {
  test("leaves the snapshot it was called on alone", () => {
    const now = after([remove("a.ts"), write("c.ts", "c")]);
    expect(now.paths()).toEqual(["b.ts", "c.ts"]);
    expect(base.paths()).toEqual(["a.ts", "b.ts"]);
    expect([now.has("a.ts"), base.has("a.ts")]).toEqual([false, true]);
    expect(now.hash("c.ts")).toBe(hashOf("c"));
    expect(now.hash("a.ts")).toBeUndefined();
  });

  test("operations are made one after the other, in one list or in many", () => {
    const ops = [
      replace("a.ts", 0, 5, "let"),
      move("a.ts", "c.ts"),
      replace("c.ts", 4, 5, "longer"),
      write("b.ts", "abc"),
      replace("b.ts", 1, 2, "-"),
      remove("c.ts"),
      write("c.ts", "new"),
    ];
    for (let length = 0; length <= ops.length; length += 1) {
      const list = ops.slice(0, length);
      const one = base.with(list, "1");
      const many = list.reduce((snapshot, op) => snapshot.with([op], "1"), base);
      expect(changeSet(base, one)).toEqual(changeSet(base, many));
    }
    const edited = base.with(ops.slice(0, 5), "1");
    expect([edited.text("c.ts"), edited.text("b.ts")]).toEqual(["let longer = 1;\n", "a-c"]);
  });

  test.each([
    ["a move onto a file", [move("a.ts", "b.ts")], "target-exists", "b.ts"],
    ["a move onto itself", [move("a.ts", "a.ts")], "target-exists", "a.ts"],
    ["a move of nothing", [move("x.ts", "y.ts")], "absent", "x.ts"],
    ["an edit of nothing", [replace("x.ts", 0, 0, "")], "absent", "x.ts"],
    ["a second deletion", [remove("a.ts"), remove("a.ts")], "absent", "a.ts"],
    ["an edit after a move", [move("a.ts", "c.ts"), replace("a.ts", 0, 0, "")], "absent", "a.ts"],
  ])("refuses %s", (_, ops, code, path) => {
    expect(() => after(ops)).toThrow(expect.objectContaining({ code, path }));
    expect(() => after(ops)).toThrow(ConflictError);
  });

  test("refuses an edit and a move of a file that is not text", () => {
    const files = fromBytes({ "a.png": Buffer.from([0]) });
    expect(() => files.with([replace("a.png", 0, 0, "x")], "1")).toThrow(/NUL/);
    expect(() => files.with([move("a.png", "b.png")], "1")).toThrow(/NUL/);
  });
});

describe("the change since the disk", () => {
  test.each<[string, Op[][], string[]]>([
    ["nothing", [[]], []],
    ["a new file", [[write("c.ts", "")]], ["added c.ts"]],
    ["a written one", [[write("a.ts", "x")]], ["modified a.ts"]],
    ["written as it was", [[write("a.ts", "const a = 1;\n")]], []],
    ["changed there and back", [[write("a.ts", "x")], [write("a.ts", "const a = 1;\n")]], []],
    ["edited to no effect", [[replace("a.ts", 0, 5, "const")]], []],
    ["deleted", [[remove("a.ts")]], ["deleted a.ts"]],
    ["added and deleted", [[write("c.ts", "")], [remove("c.ts")]], []],
    ["deleted and written anew", [[remove("a.ts")], [write("a.ts", "x")]], ["modified a.ts"]],
    ["deleted and put back", [[remove("a.ts"), write("a.ts", "const a = 1;\n")]], []],
    ["moved", [[move("a.ts", "c.ts")]], ["moved a.ts > c.ts"]],
    ["moved twice", [[move("a.ts", "c.ts")], [move("c.ts", "d.ts")]], ["moved a.ts > d.ts"]],
    ["moved back", [[move("a.ts", "c.ts")], [move("c.ts", "a.ts")]], []],
    [
      "moved, edited and moved back",
      [[move("a.ts", "c.ts"), replace("c.ts", 0, 0, "x")], [move("c.ts", "a.ts")]],
      ["modified a.ts"],
    ],
    ["moved and deleted", [[move("a.ts", "c.ts")], [remove("c.ts")]], ["deleted a.ts"]],
    [
      "moved, and written at its new place",
      [[move("a.ts", "c.ts"), write("c.ts", "x")]],
      ["moved a.ts > c.ts"],
    ],
    ["added, then moved", [[write("c.ts", "x")], [move("c.ts", "d.ts")]], ["added d.ts"]],
    [
      "moved, and a new file in its old place",
      [[move("a.ts", "c.ts"), write("a.ts", "x")]],
      ["modified a.ts", "added c.ts"],
    ],
    [
      "moved, and the same text in its old place: nothing of a.ts may be removed",
      [[move("a.ts", "c.ts"), write("a.ts", "const a = 1;\n")]],
      ["added c.ts"],
    ],
    [
      "moved to where a file was deleted, whose content must be checked too",
      [[remove("b.ts"), move("a.ts", "b.ts")]],
      ["deleted a.ts", "modified b.ts"],
    ],
    [
      "two files that change places",
      [[move("a.ts", "t.ts"), move("b.ts", "a.ts"), move("t.ts", "b.ts")]],
      ["modified a.ts", "modified b.ts"],
    ],
    [
      "moved twice from one place",
      [[move("a.ts", "c.ts"), write("a.ts", "x"), move("a.ts", "d.ts")]],
      ["moved a.ts > c.ts", "added d.ts"],
    ],
  ])("%s", (_, lists, expected) => {
    expect(changes(after(...lists))).toEqual(expected);
  });

  test("edit then move and move then edit are one change with both texts and both steps", () => {
    const expected = {
      path: "c.ts",
      from: "a.ts",
      change: "moved",
      before: "const a = 1;\n",
      after: "let a = 1;\n",
      baseHash: hashOf("const a = 1;\n"),
      steps: ["1", "2"],
    };
    const edited = after([replace("a.ts", 0, 5, "let")], [move("a.ts", "c.ts")]);
    const moved = after([move("a.ts", "c.ts")], [replace("c.ts", 0, 5, "let")]);
    expect(changeSet(base, edited)).toEqual([expected]);
    expect(changeSet(base, moved)).toEqual([expected]);
  });

  test("a step that deletes a moved file had a hand in the deletion", () => {
    const [change] = changeSet(base, after([move("a.ts", "c.ts")], [remove("c.ts")]));
    expect(change).toMatchObject({ path: "a.ts", change: "deleted", steps: ["1", "2"] });
  });

  test("each step is named once", () => {
    const now = after([write("a.ts", "x"), write("a.ts", "y")], [write("a.ts", "z")]);
    expect(now.overlay()).toMatchObject([{ path: "a.ts", steps: ["1", "2"] }]);
  });

  test("a file that is not text can be deleted and replaced, its bytes checked", () => {
    const bytes = Buffer.from([0, 1, 2]);
    const files = fromBytes({ "a.png": bytes, "b.png": bytes });
    const now = files.with([remove("a.png"), write("b.png", "text")], "1");
    expect(changeSet(files, now)).toMatchObject([
      { path: "a.png", change: "deleted", before: undefined, baseHash: hashOf(bytes) },
      { path: "b.png", change: "modified", before: undefined, baseHash: hashOf(bytes) },
    ]);
  });

  test("is sorted by path", () => {
    const now = after([write("z", ""), write("B", ""), write("a", "")]);
    expect(changes(now)).toEqual(["added B", "added a", "added z"]);
  });
});
