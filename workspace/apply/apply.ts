import { Buffer } from "node:buffer";
import type { Stats } from "node:fs";
import type { ChangedFile } from "./carry-out.ts";
import type { ChangeSet, FileChange } from "../change-set.ts";
import { commit, drift, told } from "./commit.ts";
import { pathProblem } from "../conflicts.ts";
import { DiskError, TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { hashOf } from "../hash.ts";
import { mustNotBeInterrupted } from "./interrupted.ts";
import type { About } from "./journal.ts";
import { foldersFor } from "./journal-write.ts";
import type { FileContent, PlannedChange, PlannedFile } from "./journal-write.ts";
import { withLock } from "./lock.ts";
import type { Lock } from "./lock.ts";
import { UnfitFileError } from "../regular-file.ts";
import { foldersAbove } from "../repo-path.ts";
import type { RepoPath } from "../repo-path.ts";
import { resolveRoot } from "../root.ts";

/** What an apply may be told beyond the change. */
export interface ApplyOptions extends Partial<About> {
  /** The lock of the root, if the caller has it; otherwise it is taken for the time of the apply. */
  readonly lock?: Lock;
}

/**
 * Writes `changes` below `root`, all of them or none, however the process may end: see commit. What
 * is cut short is completed or taken back by `recover`, and a change that was made can be taken back
 * by `undo`. Files keep their permission bits and, for root, their owners; folders that become empty
 * go.
 *
 * Symlinks are never followed. A file with several names (hard links) is replaced under the names
 * that are in `changes` only: what the others lead to stays as it is, in the root and outside.
 *
 * Throws UserError: `not-a-folder`; `unsafe-path` if a path leaves the root or lies in `.git`;
 * `duplicate-path`; `drift` if a file is not what the changes were computed from, naming each such
 * file, with nothing written; `locked`, `lock-failed` and `interrupted-apply`; and what commit
 * throws.
 */
export async function applyChangeSet(
  root: string,
  changes: ChangeSet,
  { lock, tool, plan, phases = [] }: ApplyOptions = {},
): Promise<void> {
  mustBeSafe(changes);
  const disk = new TargetDisk(resolveRoot(root));
  if (changes.length === 0) return;
  await withLock(disk.root, lock, async () => {
    mustNotBeInterrupted(disk);
    await commit(disk, planAgainstDisk(disk, changes), { tool, plan, phases });
  });
}

/** What `changes` come to on the disk as it is now. Throws UserError `drift` and `apply-failed`. */
function planAgainstDisk(disk: TargetDisk, changes: ChangeSet): PlannedChange {
  const drifted: ChangedFile[] = [];
  const files: PlannedFile[] = [];
  const going = new Set(
    changes.map(({ path, from, after }) => (after === undefined ? path : from)),
  );
  for (const change of changes) {
    try {
      files.push(...planned(disk, change, going));
    } catch (error) {
      drifted.push(asDrift(change.path, error));
    }
  }
  if (drifted.length > 0) throw drift(drifted, "nothing was written");
  try {
    return { files, folders: foldersFor(disk, files) };
  } catch (error) {
    throw told(error, "Nothing was written.");
  }
}

/** Paths at which there will be no file any more. */
type Going = ReadonlySet<RepoPath | undefined>;

function planned(disk: TargetDisk, change: FileChange, going: Going): PlannedFile[] {
  const { path, from } = change;
  const before = change.change === "added" ? undefined : readBase(disk, change);
  if (!before || from !== undefined) mustBeFree(disk, change, going);
  const after: FileContent | undefined =
    change.after === undefined
      ? undefined
      : {
          bytes: Buffer.from(change.after, "utf8"),
          mode: before?.mode,
          owner: before?.owner,
        };
  if (from === undefined) return [{ path, from, before, after }];
  return [
    { path: from, from: undefined, before, after: undefined },
    { path, from, before: undefined, after },
  ];
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

/** A file that cannot be looked at is not known to be what it was. */
function asDrift(path: RepoPath, error: unknown): ChangedFile {
  if (error instanceof DriftError) return { path: error.path, why: error.message };
  if (!(error instanceof DiskError)) throw error;
  return { path, why: `it cannot be looked at (${error.message})` };
}

function mustBeSafe(changes: ChangeSet): void {
  const seen = new Set<RepoPath>();
  for (const { path, from } of changes) {
    for (const each of from === undefined ? [path] : [from, path]) {
      const problem = pathProblem(each);
      if (problem !== undefined) {
        throw new UserError(
          "unsafe-path",
          `${JSON.stringify(each)} ${problem}; nothing was written. Correct the plan's path.`,
        );
      }
      if (seen.has(each)) {
        throw new UserError("duplicate-path", `${each} is changed twice; nothing was written.`);
      }
      seen.add(each);
    }
  }
}

/** The file that a change was computed from, if it still is what it was. */
function readBase(disk: TargetDisk, { path, from, baseHash }: FileChange): FileContent {
  const base = from ?? path;
  mustHaveRealFolders(disk, base);
  let file: { bytes: Buffer; stat: Stats };
  try {
    file = disk.read(base);
  } catch (error) {
    if (error instanceof UnfitFileError) throw new DriftError(base, error.message);
    if (!(error instanceof DiskError)) throw error;
    throw new DriftError(
      base,
      error.code === "ENOENT" ? "it is gone" : `it cannot be read (${error.message})`,
    );
  }
  if (baseHash === undefined) throw new DriftError(base, "it could not be read before");
  if (hashOf(file.bytes) !== baseHash) throw new DriftError(base, "its content has changed");
  const { mode, uid, gid } = file.stat;
  return { bytes: file.bytes, mode: mode & 0o777, owner: { uid, gid } };
}

/**
 * Unless what is there goes: a folder whose files go, or, on a disk that ignores case, the file
 * itself that is to be moved.
 */
function mustBeFree(disk: TargetDisk, { path, from }: FileChange, going: Going): void {
  mustHaveRealFolders(disk, path, going);
  const there = disk.look(path);
  if (!there) return;
  if (there.isDirectory() && [...going].some((each) => each?.startsWith(`${path}/`))) return;
  const renamed = from?.toLowerCase() === path.toLowerCase();
  if (renamed && from !== undefined && disk.look(from)?.ino === there.ino) return;
  throw new DriftError(path, "it exists already");
}

/** A symlink among the folders could lead out of the root, and what is behind it was never read. */
function mustHaveRealFolders(disk: TargetDisk, path: RepoPath, going?: Going): void {
  for (const folder of foldersAbove(path).toReversed()) {
    const stat = disk.look(folder);
    if (!stat) return;
    if (stat.isSymbolicLink()) throw new DriftError(path, `${folder} is a symlink`);
    if (stat.isFile() && going?.has(folder)) return;
    if (!stat.isDirectory()) throw new DriftError(path, `${folder} is not a folder`);
  }
}
