import { folderOf } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";
import type { TargetDisk } from "./disk-target.ts";
import { UserError } from "./errors.ts";

/**
 * The folder at the target's root that holds the lock, the journal of an apply, and what is needed
 * to take the last ones back. It is no part of the target: it is never listed, and no plan writes
 * into it.
 */
export const OWN_FOLDER = ".conn-codemod";

/** Whatever the case: it is the same folder on many computers. */
export function liesInOwnFolder(path: RepoPath): boolean {
  return path.split("/").some((part) => part.toLowerCase() === OWN_FOLDER);
}

/** Git ignores the folder by a file of its own, so that nobody has to change theirs. */
const IGNORE: RepoPath = `${OWN_FOLDER}/.gitignore`;

/**
 * Whether the folder is there. Throws UserError `unsafe-journal` if what is there is a symlink or a
 * file: it could lead anywhere.
 */
export function hasOwnFolder(disk: TargetDisk): boolean {
  const stat = disk.look(OWN_FOLDER);
  if (stat && !stat.isDirectory()) {
    throw new UserError(
      "unsafe-journal",
      `${OWN_FOLDER} in ${disk.root} is ${stat.isSymbolicLink() ? "a symlink" : "no folder"}, and conn-codemod keeps its journal there. Remove it.`,
    );
  }
  return stat !== undefined;
}

/** Makes the folder, if it is not there, and has git ignore it. Throws what hasOwnFolder throws. */
export function makeOwnFolder(disk: TargetDisk): void {
  if (!hasOwnFolder(disk)) {
    disk.makeFolder(OWN_FOLDER);
    disk.sync(folderOf(OWN_FOLDER));
  }
  if (!disk.look(IGNORE)) disk.writeAround(IGNORE, "*\n");
}

/** Removes the folder if there is nothing in it but what hides it and the file `but`. */
export function dropOwnFolder(disk: TargetDisk, but: RepoPath): void {
  const others = disk
    .list(OWN_FOLDER)
    .map((name) => `${OWN_FOLDER}/${name}`)
    .filter((path) => path !== IGNORE && path !== but);
  if (others.length > 0) {
    disk.remove(but);
    return;
  }
  // In this order: whoever wants the folder next waits for the lock, which `but` is.
  disk.remove(IGNORE);
  disk.remove(but);
  disk.removeFolderIfEmpty(OWN_FOLDER);
}
