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
 * them, and only the texts that somebody asked for are kept. Throws what listFiles throws.
 */
export async function loadSnapshot(root: string): Promise<LoadedSnapshot> {
  const listing = await listFiles(root);
  return { listing, snapshot: createSnapshot(diskSource(root, listing)) };
}

/** How many bytes of files are kept, so that a search need not read the disk again. */
const MOST_KEPT = 64 * 1024 * 1024;

/**
 * The files of `listing` below `root`. What has been read is kept as long as there is room for
 * it; beyond, files are read each time they are asked for.
 */
export function diskSource(
  root: string,
  { paths, skipped, source }: Pick<Listing, "paths" | "skipped" | "source">,
): FileSource {
  const folder = resolveRoot(root);
  const kept = new Map<RepoPath, Uint8Array>();
  let room = MOST_KEPT;
  const keep = (path: RepoPath, bytes: Uint8Array): Uint8Array => {
    if (bytes.byteLength > room) return bytes;
    room -= bytes.byteLength;
    kept.set(path, bytes);
    return bytes;
  };
  return {
    paths,
    others: skipped,
    unlisted: (path) => unlistedAt(folder, path, source),
    bytes: (path) => {
      const known = kept.get(path);
      if (known) return known;
      try {
        return keep(path, readRegularFile(join(folder, path)).bytes);
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
