import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hashOf } from "../../workspace/hash.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../helpers/fixture-tree.ts";

test("a snapshot of the listed files, with how they were listed", async () => {
  const root = await temporaryFolder();
  writeFiles(root, {
    ".gitignore": "dist",
    "dist/a.js": "old name",
    "src/a.ts": "\uFEFFold name\r\n",
  });
  await gitInit(root);
  const { snapshot, listing } = await loadSnapshot(root);
  expect(listing.source).toBe("git");
  expect(snapshot.paths()).toEqual(listing.paths);
  expect(snapshot.text("src/a.ts")).toBe("\uFEFFold name\r\n");
  expect(snapshot.has("dist/a.js")).toBe(false);
  expect(snapshot.containing(["old name"]).get("old name")).toEqual(["src/a.ts"]);
});

test("files that are no longer what was listed are unreadable, and say why", async () => {
  const root = await temporaryFolder();
  const paths = ["folder.ts", "gone.ts", "link.ts", "pipe.ts"];
  writeFiles(root, Object.fromEntries([...paths, "stays.ts"].map((path) => [path, "needle"])));
  const { snapshot } = await loadSnapshot(root);
  for (const path of paths) rmSync(join(root, path));
  mkdirSync(join(root, "folder.ts"));
  symlinkSync("stays.ts", join(root, "link.ts"));
  execFileSync("mkfifo", [join(root, "pipe.ts")]);

  expect(snapshot.containing(["needle"]).get("needle")).toEqual(["stays.ts"]);
  expect(snapshot.unreadable()).toEqual(paths);
  const messages = paths.map((path) => {
    const file = snapshot.read(path);
    return file.ok ? file.text : `${file.code}: ${file.message}`;
  });
  expect(messages).toEqual([
    "unreadable: folder.ts cannot be read: it is not a regular file",
    "unreadable: gone.ts has gone since the files were listed",
    "unreadable: link.ts cannot be read: it is a symlink",
    "unreadable: pipe.ts cannot be read: it is not a regular file",
  ]);
});

test("the hash of a file is of the text that was read, not of what is there by then", async () => {
  const root = await temporaryFolder();
  writeFiles(root, { "a.ts": "one" });
  const { snapshot } = await loadSnapshot(root);
  expect(snapshot.text("a.ts")).toBe("one");
  writeFiles(root, { "a.ts": "two" });
  expect(snapshot.hash("a.ts")).toBe(hashOf("one"));
});
