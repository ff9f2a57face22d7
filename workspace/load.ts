import { lstatSync } from "node:fs";
import { join } from "node:path";
import { UnreadableFileError } from "./file-source.ts";
import type { FileSource, OtherPath } from "./file-source.ts";
import { listFiles, stateOf } from "./list.ts";
import type { Listing } from "./list.ts";
import { UnfitFileError, readRegularFile } from "./regular-file.ts";
import type { RepoPath } from "./repo-path.ts";
import { isSystemError, reasonOf, resolveRoot } from "./root.ts";
import { createSnapshot } from "./snapshot.ts";
import type { Snapshot } from "./snapshot.ts";

/** The target as it is on disk, and how its files were found. */
export interface LoadedSnapshot {
  readonly snapshot: Snapshot;
  readonly listing: Listing;
}

/** A target on disk, and what it has been asked for that is in no listing. */
export interface LoadedTarget extends LoadedSnapshot {
  /** What was at each place so far that is not listed; undefined where nothing was. */
  readonly unlisted: ReadonlyMap<RepoPath, OtherPath | undefined>;
}

/**
 * A snapshot of the files below `root`, which are those of `listing` (see listFiles) or listed now.
 * Files are read when somebody asks for them. Throws what listFiles throws.
 */
export async function loadSnapshot(root: string, listing?: Listing): Promise<LoadedTarget> {
  const listed = listing ?? (await listFiles(root));
  const source = diskSource(root, listed);
  const unlisted = new Map<RepoPath, OtherPath | undefined>();
  const asking: FileSource = {
    ...source,
    unlisted: (path) => {
      if (!unlisted.has(path)) unlisted.set(path, source.unlisted?.(path));
      return unlisted.get(path);
    },
  };
  return { listing: listed, snapshot: createSnapshot(asking), unlisted };
}

/** The files of `listing` below `root`. */
export function diskSource(root: string, { paths, skipped, source, stamp }: Listing): FileSource {
  const folder = resolveRoot(root);
  const unlike = new Set<RepoPath>();
  let listed: ReadonlyMap<RepoPath, string | undefined> | undefined;
  return {
    paths,
    others: skipped,
    unlike,
    unlisted: (path) => unlistedAt(folder, path, source),
    bytes: (path) => {
      try {
        const { bytes, stat } = readRegularFile(join(folder, path));
        const { states } = stamp ?? {};
        listed ??= states && new Map(paths.map((each, place) => [each, states[place]]));
        if (listed && stateOf(stat).state !== listed.get(path)) unlike.add(path);
        return bytes;
      } catch (error) {
        unlike.add(path);
        if (!isSystemError(error) && !(error instanceof UnfitFileError)) throw error;
        throw new UnreadableFileError(
          isSystemError(error) && error.code === "ENOENT"
            ? `${path} has gone since the files were listed`
            : `${path} cannot be read: ${reasonOf(error)}`,
          { cause: error },
        );
      }
    },
  };
}

/** What is on disk at `path` in `folder` although it is not one of those listed by `source`. */
export function unlistedAt(
  folder: string,
  path: RepoPath,
  source: Listing["source"],
): OtherPath | undefined {
  const unlisted = source === "git" ? "git does not list it" : "it is not listed";
  try {
    const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
    if (!stat) return undefined;
    return stat.isDirectory()
      ? { path, code: "unlisted-folder", reason: "a folder without a file that is listed" }
      : { path, code: "unlisted", reason: `on disk, although ${unlisted}` };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { path, code: "unreadable", reason: `it cannot be looked at (${reasonOf(error)})` };
  }
}
