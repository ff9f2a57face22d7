import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import type { RepoPath } from "../repo-path.ts";

/** What there is at a path that the user named. */
export interface NamedFile {
  readonly exists: boolean;
  /** Where it is below the root, or would be; undefined if it is elsewhere. */
  readonly place: RepoPath | undefined;
}

/** Looks for `path` (absolute); `root` is absolute, with no symlink in it. */
export function lookUpFile(path: string, root: string): NamedFile {
  const exists = isThere(path);
  if (!exists && !isThere(dirname(path))) return { exists, place: undefined };
  const real = exists ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
  const place = relative(root, real).split(sep).join("/");
  const isBelow = place !== "" && place !== ".." && !place.startsWith("../");
  return { exists, place: isBelow ? place : undefined };
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
