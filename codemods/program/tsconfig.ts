import { ts } from "ts-morph";
import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { VirtualFileSystem } from "./file-system.ts";
import { fromVirtual, toVirtual } from "./virtual-path.ts";

/** What a tsconfig or jsconfig, with all that it extends, says about finding modules. */
export interface ModuleConfig {
  /** Only the options that decide where a module is found. */
  readonly options: ts.CompilerOptions;
  /** The folder that the targets of `paths` count from. */
  readonly pathsBase: RepoPath;
  /** The tsconfig files that its `references` name, whether or not they exist. */
  readonly references: readonly RepoPath[];
}

/**
 * Reads the config at `path`; undefined if there is no such text file. A config that is not valid
 * JSON counts as far as it can be read, and one that extends itself as if it did not.
 */
export function readModuleConfig(
  path: RepoPath,
  snapshot: Snapshot,
  fileSystem: VirtualFileSystem,
): ModuleConfig | undefined {
  const text = snapshot.text(path);
  if (text === undefined) return undefined;
  const { config } = ts.parseConfigFileTextToJson(toVirtual(path), text) as { config?: unknown };
  const { options, projectReferences = [] } = ts.parseJsonConfigFileContent(
    config ?? {},
    { ...fileSystem, useCaseSensitiveFileNames: true, readDirectory: () => [] },
    toVirtual(folderOf(path)),
    undefined,
    toVirtual(path),
  );
  const { paths, baseUrl, pathsBasePath, customConditions, rootDirs } = options;
  const base = baseUrl ?? (typeof pathsBasePath === "string" ? pathsBasePath : undefined);
  return {
    options: {
      ...(paths && { paths }),
      ...(baseUrl !== undefined && { baseUrl }),
      ...(pathsBasePath !== undefined && { pathsBasePath }),
      ...(customConditions && { customConditions }),
      ...(rootDirs && { rootDirs }),
    },
    pathsBase: (base === undefined ? undefined : fromVirtual(base)) ?? folderOf(path),
    references: projectReferences.flatMap((reference) => {
      const target = fromVirtual(reference.path.replace(/\/$/, ""));
      if (target === undefined) return [];
      return [target.endsWith(".json") ? target : joinName(target, "tsconfig.json")];
    }),
  };
}

/** The config that applies in `folder` itself, not one above it; undefined if it has none. */
export function configPathIn(folder: RepoPath, snapshot: Snapshot): RepoPath | undefined {
  return ["tsconfig.json", "jsconfig.json"]
    .map((name) => joinName(folder, name))
    .find((path) => snapshot.has(path));
}

function joinName(folder: RepoPath, name: string): RepoPath {
  return folder === "" ? name : `${folder}/${name}`;
}
