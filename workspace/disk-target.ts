import { Buffer } from "node:buffer";
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import type { Stats } from "node:fs";
import { join } from "node:path";
import { readRegularFile } from "./regular-file.ts";
import type { RepoPath } from "./repo-path.ts";
import { isSystemError, reasonOf } from "./root.ts";

/** What the system refused; `path` says where, and the message why, in a few words. */
export class DiskError extends Error {
  override readonly name = "DiskError";

  constructor(
    readonly path: RepoPath,
    private readonly refusal: NodeJS.ErrnoException & { code: string },
  ) {
    super(reasonOf(refusal), { cause: refusal });
  }

  /** As the system calls it, such as `ENOSPC`. */
  get code(): string {
    return this.refusal.code;
  }

  /** The same about another path. */
  at(path: RepoPath): DiskError {
    return new DiskError(path, this.refusal);
  }
}

/** Runs `work`, of which every refusal is about `path` to a person. */
export function about<T>(path: RepoPath, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof DiskError ? error.at(path) : error;
  }
}

export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** What a new file is to be like. */
export interface Looks {
  /** Permission bits. */
  readonly mode: number;
  /** Undefined: that of any new file there. */
  readonly owner: Owner | undefined;
}

/**
 * The disk below a root, one call at a time: all paths are relative to the root, and every refusal
 * is a DiskError that names the path. Nothing here waits, so that no other part of the program runs
 * between two calls.
 */
export class TargetDisk {
  constructor(
    /** Absolute, no symlink in it. */
    readonly root: string,
  ) {}

  /** What is at `path` itself, symlinks not followed; undefined if nothing is. */
  look(path: RepoPath): Stats | undefined {
    try {
      return lstatSync(join(this.root, path), { throwIfNoEntry: false });
    } catch (error) {
      // A file stands where a folder would have to be; or nothing can have such a name.
      const none = ["ENOTDIR", "ENAMETOOLONG"];
      if (isSystemError(error) && none.includes(error.code)) return undefined;
      throw asDiskError(path, error);
    }
  }

  /** Throws UnfitFileError too. */
  read(path: RepoPath): { bytes: Buffer; stat: Stats } {
    return at(path, () => readRegularFile(join(this.root, path)));
  }

  /** The names in a folder. */
  list(path: RepoPath): string[] {
    return at(path, () => readdirSync(join(this.root, path)));
  }

  /** Makes the file `path`, which must not be there, with these bytes, and syncs it. */
  write(path: RepoPath, bytes: Uint8Array, looks: Looks): void {
    at(path, () => {
      // Nobody else may read it before it has its own mode.
      const file = openSync(join(this.root, path), "wx", 0o600);
      try {
        writeAll(file, bytes);
        if (looks.owner) giveTo(file, looks.owner);
        fchmodSync(file, looks.mode);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    });
  }

  /** A small file of our own that need not outlive a power failure. Replaces what is there. */
  writeAround(path: RepoPath, text: string): void {
    at(path, () => {
      const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
      const file = openSync(
        join(this.root, path),
        O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW,
        0o644,
      );
      try {
        writeAll(file, Buffer.from(text));
      } finally {
        closeSync(file);
      }
    });
  }

  /** Replaces a file at `to`. */
  rename(from: RepoPath, to: RepoPath): void {
    at(to, () => renameSync(join(this.root, from), join(this.root, to)));
  }

  /** Removes a file; that it is gone already is as well. */
  remove(path: RepoPath): void {
    unless(["ENOENT", "ENOTDIR"], () => at(path, () => unlinkSync(join(this.root, path))));
  }

  /** Makes a folder, whose folder must be there; with `mode`, its permission bits become those. */
  makeFolder(path: RepoPath, mode?: number): void {
    at(path, () => {
      const folder = join(this.root, path);
      mkdirSync(folder, mode === undefined ? {} : { mode: mode & 0o777 });
      if (mode === undefined) return;
      const made = lstatSync(folder).mode & 0o7777;
      // A folder can inherit the bit that hands its group on; that is kept.
      const wanted = mode | (made & 0o2000);
      if (made !== wanted) chmodSync(folder, wanted);
    });
  }

  /** Whether the folder has gone. One that is in use, as a mount is, stays like one with files. */
  removeFolderIfEmpty(path: RepoPath): boolean {
    return unless(["ENOTEMPTY", "EEXIST", "EBUSY", "ENOENT", "ENOTDIR"], () =>
      at(path, () => rmdirSync(join(this.root, path))),
    );
  }

  /** Removes a folder of our own with all that is in it; symlinks in it are removed, not followed. */
  removeTree(path: RepoPath): void {
    if (!this.look(path)?.isDirectory()) {
      this.remove(path);
      return;
    }
    for (const name of this.list(path)) this.removeTree(`${path}/${name}`);
    this.removeFolderIfEmpty(path);
  }

  /**
   * Has the system write down the names in a folder; `""` is the root. A file system that cannot do
   * that for folders is left alone.
   */
  sync(path: RepoPath): void {
    unless(["EINVAL", "ENOTSUP", "EISDIR", "EPERM"], () =>
      at(path === "" ? this.root : path, () => {
        const folder = openSync(join(this.root, path), "r");
        try {
          fsyncSync(folder);
        } finally {
          closeSync(folder);
        }
      }),
    );
  }
}

/** Whether `call` went through; false where it was refused with one of `codes`. */
function unless(codes: readonly string[], call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    if (error instanceof DiskError && codes.includes(error.code)) return false;
    throw error;
  }
}

function at<T>(path: RepoPath, call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw asDiskError(path, error);
  }
}

function asDiskError(path: RepoPath, error: unknown): unknown {
  return isSystemError(error) ? new DiskError(path, error) : error;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.byteLength;) {
    done += writeSync(file, bytes, done, bytes.byteLength - done);
  }
}

/** Only root may give a file away; for anyone else the file becomes theirs. */
function giveTo(file: number, { uid, gid }: Owner): void {
  const stat = fstatSync(file);
  if (stat.uid === uid && stat.gid === gid) return;
  try {
    fchownSync(file, uid, gid);
  } catch (error) {
    if (!isSystemError(error) || error.code !== "EPERM") throw error;
  }
}
