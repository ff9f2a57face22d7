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

/** `base` and `relative` joined and normalised; undefined if the result leaves the root. */
export function joinPath(base: RepoPath, relative: string): RepoPath | undefined {
  const joined = posix.normalize(posix.join(base === "" ? "." : base, relative));
  if (joined === "." || joined === "./") return "";
  if (joined === ".." || joined.startsWith("../") || posix.isAbsolute(joined)) return undefined;
  return joined.endsWith("/") ? joined.slice(0, -1) : joined;
}

/** How a file in `folder` would write a relative specifier to `target`, always with a leading dot. */
export function relativeSpecifier(folder: RepoPath, target: RepoPath): string {
  const relative = posix.relative(folder, target);
  return relative.startsWith(".") ? relative : `./${relative}`;
}
