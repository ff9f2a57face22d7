import { DiskError, about } from "../disk-target.ts";
import type { TargetDisk } from "../disk-target.ts";
import { hashOf } from "../hash.ts";
import { readImage, temporaryBeside } from "./journal.ts";
import type { Image, Journal, JournalFile, Side } from "./journal.ts";
import { foldedName, hasExactName, nameTwins } from "./name-twins.ts";
import { UnfitFileError } from "../regular-file.ts";
import { folderOf, foldersAbove } from "../repo-path.ts";
import type { RepoPath } from "../repo-path.ts";

/** A file that is neither as it was before the change nor as it is after it. */
export interface ChangedFile {
  readonly path: RepoPath;
  /** In a few words, to follow the path. */
  readonly why: string;
}

/** Thrown when a file is found changed on the way, after everything had been looked at. */
export class ChangedError extends Error {
  override readonly name = "ChangedError";

  constructor(readonly file: ChangedFile) {
    super(`${file.path}: ${file.why}`);
  }
}

/**
 * Makes the files and folders of `journal` those of `side`, whichever of the two sides each is on
 * now; run again after it was cut short, it does what is left. `leave` is left alone.
 *
 * A file is put in place by a rename from a temporary file beside it that has been synced, so that
 * it is whole at any time; the journal's own images are not used up by that. What a file is now is
 * looked at right before the rename: only an edit in the few microseconds between can be lost, and
 * only a folder that is swapped for a symlink in that time can lead the rename elsewhere (Node has
 * no `openat`). The names are synced at the end, and until then the journal stays.
 *
 * Throws ChangedError for a file that is on neither side, DiskError, and UserError `bad-journal`.
 */
export function carryOut(
  disk: TargetDisk,
  journal: Journal,
  side: Side,
  {
    leave = new Set(),
    touched = new Set(),
  }: { readonly leave?: ReadonlySet<RepoPath>; readonly touched?: Set<RepoPath> } = {},
): void {
  const { files, folders } = journal.manifest;
  const sideOf = sides(disk, journal);
  const own = files
    .map((file, index) => ({ file, index }))
    .filter(({ file }) => !leave.has(file.path));
  const wanted = own.filter(({ file }) => file[side] !== undefined);
  const unwanted = own.filter(({ file }) => file[side] === undefined);
  const isInTheWay = inTheWay(wanted.map(({ file }) => file.path));

  const remove = ({ file }: { file: JournalFile }): void => {
    if (mustBeKnown(sideOf, file).includes(side)) return;
    disk.remove(file.path);
    touched.add(file.path);
  };
  const removeFolders = (): void => {
    // The inner ones first.
    for (const { path } of folders
      .filter((each) => !each[side])
      .toSorted(byPath)
      .toReversed()) {
      if (disk.look(path)?.isDirectory() && hasRealFolders(disk, path)) {
        disk.removeFolderIfEmpty(path);
      }
    }
  };

  const [first, later] = [
    unwanted.filter(({ file }) => isInTheWay(file.path)),
    unwanted.filter(({ file }) => !isInTheWay(file.path)),
  ];
  for (const each of first) remove(each);
  if (first.length > 0) removeFolders();
  for (const folder of folders.toSorted(byPath)) {
    const looks = folder[side];
    if (looks && !disk.look(folder.path) && hasRealFolders(disk, folder.path)) {
      disk.makeFolder(folder.path, looks.mode);
    }
  }
  for (const { file, index } of wanted) {
    const image = file[side];
    if (image && put(disk, journal, { file, index, side, image }, sideOf)) touched.add(file.path);
  }
  for (const each of later) remove(each);
  removeFolders();
  syncNames(disk, journal);
}

/** The files that are on neither side, as they are now. */
export function changedFiles(disk: TargetDisk, journal: Journal): readonly ChangedFile[] {
  const sideOf = sides(disk, journal);
  return journal.manifest.files.flatMap((file) => {
    const found = sideOf(file);
    return "why" in found ? [{ path: file.path, why: found.why }] : [];
  });
}

/** The files that are not as they are on `side`. */
export function filesOff(disk: TargetDisk, journal: Journal, side: Side): readonly ChangedFile[] {
  const sideOf = sides(disk, journal);
  return journal.manifest.files.flatMap((file) => {
    const found = sideOf(file);
    if ("on" in found && found.on.includes(side)) return [];
    const known = "on" in found || !file[side];
    return [{ path: file.path, why: known ? whyNot(file, side) : found.why }];
  });
}

function whyNot(file: JournalFile, side: Side): string {
  if (!file[side]) return "it is there again";
  return file[side === "after" ? "before" : "after"] ? "its content has changed" : "it is gone";
}

/** Throws UserError `bad-journal` if an image that `side` needs is missing or is not what it was. */
export function mustHaveImages(disk: TargetDisk, journal: Journal, side: Side): void {
  for (const [index, file] of journal.manifest.files.entries()) {
    const image = file[side];
    if (image) readImage(disk, journal, side, index, image);
  }
}

/** Removes temporary files that an apply which was cut short has left. */
export function removeTemporaries(disk: TargetDisk, { manifest }: Journal): void {
  for (const [index, { path }] of manifest.files.entries()) {
    const temporary = temporaryBeside(path, manifest.id, index);
    if (hasRealFolders(disk, temporary) && disk.look(temporary)?.isFile()) disk.remove(temporary);
  }
}

interface Placing {
  readonly file: JournalFile;
  readonly index: number;
  readonly side: Side;
  readonly image: Image;
}

/** Whether anything had to be done. */
function put(disk: TargetDisk, journal: Journal, placing: Placing, sideOf: SideOf): boolean {
  const { file, index, side, image } = placing;
  if (mustBeKnown(sideOf, file).includes(side)) return false;
  // It is the file itself that a person knows, not the image or the temporary file.
  return about(file.path, () => {
    const bytes = readImage(disk, journal, side, index, image);
    const temporary = temporaryBeside(file.path, journal.manifest.id, index);
    disk.write(temporary, bytes, image);
    if (mustBeKnown(sideOf, file).includes(side)) {
      disk.remove(temporary);
      return false;
    }
    disk.rename(temporary, file.path);
    return true;
  });
}

type SideOf = (file: JournalFile) => { readonly on: readonly Side[] } | { readonly why: string };

/** Says on which sides a file is as it is now: on one, or why it is on none. */
function sides(disk: TargetDisk, { manifest }: Journal): SideOf {
  const isOneOfTwo = nameTwins(manifest.files.map(({ path }) => path));
  return (file) =>
    about(file.path, () => {
      // Two names that differ in case only are one on some disks: then each "is" the other, too.
      const exact = !isOneOfTwo(file.path) || hasExactName(disk, file.path);
      const there = exact ? find(disk, file.path) : undefined;
      if (there !== undefined && "why" in there) return there;
      const on = (["before", "after"] as const).filter((side) => file[side]?.hash === there?.hash);
      if (on.length > 0) return { on };
      return { why: there ? "its content has changed" : "it is gone" };
    });
}

/** The regular file at a path: its hash; undefined if there is none, or `why` it cannot be taken. */
function find(disk: TargetDisk, path: RepoPath): { hash: string } | { why: string } | undefined {
  const link = foldersAbove(path).find((folder) => disk.look(folder)?.isSymbolicLink());
  if (link !== undefined) return { why: `${link} is a symlink` };
  const stat = disk.look(path);
  // A folder may be what takes the file's place, or makes room for it.
  if (!stat || stat.isDirectory()) return undefined;
  try {
    return { hash: hashOf(disk.read(path).bytes) };
  } catch (error) {
    if (error instanceof UnfitFileError) return { why: error.message };
    if (error instanceof DiskError && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function hasRealFolders(disk: TargetDisk, path: RepoPath): boolean {
  return foldersAbove(path).every((folder) => disk.look(folder)?.isDirectory());
}

function mustBeKnown(sideOf: SideOf, file: JournalFile): readonly Side[] {
  const found = sideOf(file);
  if ("why" in found) throw new ChangedError({ path: file.path, why: found.why });
  return found.on;
}

/** Whether a file has to go before those at `paths` can come. */
function inTheWay(paths: readonly RepoPath[]): (path: RepoPath) => boolean {
  const names = new Set(paths);
  const folders = new Set(paths.flatMap(foldersAbove));
  const folded = new Set(paths.map(foldedName));
  return (path) =>
    folders.has(path) ||
    folded.has(foldedName(path)) ||
    foldersAbove(path).some((folder) => names.has(folder));
}

function syncNames(disk: TargetDisk, { manifest }: Journal): void {
  const comeOrGo = manifest.folders.filter(({ before, after }) => !before !== !after);
  const concerned = [...manifest.files, ...comeOrGo].map(({ path }) => folderOf(path));
  for (const folder of new Set(concerned)) {
    if (folder === "" || (disk.look(folder)?.isDirectory() && hasRealFolders(disk, folder))) {
      disk.sync(folder);
    }
  }
}

function byPath(one: { readonly path: RepoPath }, other: { readonly path: RepoPath }): number {
  return one.path < other.path ? -1 : 1;
}
