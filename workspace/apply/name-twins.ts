import type { TargetDisk } from "../disk-target.ts";
import { folderOf, foldersAbove } from "../repo-path.ts";
import type { RepoPath } from "../repo-path.ts";

/** Equal for paths that are one file on many computers: they differ only in case or accents. */
export function foldedName(path: RepoPath): string {
  return path.normalize("NFC").toLowerCase();
}

/** Says of each of `paths` whether another one of them is the same file on many computers. */
export function nameTwins(paths: readonly RepoPath[]): (path: RepoPath) => boolean {
  const seen = new Set<string>();
  const twins = new Set<string>();
  for (const name of paths.map(foldedName)) {
    if (seen.has(name)) twins.add(name);
    seen.add(name);
  }
  return (path) => twins.has(foldedName(path));
}

/**
 * Whether what is at `path` has this very name: where case is ignored, a file is found under others
 * too.
 */
export function hasExactName(disk: TargetDisk, path: RepoPath): boolean {
  return [path, ...foldersAbove(path)].every((each) => {
    const folder = folderOf(each);
    if (!disk.look(folder === "" ? "." : folder)?.isDirectory()) return false;
    const name = folder === "" ? each : each.slice(folder.length + 1);
    return disk.list(folder === "" ? "." : folder).includes(name);
  });
}
