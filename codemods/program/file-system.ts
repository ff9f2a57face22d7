import { ts } from "ts-morph";
import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { fromVirtual, toVirtual } from "./virtual-path.ts";

/**
 * A snapshot as the compiler wants to see it: with a `node_modules` at the root in which every
 * package of the workspace is linked, whether or not the dependencies are installed.
 */
export interface VirtualFileSystem {
  fileExists(fileName: string): boolean;
  directoryExists(name: string): boolean;
  readFile(fileName: string): string | undefined;
  realpath(fileName: string): string;
}

const MODULES = "node_modules/";
const BUILT_FOLDER = /^(.*\/)?(?:dist|build|lib|out)(\/.*)?$/;
const SOURCE_ENDINGS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx"];

/** The compiler's view of `snapshot`, the workspace of which has `packages`. */
export function createFileSystem(
  snapshot: Snapshot,
  packages: ReadonlyMap<string, RepoPath>,
): VirtualFileSystem {
  const folders = new Set<RepoPath>([""]);
  for (const path of snapshot.paths()) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) {
      folders.add(folder);
    }
  }

  /** The repository path behind a name, with links to workspace packages followed. */
  const locate = (fileName: string): RepoPath | undefined => {
    const path = fromVirtual(fileName);
    if (path === undefined || !path.startsWith(MODULES)) return path;
    const parts = path.slice(MODULES.length).split("/");
    const name = parts[0]?.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? "");
    const folder = packages.get(name);
    if (folder === undefined) return undefined;
    const rest = path.slice(MODULES.length + name.length + 1);
    return [folder, rest].filter((part) => part !== "").join("/");
  };
  const existing = (fileName: string): RepoPath | undefined => {
    const path = locate(fileName);
    if (path === undefined) return undefined;
    return snapshot.has(path) ? path : sourceOfBuilt(path, snapshot);
  };

  return {
    fileExists: (fileName) => existing(fileName) !== undefined,
    directoryExists: (name) => {
      const path = name.endsWith("/") ? name.slice(0, -1) : name;
      if (path === toVirtual("node_modules")) return true;
      if (
        path.startsWith(toVirtual(`${MODULES}@`)) &&
        !path.slice(toVirtual(MODULES).length).includes("/")
      ) {
        return true;
      }
      const folder = locate(path);
      if (folder === undefined) return false;
      return folders.has(folder) || folders.has(folder.replace(BUILT_FOLDER, "$1src$2"));
    },
    readFile: (fileName) => {
      const path = existing(fileName);
      return path === undefined ? undefined : snapshot.text(path);
    },
    realpath: (fileName) => {
      const path = existing(fileName) ?? locate(fileName);
      return path === undefined ? fileName : toVirtual(path);
    },
  };
}

/**
 * The source file that the build output `path` is made of: packages export what they build, a
 * checkout only has what it is built from. Undefined if `path` is no such output.
 */
export function sourceOfBuilt(path: RepoPath, snapshot: Snapshot): RepoPath | undefined {
  const match = /^(.*\/)?(?:dist|build|lib|out)\/(.+?)(?:\.d)?\.[cm]?[jt]sx?$/.exec(path);
  if (!match) return undefined;
  const [, folder = "", stem = ""] = match;
  for (const ending of SOURCE_ENDINGS) {
    const source = `${folder}src/${stem}${ending}`;
    if (snapshot.has(source)) return source;
  }
  return undefined;
}

/** Name → folder of each package in `snapshot`; of two with one name, the first by its path. */
export function packagesOf(snapshot: Snapshot): ReadonlyMap<string, RepoPath> {
  const packages = new Map<string, RepoPath>();
  for (const path of snapshot.paths()) {
    if (path !== "package.json" && !path.endsWith("/package.json")) continue;
    const name = nameIn(snapshot.text(path));
    if (name !== undefined && !packages.has(name)) packages.set(name, folderOf(path));
  }
  return packages;
}

function nameIn(manifest: string | undefined): string | undefined {
  if (manifest === undefined) return undefined;
  try {
    return nameOf(JSON.parse(manifest));
  } catch {
    // With comments or trailing commas it is still what package managers read.
    return nameOf(ts.parseConfigFileTextToJson("package.json", manifest).config);
  }
}

function nameOf(manifest: unknown): string | undefined {
  const isRecord = typeof manifest === "object" && manifest !== null && "name" in manifest;
  return isRecord && typeof manifest.name === "string" ? manifest.name : undefined;
}
