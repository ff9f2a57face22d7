import type { ChangeSet } from "./change-set.ts";
import type { SkippedPath } from "./list.ts";
import { liesInOwnFolder } from "./own-folder.ts";
import { foldersAbove } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";

/** Why a change set cannot be applied as it is. */
export interface Conflict {
  readonly code: ConflictCode;
  readonly path: RepoPath;
  /** What is wrong and what to do, in words for a person. */
  readonly message: string;
}

/**
 * `unsafe-path`: absolute, leaves the root, or lies in `.git` or the folder of the journal.
 * `duplicate-path`: changed twice.
 * `target-exists`: a file would be added, or moved to, where one is. `case-collision`: two paths
 * differ only in case or in how accents are encoded, and are one file on many computers.
 * `file-and-folder`: a path would be, or would have to become within the change, both.
 * `not-unicode`: a text has half of a surrogate pair in it, which no file can hold.
 */
export type ConflictCode =
  | "unsafe-path"
  | "duplicate-path"
  | "target-exists"
  | "case-collision"
  | "file-and-folder"
  | "not-unicode";

/**
 * What stands against applying `changes` to a tree that holds the files `existing` (as listed, so
 * without the change), and `others`, which are no files of it. Looks at paths and texts only, never
 * at the disk.
 */
export function findConflicts(
  changes: ChangeSet,
  existing: readonly RepoPath[],
  others: readonly SkippedPath[] = [],
): Conflict[] {
  const conflicts: Conflict[] = [];
  const before = new Set(existing);
  const occupied = new Set([...existing, ...changes.map(({ path }) => path)]);
  const gone = new Set(changes.map(({ path, from, after }) => (after === undefined ? path : from)));
  const folders = new Set([...occupied].flatMap(foldersAbove));
  const byFolded = new Map<string, RepoPath>();
  const changed = new Set<RepoPath>();
  const obstacles = new Map(others.map((other) => [other.path, other]));
  for (const { path } of others) byFolded.set(folded(path), path);
  for (const path of existing) if (!gone.has(path)) byFolded.set(folded(path), path);

  for (const { path, from, change, after } of changes) {
    const add = (code: ConflictCode, message: string): void => {
      conflicts.push({ code, path, message });
    };
    for (const named of from === undefined ? [path] : [path, from]) {
      const problem = pathProblem(named);
      if (problem !== undefined) {
        add("unsafe-path", `${JSON.stringify(named)} ${problem}; nothing may be written there.`);
      }
    }
    if (changed.has(path)) add("duplicate-path", `${path} is changed twice. Change it once.`);
    changed.add(path);
    if (after === undefined) continue;

    const obstacle = [path, ...foldersAbove(path)].flatMap((each) => obstacles.get(each) ?? [])[0];
    if (obstacle) {
      add(
        "unsafe-path",
        `${path} cannot be written: ${obstacle.path} is no file or folder of the target (${obstacle.reason}). Use another place.`,
      );
      continue;
    }
    if (liesInPackages(path) && !before.has(path) && !existing.some(liesInPackages)) {
      add(
        "unsafe-path",
        `${path} lies in node_modules, which package managers fill and empty. Use another place.`,
      );
    }
    if ((change === "added" || change === "moved") && before.has(path)) {
      const what = change === "added" ? "add" : `move ${from ?? "a file"} to`;
      add(
        "target-exists",
        `cannot ${what} ${path}: there is a file already. Remove or rename it first.`,
      );
    }
    const other = byFolded.get(folded(path));
    if (other === undefined) byFolded.set(folded(path), path);
    else if (other !== path) {
      add(
        "case-collision",
        `${path} and ${other} differ only in case or accents and are the same file on many computers. Use another name.`,
      );
    }
    const file = foldersAbove(path).find((folder) => occupied.has(folder));
    if (file !== undefined) {
      add("file-and-folder", `${path} needs a folder ${file}, and that is a file. ${APART}`);
    } else if (folders.has(path)) {
      add("file-and-folder", `${path} is a folder with files in it. ${APART}`);
    }
    if (LONE_SURROGATE.test(after)) {
      add(
        "not-unicode",
        `the new text of ${path} has half of a surrogate pair in it, which UTF-8 cannot hold.`,
      );
    }
  }
  return conflicts;
}

function liesInPackages(path: RepoPath): boolean {
  return path.split("/").includes("node_modules");
}

const APART = "Use another name, or remove the one in a phase before.";

const LONE_SURROGATE = /\p{Surrogate}/u;

/** What is wrong with `path` as a place to write, to follow its name; undefined if nothing is. */
export function pathProblem(path: RepoPath): string | undefined {
  const parts = path.split("/");
  if (path.startsWith("/")) return "is absolute";
  if (/^[A-Za-z]:/.test(path)) return "begins with what is a drive on some computers";
  if (parts.includes("..")) return "leaves the root";
  if (path.includes("\0") || parts.some((part) => part === "" || part === ".")) {
    return "is not a path of a file";
  }
  // Whatever the case: `.GIT` is the same folder on many computers.
  if (parts.some((part) => part.toLowerCase() === ".git")) return "lies in git's own folder";
  if (liesInOwnFolder(path)) return "lies in conn-codemod's own folder";
  return undefined;
}

function folded(path: RepoPath): string {
  return path.normalize("NFC").toLowerCase();
}
