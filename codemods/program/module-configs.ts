import { ts } from "ts-morph";
import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { createFileSystem, packagesOf } from "./file-system.ts";
import type { VirtualFileSystem } from "./file-system.ts";
import { configPathIn, readModuleConfig } from "./tsconfig.ts";

/** What the JSON of a repository says of where modules are: the same as long as no JSON changes. */
export interface ModuleConfigs {
  /** Name → folder of each package of the workspace. */
  readonly packages: ReadonlyMap<string, RepoPath>;
  /** The ways to look from a folder, the likeliest first; the same list for the same ways. */
  optionsFor(folder: RepoPath): readonly ts.CompilerOptions[];
}

const DEFAULTS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
};

/** Reads the configs of `snapshot` as they are asked for. */
export function createModuleConfigs(snapshot: Snapshot): ModuleConfigs {
  const packages = packagesOf(snapshot);
  const fileSystem = createFileSystem(snapshot, packages);
  const optionsByFolder = new Map<RepoPath, readonly ts.CompilerOptions[]>();
  const optionsFor = (folder: RepoPath): readonly ts.CompilerOptions[] => {
    let options = optionsByFolder.get(folder);
    if (!options) {
      const config = configPathIn(folder, snapshot);
      if (config !== undefined) options = optionsOf(config, snapshot, fileSystem, new Set());
      else options = folder === "" ? [DEFAULTS] : optionsFor(folderOf(folder));
      optionsByFolder.set(folder, options);
    }
    return options;
  };
  return { packages, optionsFor };
}

/**
 * The options of a config. One without `paths` that only refers to other projects stands for
 * these: which of them a file belongs to does not matter as long as one of them finds the module.
 */
function optionsOf(
  path: RepoPath,
  snapshot: Snapshot,
  fileSystem: VirtualFileSystem,
  seen: Set<RepoPath>,
): readonly ts.CompilerOptions[] {
  if (seen.has(path)) return [];
  seen.add(path);
  const config = readModuleConfig(path, snapshot, fileSystem);
  if (!config) return [];
  const own = { ...DEFAULTS, ...config.options };
  if (config.options.paths) return [own];
  const referenced = config.references.flatMap((reference) =>
    optionsOf(reference, snapshot, fileSystem, seen),
  );
  return [own, ...referenced.filter((options) => options.paths)];
}
