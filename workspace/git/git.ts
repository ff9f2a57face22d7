import { isUtf8 } from "node:buffer";
import { UserError } from "../errors.ts";
import type { RepoPath } from "../repo-path.ts";
import { resolveRoot } from "../root.ts";
import { EMPTY_VARIABLE, runGit, splitAtNul } from "./run-git.ts";
import type { GitResult } from "./run-git.ts";

/** Where a folder lies in the git checkout around it. */
export interface Checkout {
  /** The folder, relative to the top of the checkout; `""` for the top itself. */
  readonly prefix: RepoPath;
}

/** What git says of the files below a folder. */
export interface GitStatus {
  readonly checkout: boolean;
  /** The folder relative to the top of the checkout; `""` for the top, or without a checkout. */
  readonly prefix: RepoPath;
  /** Files that differ from the last commit or are not tracked, relative to the folder. Sorted. */
  readonly dirty: readonly RepoPath[];
}

/**
 * The changed and untracked files below `root`. Submodules are not looked into. Without a checkout
 * around `root`, or without a git program, `checkout` is false. Throws UserError `not-a-folder`,
 * and `git-failed` if git would not say.
 */
export async function gitStatus(root: string): Promise<GitStatus> {
  const folder = resolveRoot(root);
  const checkout = await findCheckout(folder);
  if (!checkout) return { checkout: false, prefix: "", dirty: [] };
  const { prefix } = checkout;
  const stdout = await mustRunGit(folder, [
    ...(await withoutFilters(folder)),
    "status",
    "--porcelain",
    "-z",
    "--no-renames",
    "--untracked-files=all",
    // A look into a submodule would run what the submodule's own configuration names.
    "--ignore-submodules=all",
    "--",
    ".",
  ]);
  const dirty = [...splitAtNul(stdout)]
    // Two letters for the state and a space; paths are relative to the top.
    .map((entry) => entry.subarray(3).toString("utf8"))
    .map((path) => (prefix === "" ? path : path.slice(prefix.length + 1)))
    .map((path) => (path.endsWith("/") ? path.slice(0, -1) : path));
  return { checkout: true, prefix, dirty: dirty.sort() };
}

/**
 * The checkout around `folder` (absolute, without symlinks); undefined if there is none, if there
 * is no git program, or if `folder` is something that the checkout ignores, such as a build folder
 * or a copy inside a temporary folder. Throws UserError `git-failed`, and `inside-git` if the folder
 * is git's own.
 */
export async function findCheckout(folder: string): Promise<Checkout | undefined> {
  const asked = await runGit(folder, [
    "rev-parse",
    "--is-inside-git-dir",
    "--is-inside-work-tree",
    "--show-prefix",
  ]);
  if (!asked) return undefined;
  if (asked.exitCode !== 0) {
    if (asked.stderr.includes("not a git repository")) return undefined;
    throw gitFailed(folder, asked);
  }
  const [own, inside, ...rest] = asked.stdout.toString("utf8").split("\n");
  if (own === "true") {
    throw new UserError(
      "inside-git",
      `${folder} is where git keeps a repository, and not a checkout of it. Name the folder to work on with --cwd.`,
    );
  }
  if (inside !== "true") return undefined;
  const prefix = rest.join("\n").replace(/\/?\n$/, "");
  if (prefix !== "" && (await isIgnored(folder))) return undefined;
  return { prefix };
}

/** A path that git lists. */
export interface GitName {
  /** What is not UTF-8 in it is U+FFFD. */
  readonly name: string;
  readonly isText: boolean;
  /** Whether git does not expect it on disk, as in a sparse checkout. */
  readonly leftOut: boolean;
}

/**
 * The paths that git lists in `folder`: tracked, and untracked but not ignored. To be gone through
 * once.
 */
export async function gitFiles(folder: string): Promise<Iterable<GitName>> {
  const options = ["--cached", "--others", "--exclude-standard"];
  return namesIn(await mustRunGit(folder, ["ls-files", "-z", "-t", ...options]));
}

/** Each entry is a letter for the state and a space before a name; `S` is what git keeps off the disk. */
function* namesIn(answer: Buffer): Generator<GitName> {
  if (!isUtf8(answer)) {
    for (const entry of splitAtNul(answer)) {
      const name = entry.subarray(2);
      yield { name: name.toString("utf8"), isText: isUtf8(name), leftOut: entry[0] === 0x53 };
    }
    return;
  }
  // One decoding for all of them takes a fraction of one for each.
  const text = answer.toString("utf8");
  for (let start = 0; start < text.length;) {
    const end = text.indexOf("\0", start);
    if (end === -1) throw new Error("git's answer does not end with a NUL byte");
    yield { name: text.slice(start + 2, end), isText: true, leftOut: text[start] === "S" };
    start = end + 1;
  }
}

/** What git has in `folder` (relative to `root`); nothing without a checkout. */
export async function trackedBelow(root: string, folder: RepoPath): Promise<readonly RepoPath[]> {
  const resolved = resolveRoot(root);
  const options = ["-z", "--cached", "--", `:(literal)${folder}`];
  const found = await runGit(resolved, ["ls-files", ...options]);
  if (!found || found.stderr.includes("not a git repository")) return [];
  if (found.exitCode !== 0) throw gitFailed(resolved, found);
  return Array.from(splitAtNul(found.stdout), (path) => path.toString("utf8"));
}

async function isIgnored(folder: string): Promise<boolean> {
  const ignored = await runGit(folder, ["check-ignore", "--quiet", "."]);
  if (ignored?.exitCode !== 0) return false;
  const tracked = await mustRunGit(folder, ["ls-files", "-z", "--cached"]);
  return tracked.length === 0;
}

/**
 * Options that switch off the filter programs which the target's own configuration names: `status`
 * would run them on every file that looks changed.
 */
async function withoutFilters(folder: string): Promise<string[]> {
  const found = await runGit(folder, [
    "config",
    "--local",
    "--includes",
    "--name-only",
    "-z",
    "--get-regexp",
    "^filter\\..*\\.(clean|process|required)$",
  ]);
  if (found?.exitCode !== 0) return [];
  return Array.from(
    splitAtNul(found.stdout),
    (name) => `--config-env=${name.toString("utf8")}=${EMPTY_VARIABLE}`,
  );
}

async function mustRunGit(folder: string, args: readonly string[]): Promise<Buffer> {
  const result = await runGit(folder, args);
  if (result?.exitCode !== 0) throw gitFailed(folder, result);
  return result.stdout;
}

function gitFailed(folder: string, result: GitResult | undefined): UserError {
  const said = result ? result.stderr.trim() || `exit ${result.exitCode}` : "it is gone";
  return new UserError(
    "git-failed",
    `git could not read the checkout around ${folder}: ${said}. Make \`git status\` work there, then try again.`,
  );
}
