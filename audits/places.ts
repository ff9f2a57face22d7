import { distance as editDistance } from "fastest-levenshtein";
import { joinPath, type RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * A path as a plan may write it (`./src/`, `src/`, `.`), as the literal path that it stands for;
 * undefined if it leaves the root. Nothing in it is a pattern: `[slug]` is the folder of that name.
 */
export function literalPath(written: string): RepoPath | undefined {
  return joinPath("", written);
}

/** The files of `snapshot` that are `place` or lie in it; `""` is the root. Sorted. */
export function filesAt(place: RepoPath, snapshot: Snapshot): readonly RepoPath[] {
  if (snapshot.has(place)) return [place];
  return snapshot.paths().filter((path) => isAt(path, place));
}

/** Whether `path` is `place` or lies in it. */
export function isAt(path: RepoPath, place: RepoPath): boolean {
  return place === "" || path === place || path.startsWith(`${place}/`);
}

/**
 * The file or folder that someone who wrote `missing` may have meant: one of the same name
 * elsewhere if it is the only one, else the most alike name in the nearest folder that is there.
 * Undefined if not even the first folder is there.
 */
export function nearestPath(missing: RepoPath, snapshot: Snapshot): RepoPath | undefined {
  const known = placesOf(snapshot);
  const name = nameOf(missing);
  const namesakes = known.filter((path) => nameOf(path) === name);
  if (namesakes.length === 1) return namesakes[0];

  const folder = nearestFolder(missing, new Set(known));
  const wanted = missing.slice(folder === "" ? 0 : folder.length + 1).split("/")[0] ?? "";
  let best: { readonly path: RepoPath; readonly distance: number } | undefined;
  for (const path of known) {
    if (parentOf(path) !== folder) continue;
    const distance = editDistance(nameOf(path), wanted);
    if (distance * 2 <= wanted.length && distance < (best?.distance ?? Infinity)) {
      best = { path, distance };
    }
  }
  return best?.path ?? (folder === "" ? undefined : folder);
}

function placesOf(snapshot: Snapshot): readonly RepoPath[] {
  const places = new Set<RepoPath>();
  for (const path of snapshot.paths()) {
    for (let place = path; place !== "" && !places.has(place); place = parentOf(place)) {
      places.add(place);
    }
  }
  return [...places].sort();
}

function nearestFolder(missing: RepoPath, known: ReadonlySet<RepoPath>): RepoPath {
  let folder = parentOf(missing);
  while (folder !== "" && !known.has(folder)) folder = parentOf(folder);
  return folder;
}

function parentOf(path: RepoPath): RepoPath {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

function nameOf(path: RepoPath): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
