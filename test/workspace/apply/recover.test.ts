import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyChangeSet } from "../../../workspace/apply/apply.ts";
import type { ChangeSet } from "../../../workspace/change-set.ts";
import { hashOf } from "../../../workspace/hash.ts";
import { mustBeSettled } from "../../../workspace/apply/interrupted.ts";
import { listFiles } from "../../../workspace/list.ts";
import { recover, undo } from "../../../workspace/apply/recover.ts";
import { dieAt, forgetLocks, momentsOf } from "../../crash/deaths.ts";
import { added, deleted, modified, moved } from "../../crash/mixed-change.ts";
import { watchCalls } from "../../crash/faults.js";
import { journalOf } from "../../crash/tree.ts";
import { git, modeOf, readFiles, writeFiles } from "../../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../../helpers/fixture-tree.ts";

const FILES = { "a.ts": "a", "b.ts": "b", "gone.ts": "gone", "old/m.ts": "m" };
const CHANGES: ChangeSet = [
  modified("a.ts", "a", "A"),
  modified("b.ts", "b", "B"),
  deleted("gone.ts", "gone"),
  moved("old/m.ts", "new/m.ts", "m", "M"),
];
const AFTER = { "a.ts": "A", "b.ts": "B", "new/m.ts": "M" };

async function tree(files: Readonly<Record<string, string>> = FILES): Promise<string> {
  const root = await temporaryFolder();
  writeFiles(root, files);
  return root;
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "UserError" });
  return error as { code: string; message: string };
}

/** Does `work`, and `interfere` right before the rename that puts `path` into place. */
async function interfering(
  root: string,
  path: string,
  interfere: () => void,
  work: () => Promise<unknown>,
): Promise<unknown> {
  const temporary = /\/\.conn-codemod-[0-9a-f]{12}-\d+$/;
  let last = "";
  let done = false;
  const stop = watchCalls(root, (call) => {
    // The file is looked at a last time after its temporary file has been closed.
    if (
      !done &&
      call.name === "lstatSync" &&
      temporary.test(last) &&
      call.path === join(root, path)
    ) {
      done = true;
      stop();
      interfere();
    }
    if (call.name === "closeSync") last = call.path;
  });
  try {
    return await work();
  } finally {
    stop();
    expect(done).toBe(true);
  }
}

/** The tree in the middle of an apply that was killed after its commit mark. */
async function interrupted(): Promise<string> {
  const rehearsal = await tree();
  const moments = await momentsOf(rehearsal, () => applyChangeSet(rehearsal, CHANGES));
  for (const moment of moments.filter(({ afterChange }) => afterChange).toReversed()) {
    const root = await tree();
    await dieAt(root, moment, () => applyChangeSet(root, CHANGES));
    const files = readFiles(root);
    if (files["a.ts"] === "A" && files["b.ts"] === "b" && journalOf(root).includes("forward")) {
      return root;
    }
  }
  throw new Error("there is no such moment");
}

describe("an interrupted apply", () => {
  test("is told to everybody, and nobody goes on", async () => {
    const root = await interrupted();
    await expect(mustBeSettled(root)).rejects.toThrow(/interrupted.*conn-codemod recover/);
    expect((await refusal(applyChangeSet(root, [added("x.ts", "")]))).code).toBe(
      "interrupted-apply",
    );
    expect((await refusal(undo(root))).code).toBe("interrupted-apply");
    expect(existsSync(join(root, "x.ts"))).toBe(false);
    expect(await recover(root)).toMatchObject({ kind: "done", to: "after", files: 5 });
    expect(readFiles(root)).toEqual(AFTER);
    await expect(mustBeSettled(root)).resolves.toBeUndefined();
    expect(await recover(root)).toEqual({ kind: "nothing" });
  });

  test("a file that was changed since is not written over; all of them are named", async () => {
    const root = await interrupted();
    writeFiles(root, { "a.ts": "mine", "b.ts": "mine too" });
    rmSync(join(root, "gone.ts"), { force: true });
    const { "gone.ts": _, ...kept } = readFiles(root);
    expect(await recover(root)).toEqual({
      kind: "changed",
      files: [
        { path: "a.ts", why: "its content has changed" },
        { path: "b.ts", why: "its content has changed" },
      ],
      folder: ".conn-codemod/forward",
    });
    expect(kept).toMatchObject(readFiles(root));
    expect(readFiles(root)).toMatchObject({ "a.ts": "mine", "b.ts": "mine too", "old/m.ts": "m" });
    expect(journalOf(root)).toContain("forward");
  });

  test("it can be left as it is, and what it was is kept", async () => {
    const root = await interrupted();
    writeFiles(root, { "b.ts": "mine" });
    const outcome = await recover(root, { skipChanged: true });
    expect(outcome).toMatchObject({ kind: "done", to: "after", left: [{ path: "b.ts" }] });
    expect(readFiles(root)).toEqual({ ...AFTER, "b.ts": "mine" });
    const kept = outcome.kind === "done" ? (outcome.kept ?? "") : "";
    expect(readFileSync(join(root, kept, "before/1"), "utf8")).toBe("b");
    expect(readFileSync(join(root, kept, "after/1"), "utf8")).toBe("B");
    expect(await recover(root)).toEqual({ kind: "nothing" });
  });
});

describe("files that change while a change is written", () => {
  test("by an editor, right before the rename: all is taken back but the edit", async () => {
    const root = await tree();
    const edit = () => writeFileSync(join(root, "b.ts"), "edited");
    const work = () => refusal(applyChangeSet(root, CHANGES));
    const { code, message } = (await interfering(root, "b.ts", edit, work)) as {
      code: string;
      message: string;
    };
    expect(code).toBe("drift");
    expect(message).toContain("b.ts: its content has changed");
    expect(message).toContain("Everything is as it was before");
    expect(readFiles(root)).toEqual({ ...FILES, "b.ts": "edited" });
    expect(journalOf(root)).toEqual([]);
  });

  test("where it had just been written: the edit stays, and what it was is kept", async () => {
    const root = await tree();
    const edit = () => writeFiles(root, { "a.ts": "edited", "b.ts": "edited" });
    const work = () => refusal(applyChangeSet(root, CHANGES));
    const { message } = (await interfering(root, "b.ts", edit, work)) as { message: string };
    expect(message).toMatch(/\.conn-codemod\/kept-[0-9a-f]{12} has what these were/);
    expect(readFiles(root)).toEqual({ ...FILES, "a.ts": "edited", "b.ts": "edited" });
    const [kept = ""] = journalOf(root).filter((name) => name.startsWith("kept-"));
    expect(readFileSync(join(root, ".conn-codemod", kept, "before/0"), "utf8")).toBe("a");
  });

  test("a folder that becomes a symlink is not written through", async () => {
    const elsewhere = await temporaryFolder();
    const root = await tree({ "a.ts": "a", "f/b.ts": "b" });
    const change = [modified("a.ts", "a", "A"), modified("f/b.ts", "b", "B")];
    writeFiles(elsewhere, { "b.ts": "b" });
    const swap = () => {
      rmSync(join(root, "f"), { recursive: true });
      symlinkSync(elsewhere, join(root, "f"));
    };
    const work = () => refusal(applyChangeSet(root, change));
    const { code } = (await interfering(root, "a.ts", swap, work)) as { code: string };
    expect(code).toBe("drift");
    expect(readFiles(elsewhere)).toEqual({ "b.ts": "b" });
    expect(readFiles(root)).toEqual({ "a.ts": "a", f: `-> ${elsewhere}` });
  });
});

describe("taking the last apply back", () => {
  test("modes that were given since stay; so does what was added beside", async () => {
    const root = await tree();
    await applyChangeSet(root, CHANGES);
    chmodSync(join(root, "a.ts"), 0o755);
    writeFiles(root, { "new/other.ts": "other" });
    expect((await undo(root)).kind).toBe("done");
    expect(readFiles(root)).toEqual({ ...FILES, "new/other.ts": "other" });
    expect(modeOf(root, "a.ts")).toBe("755");
  });

  test("not if a file has changed since: each is named, and nothing is written", async () => {
    const root = await tree();
    await applyChangeSet(root, CHANGES);
    writeFiles(root, { "a.ts": "mine", "gone.ts": "back" });
    rmSync(join(root, "new/m.ts"));
    const before = readFiles(root);
    expect(await undo(root)).toMatchObject({
      kind: "changed",
      files: [
        { path: "a.ts", why: "its content has changed" },
        { path: "gone.ts", why: "it is there again" },
        { path: "new/m.ts", why: "it is gone" },
      ],
    });
    expect(readFiles(root)).toEqual(before);
    writeFiles(root, { "a.ts": "A", "new/m.ts": "M" });
    rmSync(join(root, "gone.ts"));
    expect((await undo(root)).kind).toBe("done");
    expect(readFiles(root)).toEqual(FILES);
  });

  test("the last two, one after the other, and no more are kept", async () => {
    const root = await tree({ "a.ts": "0" });
    for (const step of [1, 2, 3, 4]) {
      await applyChangeSet(root, [modified("a.ts", String(step - 1), String(step))]);
    }
    expect(journalOf(root)).toEqual([".gitignore", "last", "previous"]);
    expect((await undo(root)).kind).toBe("done");
    expect((await undo(root)).kind).toBe("done");
    expect(readFiles(root)).toEqual({ "a.ts": "2" });
    expect(await undo(root)).toEqual({ kind: "nothing" });
    expect(journalOf(root)).toEqual([]);
  });
});

describe("links", () => {
  test("another name of a file keeps what it led to, inside and outside of the root", async () => {
    const root = await tree({ "a.ts": "a", "b.ts": "b" });
    const outside = await temporaryFolder();
    linkSync(join(root, "a.ts"), join(outside, "a.ts"));
    linkSync(join(root, "b.ts"), join(root, "c.ts"));
    await applyChangeSet(root, [modified("a.ts", "a", "A"), modified("b.ts", "b", "B")]);
    expect(readFiles(outside)).toEqual({ "a.ts": "a" });
    expect(readFiles(root)).toEqual({ "a.ts": "A", "b.ts": "B", "c.ts": "b" });
  });
});

describe("the journal's folder", () => {
  test("is never a part of the target", async () => {
    const root = await tree();
    await applyChangeSet(root, CHANGES);
    expect((await listFiles(root)).paths).toEqual(Object.keys(AFTER));
    await gitInit(root);
    expect((await listFiles(root)).paths).toEqual(Object.keys(AFTER));
    expect(git(root, "status", "--porcelain", "--untracked-files=all")).toBe("");
    git(root, "add", "--force", ".conn-codemod");
    expect((await listFiles(root)).paths).toEqual(Object.keys(AFTER));
  });

  test.each([".conn-codemod/last/manifest", "src/.Conn-Codemod/x"])(
    "is nothing that a change may write to: %s",
    async (path) => {
      const root = await tree();
      expect((await refusal(applyChangeSet(root, [added(path, "")]))).code).toBe("unsafe-path");
    },
  );

  test("holds copies that only the owner may read", async () => {
    const root = await tree();
    chmodSync(join(root, "a.ts"), 0o600);
    await applyChangeSet(root, CHANGES);
    expect(modeOf(root, ".conn-codemod/last/before/0")).toBe("600");
    expect(modeOf(root, "a.ts")).toBe("600");
  });
});

const image = (text: string, mode = 0o644) => ({ hash: hashOf(text), size: text.length, mode });
const manifest = {
  version: 1,
  id: "0123456789ab",
  phases: [],
  startedAt: "2026-01-31T10:00:00.000Z",
  files: [{ path: "evil.ts", after: image("evil") }],
  folders: [],
};

async function planted(
  content: unknown,
  images: Readonly<Record<string, string>> = { "after/0": "evil" },
): Promise<string> {
  const root = join(await temporaryFolder(), "root");
  const folder = join(root, ".conn-codemod/forward");
  mkdirSync(join(folder, "after"), { recursive: true });
  mkdirSync(join(folder, "before"), { recursive: true });
  writeFiles(root, { "a.ts": "a" });
  writeFiles(folder, {
    manifest: typeof content === "string" ? content : JSON.stringify(content),
    ...images,
  });
  return root;
}

const withFile = (file: object) => ({ ...manifest, files: [file] });

describe("a journal that somebody else has made", () => {
  test("as a start: a well-made one is carried out", async () => {
    const root = await planted(manifest);
    expect((await recover(root)).kind).toBe("done");
    expect(readFiles(root)).toEqual({ "a.ts": "a", "evil.ts": "evil" });
  });

  test.each([
    ["is not JSON", "{", /is not JSON/],
    ["is no object", "[]", /manifest/],
    ["is of a later version", { ...manifest, version: 2 }, /later conn-codemod/],
    ["leaves the root", withFile({ path: "../evil.ts", after: image("evil") }), /leaves the root/],
    ["is absolute", withFile({ path: "/tmp/evil.ts", after: image("evil") }), /is absolute/],
    ["is in .git", withFile({ path: ".git/hooks/x", after: image("evil") }), /git's own/],
    ["is in a .GIT", withFile({ path: "sub/.GIT/config", after: image("evil") }), /git's own/],
    ["is in its own folder", withFile({ path: ".conn-codemod/x" }), /conn-codemod's own/],
    ["has a NUL", withFile({ path: "a\0b", after: image("evil") }), /not a path/],
    ["sets a user id", withFile({ path: "evil.ts", after: image("evil", 0o4755) }), /mode/],
    ["has an id that is a path", { ...manifest, id: "../../../../x" }, /id/],
    ["has another hash", withFile({ path: "evil.ts", after: image("live") }), /not what it should/],
    ["has another size", withFile({ path: "evil.ts", after: image("longer") }), /of the size/],
    ["has a path twice", { ...manifest, files: [{ path: "x" }, { path: "x" }] }, /twice/],
    [
      "has a folder outside",
      { ...manifest, folders: [{ path: "../x", after: { mode: 7 } }] },
      /leaves/,
    ],
    ["has more fields", { ...manifest, run: "rm -rf ." }, /manifest/],
  ])("one that %s is refused, and nothing is written", async (_what, content, message) => {
    const root = await planted(content);
    const before = readFiles(join(root, ".."));
    const error = await refusal(recover(root));
    expect(error.code).toBe("bad-journal");
    expect(error.message).toMatch(message);
    expect(readFiles(join(root, ".."))).toEqual(before);
  });

  test("one without its images is refused", async () => {
    expect((await refusal(recover(await planted(manifest, {})))).code).toBe("bad-journal");
  });

  test("an image that is a symlink is not read", async () => {
    const root = await planted(manifest, {});
    writeFiles(join(root, ".."), { secret: "evil" });
    symlinkSync("../../../../secret", join(root, ".conn-codemod/forward/after/0"));
    expect((await refusal(recover(root))).code).toBe("bad-journal");
  });

  test("images in a folder that is a symlink are not read", async () => {
    const root = await planted(manifest, {});
    writeFiles(join(root, "../images"), { "0": "evil" });
    rmSync(join(root, ".conn-codemod/forward/after"), { recursive: true });
    symlinkSync("../../../images", join(root, ".conn-codemod/forward/after"));
    expect((await refusal(recover(root))).code).toBe("bad-journal");
  });

  test("a symlink in the way to a file is not followed, to write or to remove", async () => {
    const outside = image("evil");
    for (const file of [
      { path: "link/evil.ts", after: outside },
      { path: "link/kept.ts", before: image("kept") },
    ]) {
      const root = await planted(withFile(file));
      writeFiles(join(root, "../outside"), { "kept.ts": "kept" });
      symlinkSync("../outside", join(root, "link"));
      expect(await recover(root)).toMatchObject({ kind: "changed" });
      expect(readFiles(join(root, "../outside"))).toEqual({ "kept.ts": "kept" });
    }
  });

  test("one that git has is not used", async () => {
    const root = await planted(manifest);
    await gitInit(root);
    const { code, message } = await refusal(recover(root));
    expect(code).toBe("tracked-journal");
    expect(message).toContain(".conn-codemod/forward");
    expect(existsSync(join(root, "evil.ts"))).toBe(false);
  });

  test("the folder, as a symlink or a file, stops everything", async () => {
    const root = await tree();
    const outside = await planted(manifest);
    symlinkSync(join(outside, ".conn-codemod"), join(root, ".conn-codemod"));
    expect((await refusal(recover(root))).code).toBe("unsafe-journal");
    await expect(mustBeSettled(root)).rejects.toThrow(/symlink/);
    expect(readFiles(root)).toMatchObject(FILES);
  });

  test("a lock in it that nobody holds does not", async () => {
    const root = await planted(manifest);
    writeFiles(root, { ".conn-codemod/lock-1-x": "not a lock" });
    expect((await recover(root)).kind).toBe("done");
    forgetLocks(root);
  });
});
