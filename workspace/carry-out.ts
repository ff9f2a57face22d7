import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { chmod, lstat, mkdir, open, rename, rm, rmdir, unlink } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "./errors.ts";
import { foldersAbove } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";
import { isSystemError, reasonOf } from "./root.ts";

/** What a file held and was before it is changed. */
export interface PreImage {
  readonly bytes: Uint8Array;
  readonly stat: Pick<Stats, "mode" | "uid" | "gid">;
}

/** A file to make or replace. */
export interface PlannedWrite {
  readonly path: RepoPath;
  readonly bytes: Uint8Array;
  /** The file whose mode and owner it gets; undefined for those of any new file. */
  readonly like: PreImage["stat"] | undefined;
  /** What it replaces; undefined if there is nothing. */
  readonly previous: PreImage | undefined;
}

export interface PlannedRemoval {
  readonly path: RepoPath;
  readonly previous: PreImage;
  /**
   * To be done before anything is put into place: the file gets a name that differs only in case,
   * on a disk where that is the same name.
   */
  readonly first: boolean;
}

/** All that has to be known to carry a change out, and to take it back. */
export interface DiskChange {
  readonly writes: readonly PlannedWrite[];
  readonly removals: readonly PlannedRemoval[];
}

interface Undo {
  readonly path: RepoPath;
  run(): Promise<unknown>;
}

/**
 * Makes `change` below the absolute folder `root`: all new contents are first written to temporary
 * files beside their places, then renamed into them; then files are removed, and folders that this
 * leaves empty. If the system refuses anything, what was done is taken back and UserError
 * `apply-failed` is thrown, which names the file, and any that could not be put back.
 */
export async function carryOut(root: string, change: DiskChange): Promise<void> {
  const undos: Undo[] = [];
  let current: RepoPath = "";
  try {
    const staged: { write: PlannedWrite; temporary: string }[] = [];
    for (const write of change.writes) {
      current = write.path;
      await makeFolders(root, write.path, undos);
      staged.push({ write, temporary: await stage(root, write, undos) });
    }
    for (const removal of change.removals.filter(({ first }) => first)) {
      current = removal.path;
      await remove(root, removal, undos);
    }
    for (const { write, temporary } of staged) {
      current = write.path;
      await place(root, write, temporary, undos);
    }
    for (const removal of change.removals.filter(({ first }) => !first)) {
      current = removal.path;
      await remove(root, removal, undos);
    }
    for (const removal of change.removals) {
      current = removal.path;
      await removeEmptyFolders(root, removal.path, undos);
    }
  } catch (error) {
    const lost = await takeBack(undos);
    if (!isSystemError(error) && lost.length === 0) throw error;
    throw new UserError("apply-failed", failureMessage(current, error, lost), { cause: error });
  }
}

async function makeFolders(root: string, path: RepoPath, undos: Undo[]): Promise<void> {
  for (const folder of foldersAbove(path).toReversed()) {
    const target = join(root, folder);
    try {
      await mkdir(target);
    } catch (error) {
      if (isSystemError(error) && error.code === "EEXIST") continue;
      throw error;
    }
    undos.push({ path: folder, run: () => rmdir(target) });
  }
}

async function stage(root: string, write: PlannedWrite, undos: Undo[]): Promise<string> {
  const temporary = temporaryBeside(root, write.path);
  const file = await open(temporary, "wx");
  // Once it has been renamed there is nothing to remove, which is as well.
  undos.push({ path: write.path, run: () => rm(temporary, { force: true }) });
  await fill(file, write.bytes, write.like);
  return temporary;
}

async function place(
  root: string,
  write: PlannedWrite,
  temporary: string,
  undos: Undo[],
): Promise<void> {
  const { path, previous } = write;
  const target = join(root, path);
  await rename(temporary, target);
  undos.push({
    path,
    run: () => (previous ? putBack(root, path, previous) : unlink(target)),
  });
}

async function remove(root: string, removal: PlannedRemoval, undos: Undo[]): Promise<void> {
  const { path, previous } = removal;
  await unlink(join(root, path));
  undos.push({ path, run: () => putBack(root, path, previous) });
}

async function removeEmptyFolders(root: string, path: RepoPath, undos: Undo[]): Promise<void> {
  for (const folder of foldersAbove(path)) {
    const target = join(root, folder);
    try {
      const { mode } = await lstat(target);
      await rmdir(target);
      undos.push({
        path: folder,
        run: async () => {
          await mkdir(target);
          await chmod(target, mode & 0o7777);
        },
      });
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code === "ENOENT") continue;
      // Not empty. A folder that may not be removed, a mount say, may stay as well.
      return;
    }
  }
}

async function putBack(root: string, path: RepoPath, previous: PreImage): Promise<void> {
  const temporary = temporaryBeside(root, path);
  await fill(await open(temporary, "wx"), previous.bytes, previous.stat);
  await rename(temporary, join(root, path));
}

/** The last first. Goes on where one fails; returns the paths that are not as they were. */
async function takeBack(undos: readonly Undo[]): Promise<RepoPath[]> {
  const lost = new Set<RepoPath>();
  for (const undo of undos.toReversed()) {
    try {
      await undo.run();
    } catch {
      lost.add(undo.path);
    }
  }
  return [...lost].sort();
}

async function fill(
  file: FileHandle,
  bytes: Uint8Array,
  like: PreImage["stat"] | undefined,
): Promise<void> {
  try {
    await file.writeFile(bytes);
    if (like) {
      const { uid, gid } = await file.stat();
      // Only root may give a file away; for anyone else the file becomes theirs.
      if (uid !== like.uid || gid !== like.gid) {
        await file.chown(like.uid, like.gid).catch(() => undefined);
      }
      await file.chmod(like.mode & 0o7777);
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Short whatever the file is called, so that a name of the greatest length has room for it. */
function temporaryBeside(root: string, path: RepoPath): string {
  return join(root, path, "..", `.${randomBytes(6).toString("hex")}.conn-codemod`);
}

function failureMessage(path: RepoPath, error: unknown, lost: readonly RepoPath[]): string {
  const failed = `could not change ${path}: ${reasonOf(error)}.`;
  if (lost.length === 0) return `${failed} Everything is as it was before.`;
  return `${failed} These could not be put back and have to be looked at:\n${lost.map((each) => `  ${each}`).join("\n")}`;
}
