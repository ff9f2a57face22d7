import { ts } from "ts-morph";
import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { createFileSystem } from "./file-system.ts";
import { createShortcuts } from "./shortcuts.ts";
import type { VirtualFileSystem } from "./file-system.ts";
import { configPathIn, readModuleConfig } from "./tsconfig.ts";
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

/** Tried only where the usual conditions lead nowhere: an entry may be for one of these alone. */
const RARE_CONDITIONS = [
  "node",
  "require",
  "source",
  "development",
  "react-server",
  "edge-light",
  "workerd",
  "bun",
  "browser",
  "production",
];

const resolvers = new WeakMap<object, { readonly shape: string; readonly resolver: Resolver }[]>();

/**
 * The resolver over `snapshot`: the same one for all snapshots in which every specifier means the
 * same file, so that nothing is looked up twice.
 */
export function resolverOf(snapshot: Snapshot): Resolver {
  const known = resolvers.get(snapshot.disk) ?? [];
  resolvers.set(snapshot.disk, known);
  const shape = shapeOf(snapshot);
  const found = known.find((each) => each.shape === shape)?.resolver;
  if (found) return found;
  const resolver = createResolver(snapshot);
  known.push({ shape, resolver });
  return resolver;
}

/** All that a change of the disk can do to resolution: which files there are, and what JSON says. */
function shapeOf(snapshot: Snapshot): string {
  const shape = snapshot.overlay().flatMap(({ path, from, text }) => {
    if (path.endsWith(".json")) return [[path, text]];
    return text === undefined || from !== undefined || !snapshot.isOnDisk(path)
      ? [[path, from, text === undefined]]
      : [];
  });
  return JSON.stringify(shape);
}

function createResolver(snapshot: Snapshot): Resolver {
  const fileSystem = createFileSystem(snapshot);
  const optionsByFolder = new Map<RepoPath, readonly ts.CompilerOptions[]>();
  /** By folder, or by the ways to look from it where those alone decide. */
  const resolved = new Map<object | RepoPath, Map<string, RepoPath | undefined>>();

  /** The ways to look from a folder, the likeliest first. */
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

  const caches = new Map<ts.CompilerOptions, ts.ModuleResolutionCache>();
  const cacheFor = (options: ts.CompilerOptions): ts.ModuleResolutionCache => {
    let cache = caches.get(options);
    if (!cache) {
      cache = ts.createModuleResolutionCache(toVirtual(""), (name) => name, options);
      caches.set(options, cache);
    }
    return cache;
  };

  const rareWays = new Map<ts.CompilerOptions, ts.CompilerOptions>();
  const rareWay = (options: ts.CompilerOptions): ts.CompilerOptions => {
    let rare = rareWays.get(options);
    if (!rare) {
      rare = withRare(options);
      rareWays.set(options, rare);
    }
    return rare;
  };

  const shortcuts = createShortcuts(snapshot, fileSystem.packages);
  const find = (specifier: string, from: RepoPath): RepoPath | undefined => {
    const ways = optionsFor(folderOf(from));
    const shortcut = shortcuts.find(specifier, folderOf(from), ways);
    if (shortcut) return shortcut.path;
    const rare = isOfWorkspace(specifier, fileSystem.packages) ? ways.map(rareWay) : [];
    for (const options of [...ways, ...rare]) {
      const found = ts.resolveModuleName(
        specifier,
        toVirtual(from),
        options,
        fileSystem,
        cacheFor(options),
      ).resolvedModule?.resolvedFileName;
      if (found === undefined) continue;
      const path = fromVirtual(fileSystem.realpath(found));
      if (path !== undefined) return path;
    }
    return undefined;
  };

  return {
    fileSystem,
    resolve(specifier, from) {
      const folder = folderOf(from);
      const place = shortcuts.isAlike(specifier) ? optionsFor(folder) : folder;
      let known = resolved.get(place);
      if (!known) resolved.set(place, (known = new Map<string, RepoPath | undefined>()));
      if (!known.has(specifier)) known.set(specifier, find(specifier, from));
      return known.get(specifier);
    },
  };
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

function withRare(options: ts.CompilerOptions): ts.CompilerOptions {
  return {
    ...options,
    customConditions: [...(options.customConditions ?? []), ...RARE_CONDITIONS],
  };
}

function isOfWorkspace(specifier: string, packages: ReadonlyMap<string, RepoPath>): boolean {
  if (specifier.startsWith("#")) return true;
  const parts = specifier.split("/");
  return packages.has(parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/"));
}
