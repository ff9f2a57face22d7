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

/** The files `paths` (sorted) below `root`, read from disk each time they are asked for. */
export function diskSource(root: string, paths: readonly RepoPath[]): FileSource {
  const folder = resolveRoot(root);
  return {
    paths,
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
