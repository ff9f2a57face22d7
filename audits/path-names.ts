import { foldersAbove, type RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Hit } from "./criterion.ts";
import { followTokens } from "./follow-tokens.ts";
import { findTokens } from "./spellings.ts";

/** One appearance of a name in the name of a file or folder. */
export interface PathName {
  readonly path: RepoPath;
  readonly kind: "file" | "folder";
  readonly spelling: string;
  /** Where it begins in the last part of the path, in UTF-16 units from 0. */
  readonly offset: number;
}

/** What became of the names in paths. `edited + removed + stayed.length` is how many there were. */
export interface FollowedPaths {
  /** Gone, for the file or folder has another name, or a folder's files went elsewhere. */
  readonly edited: number;
  /** Gone with the file, or with the last file of the folder. */
  readonly removed: number;
  /** Still there: what it was, and what it is. */
  readonly stayed: readonly { readonly was: PathName; readonly is: PathName }[];
  /** What is not there any more, and why. */
  readonly gone: readonly { readonly was: PathName; readonly fate: "edited" | "removed" }[];
  /** There afterwards, and not before. */
  readonly added: readonly PathName[];
}

/** All paths of a tree, and where one of another tree is in it; undefined if it is gone. */
export interface PathTree {
  readonly paths: readonly RepoPath[];
  find(path: RepoPath): RepoPath | undefined;
}

/**
 * The paths of `snapshot`, in which `find` says where a path of another one is, and `others`, which
 * are at one place in both and no files of either, such as symlinks.
 */
export function treeOf(
  snapshot: Snapshot,
  find: PathTree["find"],
  others: readonly RepoPath[],
): PathTree {
  const fixed = new Set(others);
  return {
    paths: [...snapshot.paths(), ...others],
    find: (path) => (fixed.has(path) ? path : find(path)),
  };
}

/** All names in `paths` and the folders above them. */
export function namesIn(
  paths: readonly RepoPath[],
  spellings: readonly string[],
): readonly PathName[] {
  return namedPlaces(paths, spellings).flatMap(({ names }) => names);
}

/** The place to look at. The text is the path; that of a folder ends with a slash. */
export function hitOf({ path, kind }: PathName): Hit {
  const text = kind === "folder" ? `${path}/` : path;
  return { path, line: 1, column: 1, text, context: "path" };
}

/** What tells it from all others of a tree. */
export function keyOf({ path, kind, offset }: PathName): string {
  return `${kind}\0${path}\0${offset}`;
}

/**
 * Follows each of `spellings` in the names of files and folders from the paths `before` to those
 * of `after`. Each path counts by its last part, so that a folder counts once, however many files
 * are in it; a folder is there while a file is in it.
 */
export function followPathNames(
  before: readonly RepoPath[],
  after: PathTree,
  spellings: readonly string[],
): FollowedPaths {
  const old = namedPlaces(before, spellings);
  const unclaimed = new Map(namesIn(after.paths, spellings).map((name) => [keyOf(name), name]));
  const folders = foldersOf(after.paths);
  const stayed: { was: PathName; is: PathName }[] = [];
  const gone: { was: PathName; fate: "edited" | "removed" }[] = [];

  const fates = old.map((place) => ({ place, fate: fateOf(place, before, after, folders) }));
  // What has kept its path comes first: a folder that went into it has lost its name there.
  const order = fates.sort(
    (a, b) => Number(a.fate !== a.place.path) - Number(b.fate !== b.place.path),
  );
  for (const { place, fate } of order) {
    if (fate === undefined) {
      for (const was of place.names) gone.push({ was, fate: "removed" });
      continue;
    }
    const followed = followTokens(lastPart(place.path), lastPart(fate), spellings);
    const waiting = [...followed.stayed];
    for (const was of place.names) {
      const at = waiting.findIndex(({ spelling }) => spelling === was.spelling);
      const [token] = at === -1 ? [] : waiting.splice(at, 1);
      const key = token ? keyOf({ ...was, path: fate, offset: token.start }) : "";
      const is = unclaimed.get(key);
      unclaimed.delete(key);
      if (is) stayed.push({ was, is });
      else gone.push({ was, fate: "edited" });
    }
  }
  const removed = gone.filter(({ fate: is }) => is === "removed").length;
  const edited = gone.length - removed;
  return { edited, removed, stayed, gone, added: [...unclaimed.values()] };
}

interface NamedPlace {
  readonly path: RepoPath;
  readonly kind: PathName["kind"];
  /** At least one. */
  readonly names: readonly PathName[];
}

function namedPlaces(
  paths: readonly RepoPath[],
  spellings: readonly string[],
): readonly NamedPlace[] {
  const named = (path: RepoPath, kind: PathName["kind"]): NamedPlace[] => {
    const tokens = findTokens(lastPart(path), spellings);
    const names = tokens.map(({ start, spelling }) => ({ path, kind, spelling, offset: start }));
    return names.length === 0 ? [] : [{ path, kind, names }];
  };
  return [
    ...[...new Set(paths)].flatMap((path) => named(path, "file")),
    ...[...foldersOf(paths)].flatMap((path) => named(path, "folder")),
  ];
}

function foldersOf(paths: readonly RepoPath[]): ReadonlySet<RepoPath> {
  const folders = new Set<RepoPath>();
  for (const path of paths) {
    for (const folder of foldersAbove(path)) {
      // So are those above it.
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

/** Where a place went; `""` for a folder whose files went to several places, or to the root. */
function fateOf(
  { path, kind }: NamedPlace,
  before: readonly RepoPath[],
  after: PathTree,
  folders: ReadonlySet<RepoPath>,
): RepoPath | undefined {
  if (kind === "file") return after.find(path);
  if (folders.has(path)) return path;
  const inside = before.filter((file) => file.startsWith(`${path}/`));
  const moves = inside.flatMap((file) => {
    const to = after.find(file);
    return to === undefined ? [] : [{ rest: file.slice(path.length), to }];
  });
  if (moves.length === 0) return undefined;
  const counts = new Map<RepoPath, number>();
  for (const { rest, to } of moves) {
    const folder = to.endsWith(rest) ? to.slice(0, -rest.length) : "";
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ["", 0])[0];
}

function lastPart(path: RepoPath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
