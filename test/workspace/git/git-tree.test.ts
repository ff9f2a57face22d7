import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { loadCommit, mergeBase } from "../../../workspace/git/git-tree.ts";
import { git, readFiles, writeFiles } from "../../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../../helpers/fixture-tree.ts";

async function checkout(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await temporaryFolder();
  writeFiles(root, files);
  await gitInit(root);
  return root;
}

function commit(root: string, files: Readonly<Record<string, string>>): string {
  writeFiles(root, files);
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", "More");
  return head(root);
}

const head = (root: string): string => git(root, "rev-parse", "HEAD").trim();

async function filesAt(root: string, id: string): Promise<Record<string, string | undefined>> {
  const { snapshot } = await loadCommit(root, id);
  return Object.fromEntries(snapshot.paths().map((path) => [path, snapshot.text(path)]));
}

describe("the tree of a commit", () => {
  test("is as it was committed, whatever has become of the work tree since", async () => {
    const files = {
      "a.ts": "const old = 1;\n",
      "app/(user)/[slug]/page.tsx": "old\r\n",
      'new\nline "and" é.md': "",
    };
    const root = await checkout(files);
    const first = head(root);
    commit(root, { "a.ts": "const fresh = 1;\n" });
    rmSync(join(root, "app"), { recursive: true });
    writeFiles(root, { "untracked.ts": "old" });
    const disk = readFiles(root);
    expect(await filesAt(root, first)).toEqual(files);
    const { snapshot } = await loadCommit(root, first);
    expect(snapshot.containing(["old", "fresh"])).toEqual(
      new Map([
        ["old", ["a.ts", "app/(user)/[slug]/page.tsx"]],
        ["fresh", []],
      ]),
    );
    expect(readFiles(root)).toEqual(disk);
    expect(git(root, "status", "--porcelain", "--", "a.ts")).toBe("");
  });

  test("of a folder: what is below it, relative to it; nothing where it was not there yet", async () => {
    const root = await checkout({ "a.ts": "a", "apps/[slug]/b.ts": "b", "apps/s/c.ts": "c" });
    const first = head(root);
    expect(await filesAt(join(root, "apps/[slug]"), first)).toEqual({ "b.ts": "b" });
    commit(root, { "apps/late/d.ts": "d" });
    expect(await filesAt(join(root, "apps/late"), first)).toEqual({});
    expect(await filesAt(join(root, "apps/late"), head(root))).toEqual({ "d.ts": "d" });
  });

  test("leaves out symlinks and submodules, and says so", async () => {
    const root = await checkout({ "a.ts": "a" });
    symlinkSync("a.ts", join(root, "link.ts"));
    const inner = await checkout({ "b.ts": "b" });
    git(root, "add", "--all");
    git(root, "update-index", "--add", "--cacheinfo", `160000,${head(inner)},module`);
    git(root, "commit", "--quiet", "--message", "Links");
    const { snapshot, listing } = await loadCommit(root, head(root));
    expect(snapshot.paths()).toEqual(["a.ts"]);
    expect(listing.skipped.map(({ path, code }) => `${path} ${code}`)).toEqual([
      "link.ts symlink",
      "module submodule",
    ]);
  });

  test("tells what is not text, and a name that is not UTF-8", async () => {
    const root = await checkout({
      "a.bin": new Uint8Array([0, 1]),
      "b.txt": new Uint8Array([255]),
    });
    const blob = git(root, "rev-parse", "HEAD:a.bin").trim();
    const tree = execFileSync("git", ["mktree", "-z"], {
      cwd: root,
      input: Buffer.concat([
        Buffer.from(`100644 blob ${blob}\ta.bin\u0000100644 blob ${blob}\t`),
        Buffer.from([0xff, 0x2e, 0x74, 0x73, 0]),
      ]),
      encoding: "utf8",
    }).trim();
    const made = git(root, "commit-tree", tree, "-m", "Odd").trim();
    const { snapshot, listing } = await loadCommit(root, made);
    expect(snapshot.paths()).toEqual(["a.bin"]);
    expect(listing.skipped.map(({ code }) => code)).toEqual(["name-not-utf8"]);
    expect(snapshot.read("a.bin")).toMatchObject({ ok: false, code: "binary" });
    const first = (await loadCommit(root, head(root))).snapshot;
    expect(first.read("b.txt")).toMatchObject({ ok: false, code: "not-utf8" });
  });

  test("is read whatever the order in which files are asked for", async () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [`${index}.txt`, `file ${index}\n`]),
    );
    const root = await checkout(files);
    const { snapshot } = await loadCommit(root, head(root));
    const paths = [...snapshot.paths()];
    for (const path of [...paths.slice(10, 12), ...paths.toReversed()]) {
      expect(snapshot.text(path)).toBe(files[path]);
    }
    const again = (await loadCommit(root, head(root))).snapshot;
    expect(again.containing(["file"]).get("file")).toEqual(paths);
    expect(again.text("7.txt")).toBe("file 7\n");
  });

  test("runs nothing that the target's configuration or attributes name", async () => {
    const root = await checkout({ ".gitattributes": "*.ts filter=f text eol=crlf diff=d\n" });
    const ran = join(await temporaryFolder(), "ran");
    const script = join(await temporaryFolder(), "script");
    writeFiles(script, { run: `#!/bin/sh\ntouch ${ran}\ncat\n` });
    chmodSync(join(script, "run"), 0o755);
    const id = commit(root, { "a.ts": "a\n" });
    for (const key of [
      "filter.f.smudge",
      "filter.f.process",
      "diff.d.textconv",
      "core.fsmonitor",
    ]) {
      git(root, "config", key, join(script, "run"));
    }
    expect(await filesAt(root, id)).toMatchObject({ "a.ts": "a\n" });
    expect(existsSync(ran)).toBe(false);
  });

  test("fetches nothing: what the clone does not have cannot be read", async () => {
    const origin = await checkout({ "a.ts": "old\n" });
    const first = head(origin);
    commit(origin, { "a.ts": "fresh\n" });
    git(origin, "config", "uploadpack.allowFilter", "true");
    const clone = join(await temporaryFolder(), "clone");
    git(origin, "clone", "--quiet", "--filter=blob:none", `file://${origin}`, clone);
    const { snapshot } = await loadCommit(clone, first);
    expect(snapshot.containing(["old"]).get("old")).toEqual([]);
    expect(snapshot.unreadable()).toEqual(["a.ts"]);
    expect(snapshot.read("a.ts")).toMatchObject({ ok: false, code: "unreadable" });
    expect((await loadCommit(clone, head(clone))).snapshot.text("a.ts")).toBe("fresh\n");
  });
});

describe("the merge base", () => {
  test("is where two branches part, by branch, tag or commit", async () => {
    const root = await checkout({ "a.ts": "a" });
    const first = head(root);
    git(root, "tag", "start");
    git(root, "checkout", "--quiet", "-b", "work");
    commit(root, { "b.ts": "b" });
    git(root, "checkout", "--quiet", "main");
    const other = commit(root, { "c.ts": "c" });
    git(root, "checkout", "--quiet", "work");
    for (const ref of ["main", "start", other, "refs/heads/main"]) {
      expect(await mergeBase(root, ref)).toBe(first);
    }
    expect(await mergeBase(root, "HEAD")).toBe(head(root));
  });

  test.each(["nowhere", "--all", "HEAD:a.ts", "", "main..work"])("%j is no commit", async (ref) => {
    const root = await checkout({ "a.ts": "a" });
    await expect(mergeBase(root, ref)).rejects.toMatchObject({
      code: "no-such-commit",
      message: expect.stringContaining("fetch-depth: 0"),
    });
  });

  test("is not there between histories that have nothing in common", async () => {
    const root = await checkout({ "a.ts": "a" });
    git(root, "checkout", "--quiet", "--orphan", "other");
    commit(root, { "b.ts": "b" });
    await expect(mergeBase(root, "main")).rejects.toMatchObject({ code: "no-merge-base" });
  });

  test("is not found in a shallow clone, and the message says how to fetch more", async () => {
    const origin = await checkout({ "a.ts": "a" });
    git(origin, "checkout", "--quiet", "-b", "work");
    commit(origin, { "b.ts": "b" });
    git(origin, "checkout", "--quiet", "main");
    commit(origin, { "c.ts": "c" });
    const clone = join(await temporaryFolder(), "clone");
    const depth = ["--depth", "1", "--no-single-branch"];
    git(origin, "clone", "--quiet", ...depth, `file://${origin}`, clone);
    await expect(mergeBase(clone, "origin/work")).rejects.toMatchObject({
      code: "no-merge-base",
      message: expect.stringMatching(/shallow.*fetch-depth: 0/),
    });
  });

  test("needs a checkout with a commit", async () => {
    const root = await temporaryFolder();
    await expect(mergeBase(root, "main")).rejects.toMatchObject({ code: "no-checkout" });
    git(root, "init", "--quiet");
    await expect(mergeBase(root, "main")).rejects.toMatchObject({ code: "no-such-commit" });
  });
});
