import { randomBytes } from "node:crypto";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { DiskError, TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { mayRun, parseHolder, thisHolder } from "./lock-holder.ts";
import type { LockHolder } from "./lock-holder.ts";
import { OWN_FOLDER, dropOwnFolder, hasOwnFolder, makeOwnFolder } from "../own-folder.ts";
import { UnfitFileError } from "../regular-file.ts";
import type { RepoPath } from "../repo-path.ts";
import { resolveRoot } from "../root.ts";

/** The right to change the files below a root, until it is released or the process ends. */
export interface Lock {
  readonly root: string;
  /** Throws UserError `lock-failed`. */
  release(): void;
}

/** How long one that asks waits for another that asks at the same moment, in milliseconds. */
const PATIENCE = 300;

/**
 * Takes the lock of `root`. Throws UserError `not-a-folder`; `locked`, which says who holds it and
 * since when; `unsafe-journal`; `lock-failed` if the system refuses.
 *
 * Everyone who asks writes a file of a name that nobody else ever has, and then looks for those of
 * others: of two, at least the one that looks later sees the other, so no two can hold it. If both
 * see each other, the one whose name sorts first stays. The file of a process that has ended is
 * just not counted; whoever removes it cannot hit another's, as names are not used twice. That is
 * what a lock file of one fixed name cannot give: there, a stale one that is taken over by two at
 * once may be removed when it is no longer stale.
 */
export async function acquireLock(root: string): Promise<Lock> {
  const disk = new TargetDisk(resolveRoot(root));
  try {
    const own = ask(disk);
    try {
      const stale = await waitForOthers(disk, own);
      for (const path of stale) disk.remove(path);
      // Whoever held it before may have removed it on leaving.
      makeOwnFolder(disk);
    } catch (error) {
      tryTo(() => disk.remove(own));
      throw error;
    }
    return { root: disk.root, release: () => release(disk, own) };
  } catch (error) {
    throw failed(disk, "nothing was written, for there is no lock to be had on", error);
  }
}

function release(disk: TargetDisk, own: RepoPath): void {
  try {
    dropOwnFolder(disk, own);
  } catch (error) {
    throw failed(disk, "all was done, but something was left behind in", error);
  }
}

/** Runs `work` with the lock of `root`, or with `held` if the caller has it already. */
export async function withLock<T>(
  root: string,
  held: Lock | undefined,
  work: (lock: Lock) => Promise<T>,
): Promise<T> {
  return held ? await work(held) : await releasing(await acquireLock(root), work);
}

async function releasing<T>(lock: Lock, work: (lock: Lock) => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work(lock);
  } catch (error) {
    try {
      lock.release();
    } catch {
      // What went wrong first is what has to be told; the lock ends with the process.
    }
    throw error;
  }
  lock.release();
  return result;
}

/**
 * withLock, but where the system does not let anything be written, `work` runs without: there may
 * be nothing to write.
 */
export async function withLockIfPossible<T>(
  root: string,
  work: (lock?: Lock) => Promise<T>,
): Promise<T> {
  let lock: Lock;
  try {
    lock = await acquireLock(root);
  } catch (error) {
    if (error instanceof UserError && error.code === "lock-failed") return await work();
    throw error;
  }
  return await releasing(lock, work);
}

/** Who holds the lock, as far as can be told. */
export function lockHolder(disk: TargetDisk): LockHolder | undefined {
  return others(disk, "").live[0]?.holder;
}

/** `process 17 on build-1, since 2026-01-31T10:00:00.000Z`. */
export function describeHolder({ pid, host, since }: LockHolder): string {
  return `process ${pid} on ${host}, since ${since}`;
}

function ask(disk: TargetDisk): RepoPath {
  const name = `${process.pid}-${randomBytes(6).toString("hex")}`;
  const asking = `${OWN_FOLDER}/asking-${name}`;
  const own = `${OWN_FOLDER}/lock-${name}`;
  for (let tries = 1; ; tries += 1) {
    try {
      makeOwnFolder(disk);
      // Renamed, so that nobody sees half of it.
      disk.writeAround(asking, `${JSON.stringify(thisHolder())}\n`);
      disk.rename(asking, own);
      return own;
    } catch (error) {
      // One who left has just taken the folder away.
      const gone = error instanceof DiskError && ["ENOENT", "EEXIST"].includes(error.code);
      if (!gone || tries === 10) {
        tryTo(() => disk.remove(asking));
        throw error;
      }
    }
  }
}

/** Resolves, with files of processes that are gone, when no other has or wants the lock. */
async function waitForOthers(disk: TargetDisk, own: RepoPath): Promise<readonly RepoPath[]> {
  for (const end = Date.now() + PATIENCE; ; await sleep(10)) {
    const { live, stale } = others(disk, own);
    const [first] = live;
    if (!first) return stale;
    if (first.path < own || Date.now() > end) throw lockedBy(disk, first);
  }
}

interface Found {
  readonly path: RepoPath;
  readonly holder: LockHolder;
}

function others(
  disk: TargetDisk,
  own: RepoPath,
): { live: readonly Found[]; stale: readonly RepoPath[] } {
  const live: Found[] = [];
  const stale: RepoPath[] = [];
  if (!hasOwnFolder(disk)) return { live, stale };
  for (const name of disk.list(OWN_FOLDER).sort()) {
    const path = `${OWN_FOLDER}/${name}`;
    if (!/^(?:lock|asking)-/.test(name) || path === own) continue;
    const holder = readHolder(disk, path);
    if (holder === "gone") continue;
    if (holder === undefined || !mayRun(holder)) stale.push(path);
    else if (name.startsWith("lock-")) live.push({ path, holder });
  }
  return { live, stale };
}

function readHolder(disk: TargetDisk, path: RepoPath): LockHolder | "gone" | undefined {
  try {
    return parseHolder(disk.read(path).bytes.toString("utf8"));
  } catch (error) {
    if (error instanceof UnfitFileError) return undefined;
    if (error instanceof DiskError && error.code === "ENOENT") return "gone";
    throw error;
  }
}

function lockedBy(disk: TargetDisk, { path, holder }: Found): UserError {
  return new UserError(
    "locked",
    `another run is at work on ${disk.root}: ${describeHolder(holder)}. Nothing was written. Wait until it has ended; if it is not running any more, remove ${path}.`,
  );
}

function failed(disk: TargetDisk, what: string, error: unknown): unknown {
  if (!(error instanceof DiskError)) return error;
  return new UserError("lock-failed", `${what} ${disk.root}: ${error.path}: ${error.message}.`, {
    cause: error,
  });
}

function tryTo(call: () => void): void {
  try {
    call();
  } catch {
    // The caller has something more important to tell.
  }
}
