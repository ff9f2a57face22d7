import type { Buffer } from "node:buffer";
import { DiskError } from "../disk-target.ts";
import type { Looks, TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { hashOf } from "../hash.ts";
import { OWN_FOLDER, hasOwnFolder } from "../own-folder.ts";
import { UnfitFileError } from "../regular-file.ts";
import { folderOf } from "../repo-path.ts";
import type { RepoPath } from "../repo-path.ts";

/** The two trees that a journal lies between. */
export type Side = "before" | "after";

/** A file as the journal holds it: the content is in `<side>/<place in the list>`. */
export interface Image extends Looks {
  /** SHA-256 in hex. */
  readonly hash: string;
  /** In bytes. */
  readonly size: number;
}

/** What becomes of one path. On a side that is undefined, there is no such file. */
export interface JournalFile {
  readonly path: RepoPath;
  /** Where a moved file was; that it goes from there is an entry of its own. For people. */
  readonly from: RepoPath | undefined;
  readonly before: Image | undefined;
  readonly after: Image | undefined;
}

/** What becomes of one folder. On a side that is undefined, it is not there if it is empty. */
export interface JournalFolder {
  readonly path: RepoPath;
  readonly before: { readonly mode: number } | undefined;
  readonly after: { readonly mode: number } | undefined;
}

/** What the change is, for people, and for `recover --undo`. */
export interface About {
  /** Name and version of the program that wrote it. */
  readonly tool: string | undefined;
  readonly plan: string | undefined;
  readonly phases: readonly string[];
}

export interface Manifest extends About {
  readonly version: 1;
  /** Of this apply; 12 hex digits. */
  readonly id: string;
  /** The id of the apply that this one takes back. */
  readonly undoes: string | undefined;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly files: readonly JournalFile[];
  readonly folders: readonly JournalFolder[];
}

/** A journal, and the folder (relative to the root) that it lies in. */
export interface Journal {
  readonly manifest: Manifest;
  readonly folder: RepoPath;
}

/**
 * Where a journal lies says what is to become of it. Each step from one to the next is one rename
 * of the whole folder, so there is nothing in between:
 *
 * - `preparing`: it is being written; the target is as it was. To be thrown away.
 * - `forward`: it is complete and the change is decided: this name is the commit mark.
 * - `back`: something went wrong, and what has been done is taken back.
 * - `last`, `previous`: done; kept so that it can be taken back.
 */
export const STATES = ["preparing", "forward", "back"] as const;
export type JournalState = (typeof STATES)[number];

export const LAST: RepoPath = `${OWN_FOLDER}/last`;
export const PREVIOUS: RepoPath = `${OWN_FOLDER}/previous`;

export function folderOfState(state: JournalState): RepoPath {
  return `${OWN_FOLDER}/${state}`;
}

/** The state of the journal that has not come to its end; undefined if there is none. */
export function interruptedState(disk: TargetDisk): JournalState | undefined {
  if (!hasOwnFolder(disk)) return undefined;
  const [state, second] = STATES.filter((each) => disk.look(folderOfState(each)) !== undefined);
  if (second !== undefined) {
    throw badJournal(disk, `there are both ${String(state)} and ${second} in ${OWN_FOLDER}`);
  }
  return state;
}

/** Where a file's content is on one side. */
export function imageOf(folder: RepoPath, side: Side, index: number): RepoPath {
  return `${folder}/${side}/${index}`;
}

/**
 * The content of a file on one side. Throws UserError `bad-journal` if it is not what the manifest
 * says.
 */
export function readImage(
  disk: TargetDisk,
  journal: Journal,
  side: Side,
  index: number,
  { hash, size }: Image,
): Buffer {
  const path = imageOf(journal.folder, side, index);
  for (const folder of [folderOf(path), journal.folder, OWN_FOLDER]) {
    if (!disk.look(folder)?.isDirectory()) throw badJournal(disk, `${folder} is no folder`);
  }
  try {
    const stat = disk.look(path);
    if (stat?.size !== size) throw badJournal(disk, `${path} is not of the size it should have`);
    const { bytes } = disk.read(path);
    if (hashOf(bytes) !== hash) throw badJournal(disk, `${path} is not what it should be`);
    return bytes;
  } catch (error) {
    const unfit = error instanceof UnfitFileError;
    if (unfit || (error instanceof DiskError && error.code === "ENOENT")) {
      throw badJournal(disk, `${path} cannot be read: ${error.message}`);
    }
    throw error;
  }
}

/** A journal that this program cannot have left like that. */
export function badJournal(disk: TargetDisk, what: string): UserError {
  return new UserError(
    "bad-journal",
    `the journal in ${OWN_FOLDER} of ${disk.root} cannot be used: ${what}. If you know that the files are as they should be, remove ${OWN_FOLDER}.`,
  );
}

/** A temporary file beside `path`; short whatever the file is called. */
export function temporaryBeside(path: RepoPath, id: string, index: number): RepoPath {
  const folder = folderOf(path);
  return `${folder === "" ? "" : `${folder}/`}${OWN_FOLDER}-${id}-${index}`;
}
