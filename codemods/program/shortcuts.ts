import type { ts } from "ts-morph";
import { joinPath } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { sourceOfBuilt } from "./file-system.ts";

/** Finds modules without TypeScript's own resolution where its answer is plain. */
export interface Shortcuts {
  /** Whether `specifier` means the same in all folders that are looked from in the same ways. */
  isAlike(specifier: string): boolean;
  /**
   * What TypeScript would find, tried with each of `ways`; `path` is undefined if it would find no
   * file of the repository. Undefined if it has to be asked.
   */
  find(
    specifier: string,
    folder: RepoPath,
    ways: readonly ts.CompilerOptions[],
  ): { readonly path: RepoPath | undefined } | undefined;
}

/**
 * Most imports are of packages from outside or of a file next door, and TypeScript's resolution
 * takes many looks for each. `packages` are those of the workspace.
 */
export function createShortcuts(
  snapshot: Snapshot,
  packages: ReadonlyMap<string, RepoPath>,
): Shortcuts {
  // Modules that are checked in, and types of the workspace's own, can be what a bare one means.
  const hasModules =
    snapshot.paths().some((path) => /(?:^|\/)node_modules\//.test(path)) ||
    [...packages.keys()].some((name) => name.startsWith("@types/"));
  // Of two packages of one name, each is itself to its own files.
  const manifests = snapshot.paths().filter((path) => /(?:^|\/)package\.json$/.test(path));
  const hasTwins = manifests.length > packages.size;
  return {
    isAlike: (specifier) => !hasModules && isBare(specifier) && !hasTwins,
    find(specifier, folder, ways) {
      if (/^\.\.?\//.test(specifier)) {
        const path = ways.some(({ rootDirs }) => rootDirs)
          ? undefined
          : nextDoor(specifier, folder);
        return path === undefined ? undefined : { path };
      }
      const isOutside =
        !hasModules && isBare(specifier) && !ways.some((way) => maps(way, specifier));
      return isOutside && !packages.has(packageIn(specifier)) ? { path: undefined } : undefined;
    },
  };

  /** A `.ts` comes first, and then a `.tsx`, unless there is what a `.ts` would be built from. */
  function nextDoor(specifier: string, folder: RepoPath): RepoPath | undefined {
    const last = specifier.slice(specifier.lastIndexOf("/") + 1);
    if (last === "" || last.includes(".")) return undefined;
    const stem = joinPath(folder, specifier);
    if (stem === undefined || stem === "") return undefined;
    const first = `${stem}.ts`;
    if (snapshot.has(first)) return first;
    const second = `${stem}.tsx`;
    return snapshot.has(second) && !sourceOfBuilt(first, snapshot) ? second : undefined;
  }
}

function isBare(specifier: string): boolean {
  return /^(?:@[^/]+\/)?[^./#\\][^\\]*$/.test(specifier) && !/^[a-z]:/i.test(specifier);
}

function packageIn(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Whether `baseUrl` or `paths` may lead from `specifier` into the repository. */
function maps({ baseUrl, paths }: ts.CompilerOptions, specifier: string): boolean {
  if (baseUrl !== undefined) return true;
  return Object.keys(paths ?? {}).some((pattern) => {
    const star = pattern.indexOf("*");
    if (star === -1) return pattern === specifier;
    return (
      specifier.startsWith(pattern.slice(0, star)) && specifier.endsWith(pattern.slice(star + 1))
    );
  });
}
