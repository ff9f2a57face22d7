import { chmodSync, existsSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { gitStatus } from "../../../workspace/git/git.ts";
import { git, writeFiles } from "../../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../../helpers/fixture-tree.ts";

async function checkout(files: Readonly<Record<string, string>>): Promise<string> {
  const root = await temporaryFolder();
  writeFiles(root, files);
  await gitInit(root);
  return root;
}

test("a clean checkout", async () => {
  const root = await checkout({ ".gitignore": "dist", "a.ts": "" });
  writeFiles(root, { "dist/a.js": "" });
  expect(await gitStatus(root)).toEqual({ checkout: true, prefix: "", dirty: [] });
});

test("changed, staged, deleted, renamed and untracked files, whatever their names", async () => {
  const root = await checkout({ "a.ts": "a", "b.ts": "b", "c.ts": "c", "old é.ts": "long enough" });
  writeFiles(root, { "a.ts": "x", "b.ts": "x", "new/line\n.ts": "", 'new/quo"te.ts': "" });
  git(root, "add", "b.ts");
  git(root, "mv", "old é.ts", "new é.ts");
  rmSync(join(root, "c.ts"));
  expect((await gitStatus(root)).dirty).toEqual([
    "a.ts",
    "b.ts",
    "c.ts",
    "new é.ts",
    "new/line\n.ts",
    'new/quo"te.ts',
    "old é.ts",
  ]);
});

test("a folder of a checkout: only what is below it, relative to it", async () => {
  const root = await checkout({ "a.ts": "a", "apps/[slug]/b.ts": "b", "apps/s/c.ts": "c" });
  writeFiles(root, { "a.ts": "x", "apps/[slug]/b.ts": "x", "apps/s/c.ts": "x" });
  expect(await gitStatus(join(root, "apps", "[slug]"))).toEqual({
    checkout: true,
    prefix: "apps/[slug]",
    dirty: ["b.ts"],
  });
});

test("a checkout without a commit is one in which everything is new", async () => {
  const root = await temporaryFolder();
  git(root, "init", "--quiet");
  writeFiles(root, { "a.ts": "" });
  expect((await gitStatus(root)).dirty).toEqual(["a.ts"]);
});

test("no checkout, and a folder that the checkout ignores", async () => {
  const none = { checkout: false, prefix: "", dirty: [] };
  expect(await gitStatus(await temporaryFolder())).toEqual(none);
  const root = await checkout({ ".gitignore": "scratch" });
  writeFiles(root, { "scratch/a.ts": "" });
  expect(await gitStatus(join(root, "scratch"))).toEqual(none);
  await expect(gitStatus(join(root, ".git"))).rejects.toThrow("where git keeps a repository");
});

test("nothing that the target's configuration names is run", async () => {
  const root = await checkout({ ".gitattributes": "*.ts filter=a=b\n*.js filter=c\n" });
  const ran = join(await temporaryFolder(), "ran");
  const script = join(await temporaryFolder(), "script");
  writeFiles(script, { "run.sh": `#!/bin/sh\ntouch '${ran}'\ncat\n` });
  const program = join(script, "run.sh");
  chmodSync(program, 0o755);
  writeFiles(root, { "a.ts": "a", "b.js": "b" });
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--message", "more");
  for (const key of [
    "core.fsmonitor",
    "filter.a=b.clean",
    "filter.c.process",
    "filter.c.clean",
    "diff.external",
  ]) {
    git(root, "config", key, program);
  }
  git(root, "config", "filter.c.required", "true");
  git(root, "config", "core.hooksPath", script);
  // Look changed, so that git has to read them again.
  for (const path of ["a.ts", "b.js"]) utimesSync(join(root, path), 1, 1);
  expect((await gitStatus(root)).dirty).toEqual([]);
  expect(existsSync(ran)).toBe(false);

  // The same question put plainly does run them: the test can fail.
  expect(() => git(root, "status")).toThrow("filter");
  expect(existsSync(ran)).toBe(true);
});

test("a checkout that git cannot read", async () => {
  const root = await checkout({ "a.ts": "" });
  writeFiles(root, { ".git/config": "no [configuration" });
  await expect(gitStatus(root)).rejects.toMatchObject({ name: "UserError", code: "git-failed" });
});

test("a root that is not a folder", async () => {
  await expect(gitStatus(join(await temporaryFolder(), "nowhere"))).rejects.toMatchObject({
    code: "not-a-folder",
  });
});
