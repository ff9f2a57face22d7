import { ts } from "ts-morph";
import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { createFileSystem } from "./file-system.ts";
import type { VirtualFileSystem } from "./file-system.ts";
import { fromVirtual, toVirtual } from "./virtual-path.ts";

/** Finds the file of the repository that a module specifier means. */
export interface Resolver {
  readonly fileSystem: VirtualFileSystem;
  /**
   * The file behind `specifier` as written in `from`: relative, by `paths` of the nearest
   * tsconfig, or by the `exports` or `imports` of a package of the workspace. Undefined if it is
   * not a file of the repository.
   */
  resolve(specifier: string, from: RepoPath): RepoPath | undefined;
}

const DEFAULTS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

/** A resolver over `snapshot`; what it finds is kept for its lifetime. */
export function createResolver(snapshot: Snapshot): Resolver {
  const fileSystem = createFileSystem(snapshot);
  const optionsByFolder = new Map<RepoPath, ts.CompilerOptions>();
  const resolved = new Map<string, RepoPath | undefined>();

  const optionsFor = (folder: RepoPath): ts.CompilerOptions => {
    let options = optionsByFolder.get(folder);
    if (!options) {
      const config = configIn(folder, snapshot, fileSystem);
      options = config ?? (folder === "" ? DEFAULTS : optionsFor(folderOf(folder)));
      optionsByFolder.set(folder, options);
    }
    return options;
  };

  return {
    fileSystem,
    resolve(specifier, from) {
      const folder = folderOf(from);
      const key = `${folder}\0${specifier}`;
      if (resolved.has(key)) return resolved.get(key);
      const found = ts.resolveModuleName(specifier, toVirtual(from), optionsFor(folder), fileSystem)
        .resolvedModule?.resolvedFileName;
      const path = found === undefined ? undefined : fromVirtual(fileSystem.realpath(found));
      resolved.set(key, path);
      return path;
    },
  };
}

/** What the tsconfig (or jsconfig) of a folder says about resolution; undefined if it has none. */
function configIn(
  folder: RepoPath,
  snapshot: Snapshot,
  fileSystem: VirtualFileSystem,
): ts.CompilerOptions | undefined {
  const prefix = folder === "" ? "" : `${folder}/`;
  const path = [`${prefix}tsconfig.json`, `${prefix}jsconfig.json`].find((name) =>
    snapshot.has(name),
  );
  if (path === undefined) return undefined;
  const text = snapshot.text(path);
  if (text === undefined) return undefined;
  const { config } = ts.parseConfigFileTextToJson(toVirtual(path), text) as { config?: unknown };
  const { options } = ts.parseJsonConfigFileContent(
    config ?? {},
    { ...fileSystem, useCaseSensitiveFileNames: true, readDirectory: () => [] },
    toVirtual(folder === "" ? "" : folder),
    undefined,
    toVirtual(path),
  );
  const { paths, baseUrl, pathsBasePath, customConditions, rootDirs } = options;
  return {
    ...DEFAULTS,
    ...(paths && { paths }),
    ...(baseUrl !== undefined && { baseUrl }),
    ...(pathsBasePath !== undefined && { pathsBasePath }),
    ...(customConditions && { customConditions }),
    ...(rootDirs && { rootDirs }),
  };
}
