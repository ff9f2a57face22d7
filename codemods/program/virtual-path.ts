import type { RepoPath } from "../../workspace/repo-path.ts";

/**
 * The compiler sees the repository under a root of its own, so that no path of the machine and no
 * file outside the snapshot can play a part in what it concludes.
 */
const ROOT = "/repo/";

/** The compiler's name of a repository path. */
export function toVirtual(path: RepoPath): string {
  return ROOT + path;
}

/** The repository path of a compiler's file name; undefined if it is not below the root. */
export function fromVirtual(fileName: string): RepoPath | undefined {
  if (fileName === ROOT.slice(0, -1)) return "";
  return fileName.startsWith(ROOT) ? fileName.slice(ROOT.length) : undefined;
}
