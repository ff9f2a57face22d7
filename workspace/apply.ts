import { Buffer } from "node:buffer";
import { lstatSync } from "node:fs";
import type { Stats } from "node:fs";
import { join } from "node:path";
import { carryOut } from "./carry-out.ts";
import type { DiskChange, PlannedRemoval, PlannedWrite, PreImage } from "./carry-out.ts";
import type { ChangeSet, FileChange } from "./change-set.ts";
import { pathProblem } from "./conflicts.ts";
import { UserError } from "./errors.ts";
import { hashOf } from "./hash.ts";
import { UnfitFileError, readRegularFile } from "./regular-file.ts";
import { foldersAbove } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";
import { isSystemError, reasonOf, resolveRoot } from "./root.ts";

/**
 * Writes `changes` below `root`, all of them or none. Files keep their modes; folders that become
 * empty go. Throws UserError: `not-a-folder`; `unsafe-path` if a path leaves the root or lies in
 * `.git`; `drift` if a file is not what the changes were computed from, naming each such file, with
 * nothing written; `apply-failed` if the system refuses a write, after what was done has been put
 * back.
 */
export async function applyChangeSet(root: string, changes: ChangeSet): Promise<void> {
  const folder = resolveRoot(root);
  await carryOut(folder, checkAgainstDisk(folder, changes));
}

/**
 * What `changes` come to on the disk as it is now, below the absolute folder `root`. Throws
 * UserError `unsafe-path` and `drift`. Writes nothing.
 */
export function checkAgainstDisk(root: string, changes: ChangeSet): DiskChange {
  const writes: PlannedWrite[] = [];
  const removals: PlannedRemoval[] = [];
  const drifted: string[] = [];
  for (const change of changes) {
    for (const path of new Set([change.from ?? change.path, change.path])) mustBeSafe(path);
    try {
      const previous = change.change === "added" ? undefined : readBase(root, change);
      const isNew = previous === undefined || change.from !== undefined;
      const first = isNew && mustBeFree(root, change) === "itself";
      if (previous && (change.from !== undefined || change.after === undefined)) {
        removals.push({ path: change.from ?? change.path, previous, first });
      }
      if (change.after !== undefined) {
        writes.push({
          path: change.path,
          bytes: Buffer.from(change.after, "utf8"),
          like: previous?.stat,
          previous: change.from === undefined ? previous : undefined,
        });
      }
    } catch (error) {
      if (!(error instanceof DriftError)) throw error;
      drifted.push(`  ${error.path}: ${error.message}`);
    }
  }
  if (drifted.length > 0) {
    throw new UserError(
      "drift",
      `the files are not, or no longer, as they were read; nothing was written:\n${drifted.join("\n")}\nRun again to work on the files as they are.`,
    );
  }
  return { writes, removals };
}

class DriftError extends Error {
  override readonly name = "DriftError";

  constructor(
    readonly path: RepoPath,
    message: string,
  ) {
    super(message);
  }
}

function mustBeSafe(path: RepoPath): void {
  const problem = pathProblem(path);
  if (problem !== undefined) {
    throw new UserError(
      "unsafe-path",
      `${JSON.stringify(path)} ${problem}; nothing was written. Correct the plan's path.`,
    );
  }
}

/** The file that a change was computed from, if it still is what it was. */
function readBase(root: string, { path, from, baseHash }: FileChange): PreImage {
  const base = from ?? path;
  mustHaveRealFolders(root, base);
  let file: PreImage;
  try {
    file = readRegularFile(join(root, base));
  } catch (error) {
    if (error instanceof UnfitFileError) throw new DriftError(base, error.message);
    if (!isSystemError(error)) throw error;
    throw new DriftError(
      base,
      error.code === "ENOENT" ? "it is gone" : `it cannot be read (${reasonOf(error)})`,
    );
  }
  if (baseHash === undefined) throw new DriftError(base, "it could not be read before");
  if (hashOf(file.bytes) !== baseHash) throw new DriftError(base, "its content has changed");
  return file;
}

/** `itself`: the file to be moved is there, under a name that differs only in case. */
function mustBeFree(root: string, { path, from }: FileChange): "free" | "itself" {
  mustHaveRealFolders(root, path);
  const there = look(root, path);
  if (!there) return "free";
  if (from?.toLowerCase() === path.toLowerCase() && look(root, from)?.ino === there.ino) {
    return "itself";
  }
  throw new DriftError(path, "it exists already");
}

/** A symlink among the folders could lead out of the root, and what is behind it was never read. */
function mustHaveRealFolders(root: string, path: RepoPath): void {
  for (const folder of foldersAbove(path).toReversed()) {
    const stat = look(root, folder);
    if (!stat) return;
    if (stat.isSymbolicLink()) throw new DriftError(path, `${folder} is a symlink`);
    if (!stat.isDirectory()) throw new DriftError(path, `${folder} is not a folder`);
  }
}

function look(root: string, path: RepoPath): Stats | undefined {
  try {
    return lstatSync(join(root, path), { throwIfNoEntry: false });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new DriftError(path, `it cannot be looked at (${reasonOf(error)})`);
  }
}
