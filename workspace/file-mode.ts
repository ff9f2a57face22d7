import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { RepoPath } from "./repo-path.ts";
import { resolveRoot } from "./root.ts";

/** A file's mode as git writes it: a regular file, or one that its owner may execute. */
export type FileMode = "100644" | "100755";

/** Says the mode of a file below `root` as it is on disk now; of one that is not there, 100644. */
export function modesBelow(root: string): (path: RepoPath) => FileMode {
  const folder = resolveRoot(root);
  return (path) => {
    const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
    return stat && (stat.mode & 0o100) !== 0 ? "100755" : "100644";
  };
}
