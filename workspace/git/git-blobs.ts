import { UnreadableFileError } from "../file-source.ts";
import type { FileSource } from "../file-source.ts";
import type { RepoPath } from "../repo-path.ts";
import { reasonOf } from "../root.ts";
import { runGitNow } from "./run-git.ts";

/** How many files are asked for at once, and how many bytes of them at most. */
const MOST_FILES = 5000;
const MOST_BYTES = 32 * 1024 * 1024;

/** How many bytes of files are kept, so that a search need not ask git again. */
const MOST_KEPT = 64 * 1024 * 1024;

/**
 * Files that are objects of git's: `ids` has the object of each path. A search asks for one file
 * after the other, so those that come next are read along with each. Nothing is fetched: in a clone
 * that has only some of the objects, files without theirs cannot be read.
 */
export function blobSource(folder: string, ids: ReadonlyMap<RepoPath, string>): FileSource {
  const paths = [...ids.keys()].sort();
  const positions = new Map(paths.map((path, index) => [path, index]));
  const kept = new Map<RepoPath, Buffer | undefined>();
  let room = MOST_KEPT;
  let batch: ReadonlyMap<RepoPath, Buffer | undefined> = new Map();
  let sizes: ReadonlyMap<RepoPath, number | undefined> | undefined;
  let last = -1;

  /** `path` and, if it is the next in order, as many of those behind it as may be read at once. */
  const together = (path: RepoPath, position: number): readonly RepoPath[] => {
    if (position !== last + 1) return [path];
    sizes ??= readSizes(folder, ids);
    let bytes = 0;
    let end = position;
    while (end < paths.length && end - position < MOST_FILES) {
      bytes += sizes.get(paths[end] ?? "") ?? 0;
      if (bytes > MOST_BYTES && end > position) break;
      end += 1;
    }
    return paths.slice(position, end);
  };

  return {
    paths,
    bytes: (path) => {
      const position = positions.get(path) ?? 0;
      if (!kept.has(path) && !batch.has(path)) {
        batch = readBlobs(folder, together(path, position), ids);
        for (const [each, blob] of batch) {
          const size = blob?.byteLength ?? 0;
          if (kept.has(each) || size > room) continue;
          room -= size;
          kept.set(each, blob);
        }
      }
      last = position;
      const blob = kept.get(path) ?? batch.get(path);
      if (blob) return blob;
      throw new UnreadableFileError(
        `${path} cannot be read: this clone does not have its content of that commit`,
      );
    },
  };
}

function readSizes(
  folder: string,
  ids: ReadonlyMap<RepoPath, string>,
): ReadonlyMap<RepoPath, number | undefined> {
  const format = "--batch-check=%(objectsize)";
  const { stdout } = ask(folder, ["cat-file", "--buffer", format], [...ids.values()]);
  const lines = stdout.toString("latin1").split("\n");
  // Of an object that is not there, git says its id and `missing`.
  return new Map(
    [...ids.keys()].map((path, index) => {
      const size = Number(lines[index]);
      return [path, Number.isInteger(size) ? size : undefined];
    }),
  );
}

function readBlobs(
  folder: string,
  paths: readonly RepoPath[],
  ids: ReadonlyMap<RepoPath, string>,
): ReadonlyMap<RepoPath, Buffer | undefined> {
  const wanted = paths.map((path) => ids.get(path) ?? "");
  const { stdout } = ask(folder, ["cat-file", "--buffer", "--batch"], wanted);
  const blobs = new Map<RepoPath, Buffer | undefined>();
  let at = 0;
  for (const path of paths) {
    const end = stdout.indexOf("\n", at);
    if (end === -1) break;
    const header = stdout.toString("latin1", at, end).split(" ");
    at = end + 1;
    if (header[1] !== "blob") {
      blobs.set(path, undefined);
      continue;
    }
    const size = Number(header[2]);
    blobs.set(path, stdout.subarray(at, at + size));
    at += size + 1;
  }
  return blobs;
}

function ask(folder: string, args: readonly string[], ids: readonly string[]) {
  try {
    return runGitNow(folder, args, ids.map((id) => `${id}\n`).join(""));
  } catch (error) {
    throw new UnreadableFileError(`git could not read the commit's files: ${reasonOf(error)}`, {
      cause: error,
    });
  }
}
