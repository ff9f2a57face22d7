import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { lstatSync, realpathSync } from "node:fs";
import type { Stats } from "node:fs";
import { join, relative } from "node:path";
import type { OtherPath } from "./file-source.ts";
import { findCheckout, gitFiles } from "./git/git.ts";
import type { GitName } from "./git/git.ts";
import { liesInOwnFolder } from "./own-folder.ts";
import { folderOf } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";
import { isSystemError, reasonOf, resolveRoot } from "./root.ts";

/** The files of the target, and what is there but is not a file of it. */
export interface Listing {
  /** Regular files, sorted by code unit. */
  readonly paths: readonly RepoPath[];
  /** `git`: what git tracks or would track. `walk`: everything there is, for want of a checkout. */
  readonly source: "git" | "walk";
  /** Sorted by path. */
  readonly skipped: readonly SkippedPath[];
  /** Undefined for what is not on disk, but in a commit. */
  readonly stamp?: Stamp;
}

/** Tells whether a tree has changed without a look into its files, as git does. */
export interface Stamp {
  /** Equal if the same files are in the same places, and nobody has written to them. */
  readonly digest: string;
  /**
   * When the last of them was changed, in milliseconds since 1970. A change at the moment of the look
   * might leave everything else as it is.
   */
  readonly newest: number;
  /** Of each path, by its place in the listing; undefined where that would be too much to keep. */
  readonly states: readonly string[] | undefined;
}

/** What a file was at a look: words that tell it from what it is later, and when it was changed. */
interface FileState {
  readonly state: string;
  readonly changed: number;
}

/** For how many files it is kept what each of them was. */
const MOST_STATES = 50_000;

/** Something below the root that is not listed. What is not UTF-8 in its path is shown as U+FFFD. */
export interface SkippedPath extends OtherPath {
  readonly code: SkipCode;
}

/**
 * `symlink`: leads to a place inside the root, where it is listed if it is a file of the target.
 * `symlink-outside`: leads out of the root. `symlink-broken`: leads nowhere. `submodule`: a
 * repository of its own. `not-a-file`: a pipe, socket or device. `not-on-disk`: a sparse checkout
 * leaves it out. `name-not-utf8`. `unreadable`: the system said no.
 */
export type SkipCode =
  | "symlink"
  | "symlink-outside"
  | "symlink-broken"
  | "submodule"
  | "not-a-file"
  | "not-on-disk"
  | "name-not-utf8"
  | "unreadable";

type Found = FileState | "absent" | Omit<SkippedPath, "path">;

/**
 * The files below `root`: in a git checkout, git's own list without what has been deleted;
 * otherwise everything but node_modules and .git; never what is in the folder of the journal.
 * `root` may be a folder inside a checkout. At `expected`, files that are most likely to be among
 * them, it looks while git is at work. Throws UserError `not-a-folder`, or `git-failed` if there is a
 * checkout that git cannot read.
 */
export async function listFiles(
  root: string,
  expected: readonly RepoPath[] = [],
): Promise<Listing> {
  const folder = resolveRoot(root);
  const skipped: SkippedPath[] = [];
  // Both at once: git takes longer to start than to answer.
  const asked = Promise.allSettled([gitFiles(folder)]);
  const around = Promise.allSettled([findCheckout(folder)]);
  const look = looker(folder);
  const seen = new Map(expected.map((path) => [path, look(path)]));
  const [found] = await around;
  if (found.status === "rejected") throw found.reason;
  const checkout = found.value;
  let names: Iterable<GitName>;
  if (checkout) {
    const [answer] = await asked;
    if (answer.status === "rejected") throw answer.reason;
    names = answer.value;
  } else {
    // Loaded here: few targets are no checkout.
    const { walk } = await import("./walk.ts");
    const walked = walk(folder);
    names = walked.names.map((name) => {
      return { name: name.toString("utf8"), isText: isUtf8(name), leftOut: false };
    });
    for (const { path, reason } of walked.unreadable) {
      skipped.push({ path, code: "unreadable", reason });
    }
  }

  const files = new Map<RepoPath, FileState>();
  for (const [path, { isText, leftOut }] of distinct(names)) {
    // Git ignores that folder, unless somebody has added it by force.
    if (liesInOwnFolder(path)) continue;
    const found = isText ? (seen.get(path) ?? look(path)) : NAME_NOT_UTF8;
    if (found === "absent") {
      if (leftOut) skipped.push({ path, ...NOT_ON_DISK });
    } else if ("code" in found) skipped.push({ path, ...found });
    else files.set(path, found);
  }
  const paths = [...files.keys()].sort();
  skipped.sort((a, b) => (a.path < b.path ? -1 : 1));
  const source = checkout ? "git" : "walk";
  return { paths, source, skipped, stamp: stampOf(paths, files, skipped) };
}

function stampOf(
  paths: readonly RepoPath[],
  files: ReadonlyMap<RepoPath, FileState>,
  skipped: readonly SkippedPath[],
): Stamp {
  let newest = 0;
  const hash = createHash("sha256");
  const states: string[] = [];
  for (const path of paths) {
    const { state = "", changed = 0 } = files.get(path) ?? {};
    newest = Math.max(newest, changed);
    hash.update(`${path}\0${state}\0`);
    if (paths.length <= MOST_STATES) states.push(state);
  }
  const digest = hash.update(JSON.stringify(skipped)).digest("hex");
  return { digest, newest, states: paths.length <= MOST_STATES ? states : undefined };
}

/** When a file of this state was changed, in milliseconds since 1970, and its permission bits. */
export function readState(state: string): { readonly changed: number; readonly mode: number } {
  const [, modified = 0, changed = 0, , mode = 0] = state.split(" ").map(Number);
  return { changed: Math.max(modified, changed), mode };
}

/** What a file of these properties is, as a Stamp has it. */
export function stateOf({ size, mtimeMs, ctimeMs, ino, mode }: Stats): FileState {
  const state = [size, mtimeMs, ctimeMs, ino, mode].join(" ");
  return { state, changed: Math.max(mtimeMs, ctimeMs) };
}

const NAME_NOT_UTF8 = { code: "name-not-utf8", reason: "its name is not UTF-8" } as const;
const NOT_ON_DISK = {
  code: "not-on-disk",
  reason: "git has it, and a sparse checkout leaves it out",
} as const;

/** Each name once: git lists a file with merge conflicts several times. */
function distinct(names: Iterable<GitName>): ReadonlyMap<RepoPath, GitName> {
  const paths = new Map<RepoPath, GitName>();
  for (const named of names) {
    // Git ends the name of an untracked repository with a slash.
    const { name } = named;
    paths.set(name.endsWith("/") ? name.slice(0, -1) : name, named);
  }
  return paths;
}

/** Says what is at a path. Git's list may be older than the disk, so nothing in it is believed. */
function looker(root: string): (path: RepoPath) => Found {
  const at = (path: RepoPath): Stats | undefined =>
    lstatSync(`${root}/${path}`, { throwIfNoEntry: false });
  const folders = new Map<RepoPath, boolean>([["", true]]);
  /** Whether a folder and all above it are folders, and not symlinks that took their place. */
  const isReached = (folder: RepoPath): boolean => {
    let reached = folders.get(folder);
    if (reached === undefined) {
      reached = isReached(folderOf(folder)) && (at(folder)?.isDirectory() ?? false);
      folders.set(folder, reached);
    }
    return reached;
  };
  return (path) => {
    try {
      if (!isReached(folderOf(path))) return "absent";
      const stat = at(path);
      if (!stat) return "absent";
      if (stat.isFile()) return stateOf(stat);
      if (stat.isSymbolicLink()) return describeLink(root, path);
      if (stat.isDirectory()) {
        return {
          code: "submodule",
          reason: "a repository of its own, or a folder where git has a file",
        };
      }
      return {
        code: "not-a-file",
        reason: "neither a file nor a folder (a pipe, socket or device)",
      };
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return { code: "unreadable", reason: `it cannot be looked at (${reasonOf(error)})` };
    }
  };
}

function describeLink(root: string, path: RepoPath): Found {
  let target: string;
  try {
    target = relative(root, realpathSync(join(root, path)));
  } catch (error) {
    return { code: "symlink-broken", reason: `a symlink that leads nowhere (${reasonOf(error)})` };
  }
  if (target === ".." || target.startsWith("../")) {
    return { code: "symlink-outside", reason: "a symlink that leads out of the root" };
  }
  return {
    code: "symlink",
    reason: `a symlink to ${target === "" ? "the root" : target}, which counts under its own name`,
    leadsTo: target,
  };
}
