import { Buffer } from "node:buffer";
import { chmodSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyChangeSet } from "../../../workspace/apply/apply.ts";
import { changeSet } from "../../../workspace/change-set.ts";
import type { ChangeSet, FileChange } from "../../../workspace/change-set.ts";
import { loadSnapshot } from "../../../workspace/load.ts";
import type { Op } from "../../../workspace/op.ts";
import { modeOf, readFiles, writeFiles } from "../../helpers/disk-tree.ts";
import { temporaryFolder } from "../../helpers/fixture-tree.ts";

const write = (path: string, text: string): Op => ({ kind: "write", path, text });
const remove = (path: string): Op => ({ kind: "delete", path });
const move = (from: string, to: string): Op => ({ kind: "move", from, to });

async function tree(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await temporaryFolder();
  writeFiles(root, files);
  return root;
}

/** The change set of `ops` on what is on disk now. */
async function changesOf(root: string, ops: readonly Op[]): Promise<ChangeSet> {
  const { snapshot } = await loadSnapshot(root);
  return changeSet(snapshot, snapshot.with(ops, "1"));
}

function added(path: string, after = "new"): FileChange {
  return {
    path,
    from: undefined,
    change: "added",
    before: undefined,
    after,
    baseHash: undefined,
    steps: [],
  };
}

/** What `applyChangeSet` throws. */
async function refusal(root: string, changes: ChangeSet): Promise<{ code: string; text: string }> {
  const error: unknown = await applyChangeSet(root, changes).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "UserError" });
  const { code, message } = error as { code: string; message: string };
  return { code, text: message };
}

describe("what is written", () => {
  test("added, changed, moved and deleted files, and folders as they are needed", async () => {
    const root = await tree({
      "change.ts": "old",
      "old/deep/move.ts": "moved",
      "old/gone.ts": "gone",
      "stays/gone.ts": "gone",
      "stays/other.ts": "other",
    });
    const changes = await changesOf(root, [
      write("change.ts", "new"),
      write("a/b/added.ts", "added"),
      move("old/deep/move.ts", "new/[slug]/move.ts"),
      remove("old/gone.ts"),
      remove("stays/gone.ts"),
    ]);
    await applyChangeSet(root, changes);
    expect(readFiles(root)).toEqual({
      "a/b/added.ts": "added",
      "change.ts": "new",
      "new/[slug]/move.ts": "moved",
      "stays/other.ts": "other",
    });
  });

  test("a folder that still holds something stays, and so does the root", async () => {
    const root = await tree({ "a/b/c.ts": "", "a/node_modules/x.js": "" });
    await applyChangeSet(root, await changesOf(root, [remove("a/b/c.ts")]));
    expect(readFiles(root)).toEqual({ "a/node_modules/x.js": "" });
    const other = await tree({ "only.ts": "" });
    await applyChangeSet(other, await changesOf(other, [remove("only.ts")]));
    expect(existsSync(other)).toBe(true);
  });

  test("byte order marks, line ends and a missing last one are as the text has them", async () => {
    const texts = ["\uFEFFa\r\nb\r\n", "a\nb", "a\r\nb\n\tc", "", "😀\u2028é"];
    const root = await tree(Object.fromEntries(texts.map((text, at) => [`${at}.ts`, text])));
    const ops = texts.flatMap((text, at): Op[] => [
      move(`${at}.ts`, `moved/${at}.ts`),
      {
        kind: "edit",
        path: `moved/${at}.ts`,
        edits: [{ start: text.length, end: text.length, text: "x" }],
      },
    ]);
    await applyChangeSet(root, await changesOf(root, ops));
    expect(readFiles(root)).toEqual(
      Object.fromEntries(
        texts.map((text, at) => [`moved/${at}.ts`, Buffer.from(`${text}x`).toString("latin1")]),
      ),
    );
  });

  test("modes stay, whatever the mask of the process", async () => {
    const root = await tree({ "change.sh": "", "move.sh": "", "open.ts": "" });
    for (const [path, mode] of [
      ["change.sh", 0o755],
      ["move.sh", 0o750],
      ["open.ts", 0o666],
    ] as const) {
      chmodSync(join(root, path), mode);
    }
    const ops = [write("change.sh", "x"), move("move.sh", "bin/move.sh"), write("open.ts", "x")];
    await applyChangeSet(root, await changesOf(root, ops));
    expect(["change.sh", "bin/move.sh", "open.ts"].map((path) => modeOf(root, path))).toEqual([
      "755",
      "750",
      "666",
    ]);
  });

  test("two files change places; a new one takes the place of a moved one", async () => {
    const root = await tree({ "a.ts": "a", "b.ts": "b", "c.ts": "c" });
    const ops = [move("a.ts", "t.ts"), move("b.ts", "a.ts"), move("t.ts", "b.ts")];
    const more = [move("c.ts", "d.ts"), write("c.ts", "new c")];
    await applyChangeSet(root, await changesOf(root, [...ops, ...more]));
    expect(readFiles(root)).toEqual({ "a.ts": "b", "b.ts": "a", "c.ts": "new c", "d.ts": "c" });
  });

  test("a file that is not text can go", async () => {
    const root = await tree({ "a.png": Buffer.from([0, 1, 0xff]), "b.ts": "" });
    await applyChangeSet(root, await changesOf(root, [remove("a.png")]));
    expect(readFiles(root)).toEqual({ "b.ts": "" });
  });

  test("a name as long as a name may be", async () => {
    const root = await tree({});
    const name = `${"n".repeat(252)}.ts`;
    await applyChangeSet(root, [added(name)]);
    expect(readFiles(root)).toEqual({ [name]: "new" });
  });

  test("nothing, for no changes", async () => {
    const root = await tree({ "a.ts": "a" });
    await applyChangeSet(root, []);
    expect(readFiles(root)).toEqual({ "a.ts": "a" });
  });
});

describe("drift", () => {
  test("every file that is not as it was read is named, and nothing is written", async () => {
    const root = await tree({
      "changed.ts": "1",
      "fine.ts": "1",
      "folder/x.ts": "1",
      "gone.ts": "1",
      "link.ts": "1",
      "moved.ts": "1",
    });
    const changes = await changesOf(root, [
      write("added.ts", "2"),
      write("below/file.ts", "2"),
      write("changed.ts", "2"),
      write("fine.ts", "2"),
      write("folder/x.ts", "2"),
      write("gone.ts", "2"),
      write("link.ts", "2"),
      move("moved.ts", "taken.ts"),
    ]);
    for (const path of ["folder", "gone.ts", "link.ts"]) {
      rmSync(join(root, path), { recursive: true });
    }
    writeFiles(root, { "added.ts": "3", below: "3", "changed.ts": "3", "taken.ts": "3" });
    const elsewhere = await tree({ "x.ts": "1" });
    symlinkSync(elsewhere, join(root, "folder"));
    symlinkSync("fine.ts", join(root, "link.ts"));
    const before = readFiles(root);

    const { code, text } = await refusal(root, changes);
    expect(code).toBe("drift");
    expect(text.split("\n").slice(1, -1)).toEqual([
      "  added.ts: it exists already",
      "  below/file.ts: below is not a folder",
      "  changed.ts: its content has changed",
      "  folder/x.ts: folder is a symlink",
      "  gone.ts: it is gone",
      "  link.ts: it is a symlink",
      "  taken.ts: it exists already",
    ]);
    expect(readFiles(root)).toEqual(before);
    expect(readFiles(elsewhere)).toEqual({ "x.ts": "1" });
  });

  test("a change of bytes that the text would hide is one", async () => {
    const root = await tree({ "a.ts": "a\n" });
    const changes = await changesOf(root, [write("a.ts", "b\n")]);
    writeFiles(root, { "a.ts": "\uFEFFa\n" });
    expect((await refusal(root, changes)).code).toBe("drift");
  });

  test("a new file below a symlinked folder is refused, also one that leads to the inside", async () => {
    const root = await tree({ "real/a.ts": "" });
    symlinkSync("real", join(root, "alias"));
    const { code, text } = await refusal(root, [added("alias/b.ts")]);
    expect([code, text]).toEqual(["drift", expect.stringContaining("alias is a symlink")]);
    expect(readFiles(join(root, "real"))).toEqual({ "a.ts": "" });
  });
});

describe("paths that nothing may be written to", () => {
  test.each(["../out.ts", "/tmp/out.ts", ".git/hooks/post-checkout", "a/../../out.ts"])(
    "%s",
    async (path) => {
      const root = await tree({ "top/in.ts": "" });
      const folder = join(root, "top");
      expect((await refusal(folder, [added("fine.ts"), added(path)])).code).toBe("unsafe-path");
      expect(readFiles(root)).toEqual({ "top/in.ts": "" });
    },
  );

  test("a root that is not there", async () => {
    const root = join(await temporaryFolder(), "nowhere");
    expect((await refusal(root, [added("a.ts")])).code).toBe("not-a-folder");
  });
});

describe("when the system refuses", () => {
  const files = { "0.sh": "0", "1/deep/move.ts": "1", "2.ts": "2", "3/gone.ts": "3" };
  const ops = [
    write("0.sh", "new"),
    write("00/new.ts", "new"),
    move("1/deep/move.ts", "11/move.ts"),
    write("2.ts", "new"),
    remove("3/gone.ts"),
  ];

  async function prepared(): Promise<{ root: string; changes: ChangeSet }> {
    const root = await tree(files);
    chmodSync(join(root, "0.sh"), 0o755);
    chmodSync(join(root, "3"), 0o700);
    return { root, changes: await changesOf(root, ops) };
  }

  function expectUntouched(root: string): void {
    expect(readFiles(root)).toEqual(files);
    expect(modeOf(root, "0.sh")).toBe("755");
    expect(modeOf(root, "3")).toBe("700");
  }

  test("a temporary file: what was made before it goes again", async () => {
    const { root, changes } = await prepared();
    const tooLong = added(`9/${"n".repeat(300)}/a.ts`);
    const { code, text } = await refusal(root, [...changes, tooLong]);
    expect(code).toBe("apply-failed");
    expect(text).toMatch(/could not change 9\/n+: ENAMETOOLONG/);
    expectUntouched(root);
  });

  test("a file to be put in place: those before it are put back", async () => {
    const { root, changes } = await prepared();
    // The folder that the second one needs stands where the first one is to go.
    const { code, text } = await refusal(root, [...changes, added("z"), added("z/a.ts")]);
    expect(code).toBe("apply-failed");
    expect(text).toMatch(/could not change z: EISDIR.*Everything is as it was before/);
    expectUntouched(root);
  });

  test("a path that is changed twice is not written once", async () => {
    const { root, changes } = await prepared();
    const gone = changes.find(({ path }) => path === "3/gone.ts");
    const { code, text } = await refusal(root, [...changes, ...(gone ? [gone] : [])]);
    expect(code).toBe("duplicate-path");
    expect(text).toContain("3/gone.ts");
    expectUntouched(root);
  });

  test("and what it refused once, it may allow the next time", async () => {
    const { root, changes } = await prepared();
    await refusal(root, [...changes, added("z"), added("z/a.ts")]);
    mkdirSync(join(root, "z"));
    await applyChangeSet(root, [...changes, added("z/a.ts")]);
    expect(readFiles(root)).toEqual({
      "0.sh": "new",
      "00/new.ts": "new",
      "11/move.ts": "1",
      "2.ts": "new",
      "z/a.ts": "new",
    });
  });
});
