import { posix } from "node:path";

/**
 * A path inside the target repository: relative to its root, `/` between the parts, no `.` or
 * `..` in it. It is data, never a pattern: `[slug]` and `(app)` stand for themselves.
 */
export type RepoPath = string;

/** The folder that holds `path`; `""` for a file at the root. */
export function folderOf(path: RepoPath): RepoPath {
  const folder = posix.dirname(path);
  return folder === "." ? "" : folder;
}

/** The folders that `path` lies in, nearest first, without the root: `["a/b", "a"]` for `a/b/c.ts`. */
export function foldersAbove(path: RepoPath): RepoPath[] {
  const folders: RepoPath[] = [];
  for (let at = path.lastIndexOf("/"); at > 0; at = path.lastIndexOf("/", at - 1)) {
    folders.push(path.slice(0, at));
  }
  return folders;
}

/**
 * `base` and `relative` joined and normalised; undefined if the result leaves the root, as an
 * absolute `relative` does.
 */
export function joinPath(base: RepoPath, relative: string): RepoPath | undefined {
  if (posix.isAbsolute(relative)) return undefined;
  const joined = posix.normalize(posix.join(base === "" ? "." : base, relative));
  if (joined === "." || joined === "./") return "";
  if (joined === ".." || joined.startsWith("../") || posix.isAbsolute(joined)) return undefined;
  return joined.endsWith("/") ? joined.slice(0, -1) : joined;
}

/**
 * How a file in `folder` would write a relative specifier to `target`, always with a leading `./`
 * or `../` (or `..`, for a folder above).
 */
export function relativeSpecifier(folder: RepoPath, target: RepoPath): string {
  // Both from one made-up root: a path that is not absolute would be resolved from the current folder.
  const relative = posix.relative(`/${folder}`, `/${target}`);
  return relative === ".." || relative.startsWith("../") ? relative : `./${relative}`;
}
