import { isUtf8 } from "node:buffer";
import { lstatSync, realpathSync } from "node:fs";
import { join, relative } from "node:path";
import type { OtherPath } from "./file-source.ts";
import { findCheckout, gitFiles } from "./git/git.ts";
import type { GitName } from "./git/git.ts";
import { liesInOwnFolder } from "./own-folder.ts";
import { foldersAbove } from "./repo-path.ts";
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
}

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

type Found = "file" | "absent" | Omit<SkippedPath, "path">;

/**
 * The files below `root`: in a git checkout, git's own list without what has been deleted;
 * otherwise everything but node_modules and .git; never what is in the folder of the journal.
 * `root` may be a folder inside a checkout. Throws
 * UserError `not-a-folder`, or `git-failed` if there is a checkout that git cannot read.
 */
export async function listFiles(root: string): Promise<Listing> {
  const folder = resolveRoot(root);
  const skipped: SkippedPath[] = [];
  const checkout = await findCheckout(folder);
  let names: readonly GitName[];
  if (checkout) {
    names = await gitFiles(folder);
  } else {
    // Loaded here: few targets are no checkout.
    const { walk } = await import("./walk.ts");
    const walked = walk(folder);
    names = walked.names.map((name) => ({ name, leftOut: false }));
    for (const { path, reason } of walked.unreadable) {
      skipped.push({ path, code: "unreadable", reason });
    }
  }

  const paths: RepoPath[] = [];
  const look = looker(folder);
  for (const [path, { isText, leftOut }] of distinct(names)) {
    // Git ignores that folder, unless somebody has added it by force.
    if (liesInOwnFolder(path)) continue;
    const found = isText ? look(path) : NAME_NOT_UTF8;
    if (found === "file") paths.push(path);
    else if (found !== "absent") skipped.push({ path, ...found });
    else if (leftOut) skipped.push({ path, ...NOT_ON_DISK });
  }
  return {
    paths: paths.sort(),
    source: checkout ? "git" : "walk",
    skipped: skipped.sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

const NAME_NOT_UTF8: Found = { code: "name-not-utf8", reason: "its name is not UTF-8" };
const NOT_ON_DISK = {
  code: "not-on-disk",
  reason: "git has it, and a sparse checkout leaves it out",
} as const;

interface Named {
  readonly isText: boolean;
  readonly leftOut: boolean;
}

/** Each name once (git lists a file with merge conflicts several times), and whether it is UTF-8. */
function distinct(names: readonly GitName[]): ReadonlyMap<RepoPath, Named> {
  const paths = new Map<RepoPath, Named>();
  for (const { name, leftOut } of names) {
    const path = name.toString("utf8");
    // Git ends the name of an untracked repository with a slash.
    const plain = path.endsWith("/") ? path.slice(0, -1) : path;
    paths.set(plain, { isText: isUtf8(name), leftOut });
  }
  return paths;
}

/** Says what is at a path. Git's list may be older than the disk, so nothing in it is believed. */
function looker(root: string): (path: RepoPath) => Found {
  const folders = new Map<RepoPath, boolean>([["", true]]);
  const isRealFolder = (folder: RepoPath): boolean => {
    const stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    return stat?.isDirectory() ?? false;
  };
  /** Whether all folders above `path` are folders, and not symlinks that took their place. */
  const isReached = (path: RepoPath): boolean =>
    foldersAbove(path)
      .toReversed()
      .every((folder) => {
        let real = folders.get(folder);
        if (real === undefined) {
          real = isRealFolder(folder);
          folders.set(folder, real);
        }
        return real;
      });
  return (path) => {
    try {
      if (!isReached(path)) return "absent";
      const stat = lstatSync(join(root, path), { throwIfNoEntry: false });
      if (!stat) return "absent";
      if (stat.isFile()) return "file";
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
