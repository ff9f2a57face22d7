import { appendFile, cp, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll } from "vitest";

/** The root of this project, without a slash at the end. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "");

const created: string[] = [];

afterAll(async () => {
  await Promise.all(created.splice(0).map((path) => rm(path, { recursive: true, force: true })));
});

/** A new, empty folder, by its real path; it is removed when the test file has ended. */
export async function temporaryFolder(): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "conn-codemod-")));
  created.push(path);
  return path;
}

/** Copies what is in the folder `from` into the folder `to`, which is made if it is not there. */
export async function copyTree(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: true, force: false });
}

/** Lends a tree the packages of this project, so that it can be type-checked. */
export async function linkNodeModules(tree: string): Promise<void> {
  await symlink(join(projectRoot, "node_modules"), join(tree, "node_modules"), "junction");
}

/**
 * The errors of `tsc` on the tree's own `tsconfig.json`, as `path: error TS0000: message`, sorted.
 *
 * Positions are left out: two runs can be compared although lines have moved. Throws if tsc failed
 * without naming an error.
 */
export async function typeErrors(tree: string): Promise<string[]> {
  const tsc = join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  const result = await execa(
    process.execPath,
    [tsc, "--noEmit", "--pretty", "false", "--project", "."],
    { cwd: tree, reject: false, all: true },
  );
  const errors = result.all
    .split("\n")
    .filter((line) => /^\S.*\berror TS\d+: |^error TS\d+: /.test(line))
    .map((line) => line.trimEnd().replace(/\(\d+,\d+\): error/, ": error"))
    .sort();

  if (result.failed && errors.length === 0) {
    throw new Error(`tsc failed on ${tree}: ${result.all || result.message}`);
  }
  return errors;
}

/**
 * Makes the tree a git checkout with one commit on `main`.
 *
 * The identity and whatever else could differ from machine to machine are set in the checkout, so
 * later commits work too. `node_modules` stays out.
 */
export async function gitInit(tree: string): Promise<void> {
  const git = async (...args: string[]): Promise<void> => {
    // A hook that runs the tests would otherwise point git at this project's own checkout.
    const env = { GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_INDEX_FILE: undefined };
    await execa("git", args, { cwd: tree, env });
  };

  await git("init", "--quiet", "--initial-branch=main");
  await git("config", "user.name", "Fixture");
  await git("config", "user.email", "fixture@example.com");
  await git("config", "commit.gpgSign", "false");
  await git("config", "core.autocrlf", "false");
  await git("config", "core.hooksPath", ".git/no-hooks");
  await appendFile(join(tree, ".git", "info", "exclude"), "node_modules\n");
  await git("add", "--all");
  await git("commit", "--quiet", "--message", "Start");
}
