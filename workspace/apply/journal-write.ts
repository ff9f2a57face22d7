import { randomBytes } from "node:crypto";
import { Buffer } from "node:buffer";
import { about } from "../disk-target.ts";
import type { Owner, TargetDisk } from "../disk-target.ts";
import { hashOf } from "../hash.ts";
import { folderOfState, imageOf } from "./journal.ts";
import type { About, Image, Journal, JournalFolder, Manifest, Side } from "./journal.ts";
import { hasExactName, nameTwins } from "./name-twins.ts";
import { foldersAbove } from "../repo-path.ts";
import type { RepoPath } from "../repo-path.ts";

/** A file as it is, or is to be. */
export interface FileContent {
  readonly bytes: Uint8Array;
  /** Permission bits; undefined for those of any new file. */
  readonly mode: number | undefined;
  /** Undefined for that of any new file. */
  readonly owner: Owner | undefined;
}

export interface PlannedFile {
  readonly path: RepoPath;
  readonly from: RepoPath | undefined;
  readonly before: FileContent | undefined;
  readonly after: FileContent | undefined;
}

export interface PlannedFolder {
  readonly path: RepoPath;
  readonly before: { readonly mode: number } | undefined;
  /** `new`: with the permission bits of any new folder. Undefined: gone, if it is empty. */
  readonly after: { readonly mode: number } | "new" | undefined;
}

/** A change of the disk, with all that is needed to make it and to take it back. */
export interface PlannedChange {
  readonly files: readonly PlannedFile[];
  readonly folders: readonly PlannedFolder[];
}

/**
 * The folders that have to come, stay or go with `files`, which are as planned: one goes, if it is
 * empty, where a file below it goes and none comes.
 */
export function foldersFor(disk: TargetDisk, files: readonly PlannedFile[]): PlannedFolder[] {
  const needed = new Set(
    files.filter(({ after }) => after).flatMap(({ path }) => foldersAbove(path)),
  );
  const all = [...new Set(files.flatMap(({ path }) => foldersAbove(path)))].sort();
  const now = foldersNow(disk, all);
  return all.map((path) => {
    const before = now.get(path);
    return { path, before, after: needed.has(path) ? (before ?? "new") : undefined };
  });
}

/** Those of `paths` that are folders, as they are. */
export function foldersNow(
  disk: TargetDisk,
  paths: readonly RepoPath[],
): ReadonlyMap<RepoPath, { readonly mode: number }> {
  const isOneOfTwo = nameTwins(paths);
  const found = new Map<RepoPath, { readonly mode: number }>();
  for (const path of paths) {
    const stat = disk.look(path);
    if (!stat?.isDirectory() || (isOneOfTwo(path) && !hasExactName(disk, path))) continue;
    found.set(path, { mode: stat.mode & 0o7777 });
  }
  return found;
}

/**
 * Writes the journal of `change` in the state `preparing`, and syncs every file and folder of it.
 * The target itself is not touched. Throws DiskError.
 */
export function prepareJournal(
  disk: TargetDisk,
  change: PlannedChange,
  told: About,
  undoes: string | undefined,
): Journal {
  const folder = folderOfState("preparing");
  disk.makeFolder(folder);
  // What this process gives to new files and folders, whatever its mask is.
  const folderMode = (disk.look(folder)?.mode ?? 0o755) & 0o777;
  const fileMode = folderMode & 0o666;
  for (const side of ["before", "after"]) disk.makeFolder(`${folder}/${side}`);

  const store = (side: Side, index: number, planned: PlannedFile): Image | undefined => {
    const { path: target, [side]: file } = planned;
    if (!file) return undefined;
    const { bytes, owner } = file;
    const path = imageOf(folder, side, index);
    // Nobody else may read a copy of what they may not read itself.
    const looks = { mode: 0o600, owner: undefined };
    about(target, () => disk.write(path, bytes, looks));
    // A file that runs as its owner is nothing that a codemod may make.
    const mode = (file.mode ?? fileMode) & 0o777;
    return { hash: hashOf(bytes), size: bytes.byteLength, mode, owner };
  };
  const manifest: Manifest = {
    version: 1,
    id: randomBytes(6).toString("hex"),
    undoes,
    ...told,
    startedAt: new Date().toISOString(),
    files: change.files.map((file, index) => ({
      path: file.path,
      from: file.from,
      before: store("before", index, file),
      after: store("after", index, file),
    })),
    folders: change.folders.map(({ path, before, after }): JournalFolder => ({
      path,
      before,
      after: after === "new" ? { mode: folderMode } : after,
    })),
  };
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  // No file of a journal has an ending: what formats or checks all files of a kind leaves it alone.
  disk.write(`${folder}/manifest`, Buffer.from(text), { mode: 0o600, owner: undefined });
  for (const each of [`${folder}/before`, `${folder}/after`, folder]) disk.sync(each);
  return { manifest, folder };
}
