import { randomBytes } from "node:crypto";
import type { TargetDisk } from "../disk-target.ts";
import { LAST, PREVIOUS, folderOfState, interruptedState } from "./journal.ts";
import type { Journal, JournalState } from "./journal.ts";
import { readJournal } from "./journal-read.ts";
import { OWN_FOLDER, hasOwnFolder } from "../own-folder.ts";
import type { RepoPath } from "../repo-path.ts";

const RUBBISH = `${OWN_FOLDER}/rubbish-`;

/** The journal in its next state. Durable when this returns. Throws DiskError. */
export function moveJournal(disk: TargetDisk, journal: Journal, state: JournalState): Journal {
  const folder = folderOfState(state);
  disk.rename(journal.folder, folder);
  disk.sync(OWN_FOLDER);
  return { ...journal, folder };
}

/**
 * Ends a journal whose change has been made: it becomes the last one, the last one the previous
 * one, and the one before that goes. With the journal of an undo, the last one goes instead. The
 * rename that makes it the end is the last one. Throws DiskError.
 */
export function endJournal(disk: TargetDisk, journal: Journal): void {
  const { undoes } = journal.manifest;
  if (undoes === undefined) {
    if (disk.look(LAST)) {
      throwAway(disk, PREVIOUS);
      disk.rename(LAST, PREVIOUS);
    }
    disk.rename(journal.folder, LAST);
  } else {
    if (disk.look(LAST) && readJournal(disk, LAST).manifest.id === undoes) throwAway(disk, LAST);
    if (!disk.look(LAST) && disk.look(PREVIOUS)) disk.rename(PREVIOUS, LAST);
    throwAway(disk, journal.folder);
  }
}

/** Ends a journal of which nothing, or nothing any more, has been done. Throws DiskError. */
export function dropJournal(disk: TargetDisk, journal: Pick<Journal, "folder">): void {
  throwAway(disk, journal.folder);
}

/** Ends a journal, and keeps what is in it for a person; returns where. Throws DiskError. */
export function keepJournal(disk: TargetDisk, journal: Journal): RepoPath {
  const kept = `${OWN_FOLDER}/kept-${journal.manifest.id}`;
  disk.rename(journal.folder, kept);
  return kept;
}

/**
 * Has the system write down how the journals lie, and removes what is of no use any more. To be
 * called with the lock and when no journal is being worked on. Throws DiskError.
 */
export function tidy(disk: TargetDisk): void {
  if (!hasOwnFolder(disk)) return;
  disk.sync(OWN_FOLDER);
  // An apply that was taken back just before it would have become the last one.
  if (interruptedState(disk) === undefined && disk.look(PREVIOUS) && !disk.look(LAST)) {
    disk.rename(PREVIOUS, LAST);
  }
  for (const name of disk.list(OWN_FOLDER)) {
    const path = `${OWN_FOLDER}/${name}`;
    if (path.startsWith(RUBBISH)) disk.removeTree(path);
  }
  // To take a change back, only what was before it is needed.
  for (const done of [LAST, PREVIOUS]) {
    if (disk.look(done)?.isDirectory()) disk.removeTree(`${done}/after`);
  }
}

/** In one rename, so that nobody finds half of it; `tidy` removes it. */
function throwAway(disk: TargetDisk, path: RepoPath): void {
  if (disk.look(path)) disk.rename(path, `${RUBBISH}${randomBytes(6).toString("hex")}`);
}
