import { lstatSync } from "node:fs";
import { join } from "node:path";
import { UnreadableFileError } from "./file-source.ts";
import type { FileSource, OtherPath } from "./file-source.ts";
import { listFiles } from "./list.ts";
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

/**
 * A snapshot of the files below `root` (see listFiles). Files are read when somebody asks for
 * them. Throws what listFiles throws.
 */
export async function loadSnapshot(root: string): Promise<LoadedSnapshot> {
  const listing = await listFiles(root);
  return { listing, snapshot: createSnapshot(diskSource(root, listing)) };
}

/** The files of `listing` below `root`. */
export function diskSource(
  root: string,
  { paths, skipped, source }: Pick<Listing, "paths" | "skipped" | "source">,
): FileSource {
  const folder = resolveRoot(root);
  return {
    paths,
    others: skipped,
    unlisted: (path) => unlistedAt(folder, path, source),
    bytes: (path) => {
      try {
        return readRegularFile(join(folder, path)).bytes;
      } catch (error) {
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

/** What is on disk at `path` although it was not listed. */
function unlistedAt(
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
