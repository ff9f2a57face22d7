import { execFileSync } from "node:child_process";
import { Buffer } from "node:buffer";
import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { listFiles } from "../../workspace/list.ts";
import type { Listing } from "../../workspace/list.ts";
import { git, writeFiles } from "../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../helpers/fixture-tree.ts";

const ODD = [
  "[slug]/(app)/page.tsx",
  "a b.ts",
  'quo"te.ts',
  "new\nline.ts",
  "back\\slash.ts",
  "é.ts",
];

async function tree(files: readonly string[]): Promise<string> {
  const root = await temporaryFolder();
  writeFiles(root, Object.fromEntries(files.map((path) => [path, `text of ${path}`])));
  return root;
}

async function checkout(files: readonly string[]): Promise<string> {
  const root = await tree(files);
  await gitInit(root);
  return root;
}

function skips(listing: Listing): Record<string, string> {
  return Object.fromEntries(listing.skipped.map(({ path, code }) => [path, code]));
}

async function digest(root: string): Promise<string | undefined> {
  return (await listFiles(root)).stamp?.digest;
}

/** A file whose name is no UTF-8. */
function writeLatinName(folder: string): void {
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/latin-`), Buffer.from([0xe9])]), "");
}

describe("the stamp", () => {
  test("tells of each change, and of nothing else", async () => {
    const root = await checkout(["a.ts", "b/c.ts"]);
    const first = await digest(root);
    expect(await digest(root)).toBe(first);
    writeFileSync(join(root, "a.ts"), "TEXT of a.ts");
    const second = await digest(root);
    renameSync(join(root, "b/c.ts"), join(root, "b/d.ts"));
    const third = await digest(root);
    chmodSync(join(root, "a.ts"), 0o755);
    const fourth = await digest(root);
    symlinkSync("a.ts", join(root, "link"));
    const fifth = await digest(root);
    expect(new Set([first, second, third, fourth, fifth]).size).toBe(5);
  });

  test("says when the last of them was changed", async () => {
    const root = await checkout(["a.ts", "b.ts"]);
    const year = Date.UTC(2100, 0, 1);
    utimesSync(join(root, "b.ts"), year / 1000, year / 1000);
    expect((await listFiles(root)).stamp?.newest).toBe(year);
  });

  test("is the same for those who knew what to expect", async () => {
    const root = await checkout(["a.ts", "b/c.ts"]);
    expect(await listFiles(root, ["b/c.ts", "gone.ts", "../a.ts"])).toEqual(await listFiles(root));
  });
});

describe("in a git checkout", () => {
  test("what is tracked and what is new, without what is ignored or deleted", async () => {
    const root = await checkout([".dot/x", "a.ts", "gone.ts", "node_modules/x/index.js"]);
    writeFiles(root, { ".gitignore": "dist\n", "dist/a.js": "", "new.ts": "" });
    rmSync(join(root, "gone.ts"));
    expect(await listFiles(root)).toMatchObject({
      paths: [".dot/x", ".gitignore", "a.ts", "new.ts"],
      source: "git",
      skipped: [],
    });
  });

  test("names are data, whatever is in them", async () => {
    const tracked = await checkout(ODD);
    expect((await listFiles(tracked)).paths).toEqual(ODD.toSorted());
    const untracked = await temporaryFolder();
    git(untracked, "init", "--quiet");
    writeFiles(untracked, Object.fromEntries(ODD.map((path) => [path, ""])));
    expect((await listFiles(untracked)).paths).toEqual(ODD.toSorted());
  });

  test("a name that is not UTF-8 is told, not guessed", async () => {
    const root = await checkout(["a.ts"]);
    writeLatinName(root);
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts"]);
    expect(skips(listing)).toEqual({ "latin-\uFFFD": "name-not-utf8" });
  });

  test("a folder of a checkout: only what is below it, relative to it", async () => {
    const root = await checkout(["a.ts", "apps/[slug]/b.ts", "apps/[slug]/c/d.ts"]);
    writeFiles(root, { ".gitignore": "*.log", "apps/[slug]/x.log": "", "apps/new.ts": "" });
    const listing = await listFiles(join(root, "apps", "[slug]"));
    expect(listing).toMatchObject({ paths: ["b.ts", "c/d.ts"], source: "git", skipped: [] });
  });

  test("a folder that the checkout ignores is not seen through it", async () => {
    const root = await checkout(["a.ts"]);
    writeFiles(root, { ".gitignore": "scratch\n", "scratch/copy/b.ts": "" });
    const listing = await listFiles(join(root, "scratch", "copy"));
    expect(listing).toMatchObject({ paths: ["b.ts"], source: "walk", skipped: [] });
  });

  test("a file with a merge conflict is listed once", async () => {
    const root = await checkout(["a.ts"]);
    git(root, "checkout", "--quiet", "-b", "other");
    for (const [branch, text] of [
      ["other", "1"],
      ["main", "2"],
    ] as const) {
      git(root, "checkout", "--quiet", branch);
      writeFiles(root, { "a.ts": text });
      git(root, "commit", "--quiet", "--all", "--message", branch);
    }
    expect(() => git(root, "merge", "other")).toThrow("merge");
    expect((await listFiles(root)).paths).toEqual(["a.ts"]);
  });

  test("repositories inside, tracked or not, are told and left alone", async () => {
    const root = await checkout(["a.ts"]);
    for (const name of ["submodule", "nested"]) {
      writeFiles(root, { [`${name}/b.ts`]: "" });
      await gitInit(join(root, name));
    }
    git(root, "-c", "advice.addEmbeddedRepo=false", "add", "submodule");
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts"]);
    expect(skips(listing)).toEqual({ nested: "submodule", submodule: "submodule" });
  });

  test("a tracked folder that has become a symlink is not looked through", async () => {
    const outside = await tree(["secret.ts"]);
    const root = await checkout(["a.ts", "folder/secret.ts"]);
    rmSync(join(root, "folder"), { recursive: true });
    symlinkSync(outside, join(root, "folder"));
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts"]);
    expect(skips(listing)).toEqual({ folder: "symlink-outside" });
  });

  test("a file system monitor of the target is not run", async () => {
    const root = await checkout(["a.ts"]);
    git(root, "config", "core.fsmonitor", "touch ran; false");
    await listFiles(root);
    expect((await listFiles(root)).paths).toEqual(["a.ts"]);
  });

  test("the variables that git sets for a hook do not lead to another repository", async () => {
    const other = await checkout(["other.ts"]);
    const root = await checkout(["a.ts"]);
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("GIT_DIR", join(other, ".git"));
    vi.stubEnv("GIT_WORK_TREE", other);
    expect((await listFiles(root)).paths).toEqual(["a.ts"]);
  });

  test("a checkout that git cannot read is not walked instead, as ignored files would show", async () => {
    const root = await checkout(["a.ts"]);
    writeFiles(root, { ".git/config": "no [configuration" });
    await expect(listFiles(root)).rejects.toMatchObject({ name: "UserError", code: "git-failed" });
  });
});

describe("without a checkout", () => {
  test("everything but node_modules and .git", async () => {
    const root = await tree([
      ...ODD,
      ".dot/.x",
      "node_modules/x.js",
      "packages/a/node_modules/y.js",
      "packages/a/dist/a.js",
      "packages/a/.git/config",
    ]);
    expect(await listFiles(root)).toMatchObject({
      paths: [...ODD, ".dot/.x", "packages/a/dist/a.js"].sort(),
      source: "walk",
      skipped: [],
    });
  });

  test("names that are not UTF-8 are told", async () => {
    const root = await tree(["a.ts"]);
    writeLatinName(root);
    mkdirSync(Buffer.concat([Buffer.from(`${root}/folder-`), Buffer.from([0xe9])]));
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts"]);
    expect(listing.skipped.map(({ path }) => path)).toEqual(["folder-\uFFFD", "latin-\uFFFD"]);
  });

  test("without a git program too", async () => {
    const root = await checkout(["a.ts"]);
    writeFiles(root, { ".gitignore": "b.ts", "b.ts": "" });
    onTestFinished(() => void vi.unstubAllEnvs());
    vi.stubEnv("PATH", root);
    expect(await listFiles(root)).toMatchObject({
      paths: [".gitignore", "a.ts", "b.ts"],
      source: "walk",
    });
  });
});

describe.each([
  ["a git checkout", checkout],
  ["no checkout", tree],
])("what is not a file, in %s", (_, make) => {
  test("symlinks are not followed, and told with where they lead", async () => {
    const outside = await tree(["secret.ts"]);
    const root = await make(["a.ts", "folder/b.ts"]);
    symlinkSync("a.ts", join(root, "alias.ts"));
    symlinkSync("../folder", join(root, "folder", "loop"));
    symlinkSync(join(outside, "secret.ts"), join(root, "out.ts"));
    symlinkSync(outside, join(root, "out"));
    symlinkSync("nowhere", join(root, "broken.ts"));
    symlinkSync("self", join(root, "self"));
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts", "folder/b.ts"]);
    expect(skips(listing)).toEqual({
      "alias.ts": "symlink",
      "broken.ts": "symlink-broken",
      "folder/loop": "symlink",
      out: "symlink-outside",
      "out.ts": "symlink-outside",
      self: "symlink-broken",
    });
    expect(listing.skipped[0]?.reason).toContain("a.ts");
  });

  test("pipes and sockets are not opened", async () => {
    const root = await make(["a.ts"]);
    execFileSync("mkfifo", [join(root, "pipe")]);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(root, "socket"), resolve));
    onTestFinished(() => void server.close());
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts"]);
    // Git itself passes over untracked ones without a word.
    expect(skips(listing)).toEqual(
      listing.source === "git" ? {} : { pipe: "not-a-file", socket: "not-a-file" },
    );
  });

  test("a tracked file that has become a pipe", async () => {
    const root = await make(["a.ts", "b.ts"]);
    rmSync(join(root, "b.ts"));
    execFileSync("mkfifo", [join(root, "b.ts")]);
    const listing = await listFiles(root);
    expect(listing.paths).toEqual(["a.ts"]);
    expect(skips(listing)).toEqual({ "b.ts": "not-a-file" });
  });
});

test("a root reached through a symlink is the folder that it leads to", async () => {
  const root = await checkout(["apps/a.ts"]);
  const link = join(await temporaryFolder(), "link");
  symlinkSync(join(root, "apps"), link);
  expect((await listFiles(link)).paths).toEqual(["a.ts"]);
});

test.each(["nowhere", "file.ts", "file.ts/below"])("a root %s is refused", async (path) => {
  const root = await tree(["file.ts"]);
  await expect(listFiles(join(root, path))).rejects.toMatchObject({
    name: "UserError",
    code: "not-a-folder",
    message: expect.stringContaining(path),
  });
});
