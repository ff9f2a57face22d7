import { loadSnapshot } from "./load.ts";
import type { RepoPath } from "./repo-path.ts";

/** What every file of a target holds: by path, the SHA-256 of its bytes, or that it is unreadable. */
export type TreeState = ReadonlyMap<RepoPath, string>;

/** The state of the files below `root`, as listFiles lists them. Throws what that throws. */
export async function readTreeState(root: string): Promise<TreeState> {
  const { snapshot } = await loadSnapshot(root);
  return new Map(snapshot.paths().map((path) => [path, snapshot.hash(path) ?? "unreadable"]));
}

/** Which files differ between two states of one target. Sorted by path. */
export function differences(
  before: TreeState,
  after: TreeState,
): readonly { readonly path: RepoPath; readonly change: "added" | "modified" | "deleted" }[] {
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((path) => {
    const then = before.get(path);
    const now = after.get(path);
    if (then === now) return [];
    const change = then === undefined ? "added" : now === undefined ? "deleted" : "modified";
    return [{ path, change } as const];
  });
}
