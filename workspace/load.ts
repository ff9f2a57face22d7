import { join } from "node:path";
import { UnreadableFileError } from "./file-source.ts";
import type { FileSource } from "./file-source.ts";
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
  return { listing, snapshot: createSnapshot(diskSource(root, listing.paths)) };
}

/** How many bytes of files are kept, so that a search need not read the disk again. */
const MOST_KEPT = 64 * 1024 * 1024;

/**
 * The files `paths` (sorted) below `root`. What has been read is kept as long as there is room for
 * it; beyond, files are read each time they are asked for.
 */
export function diskSource(root: string, paths: readonly RepoPath[]): FileSource {
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
