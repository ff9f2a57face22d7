import { ts } from "ts-morph";
import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { createFileSystem } from "./file-system.ts";
import { createModuleConfigs } from "./module-configs.ts";
import type { ModuleConfigs } from "./module-configs.ts";
import { createShortcuts } from "./shortcuts.ts";
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

/** Of how many states of one disk: a step's own and the one before it. */
const MOST_RESOLVERS = 2;

/** A resolver, and the state of the disk that it is for. */
interface Known {
  readonly state: State;
  readonly resolver: Resolver;
  readonly configs: ModuleConfigs;
  readonly resolved: Resolved;
}

/** By folder, or by the ways to look from it where those alone decide: by specifier, its file. */
type Resolved = Map<object | RepoPath, Map<string, RepoPath | undefined>>;

const byDisk = new WeakMap<object, readonly Known[]>();

/**
 * The resolver over `snapshot`: the same one for all snapshots in which every specifier means the
 * same file, so that nothing is looked up twice.
 */
export function resolverOf(snapshot: Snapshot): Resolver {
  const others = byDisk.get(snapshot.disk) ?? [];
  const state = stateOf(snapshot);
  const found = others.find((other) => isSame(other.state, state))?.resolver;
  if (found) return found;
  const alike = others.find((other) => other.state.json === state.json);
  const configs = alike?.configs ?? createModuleConfigs(snapshot);
  const resolved = (alike && stillResolved(alike, state)) ?? new Map();
  const resolver = createResolver(snapshot, configs, resolved);
  const made = { state, resolver, configs, resolved };
  byDisk.set(snapshot.disk, [made, ...others].slice(0, MOST_RESOLVERS));
  return resolver;
}

/** All that a change of the disk can do to resolution. */
interface State {
  /** What JSON says: configs, and manifests of packages. */
  readonly json: string;
  /** Which other files have come (`true`) and gone (`false`). */
  readonly files: ReadonlyMap<RepoPath, boolean>;
}

function stateOf(snapshot: Snapshot): State {
  const json: unknown[] = [];
  const files = new Map<RepoPath, boolean>();
  for (const { path, from, text } of snapshot.overlay()) {
    if (path.endsWith(".json") || from?.endsWith(".json")) json.push([path, from, text]);
    else if (text === undefined) files.set(path, false);
    else if (!snapshot.isOnDisk(path)) files.set(path, true);
    if (from !== undefined) files.set(from, false);
  }
  return { json: JSON.stringify(json), files };
}

function isSame(one: State, other: State): boolean {
  return one.json === other.json && differencesOf(one, other).length === 0;
}

/** The paths, but those of JSON, that are in one state and not in the other. */
function differencesOf(one: State, other: State): readonly RepoPath[] {
  const paths = new Set([...one.files.keys(), ...other.files.keys()]);
  return [...paths].filter((path) => one.files.get(path) !== other.files.get(path));
}

/**
 * What is known and holds in a state of the same JSON in which files have only gone: what meant another
 * file does so still. Undefined if more has happened.
 */
function stillResolved({ state, resolved }: Known, now: State): Resolved | undefined {
  const gone = new Set(differencesOf(state, now));
  const isMore = (path: RepoPath) =>
    now.files.get(path) !== false || path.includes("node_modules/");
  if ([...gone].some(isMore)) return undefined;
  const stays = ([, path]: [string, RepoPath | undefined]) => path === undefined || !gone.has(path);
  return new Map([...resolved].map(([place, found]) => [place, new Map([...found].filter(stays))]));
}

function createResolver(
  snapshot: Snapshot,
  { packages, optionsFor }: ModuleConfigs,
  resolved: Resolved,
): Resolver {
  const fileSystem = createFileSystem(snapshot, packages);

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

  const shortcuts = createShortcuts(snapshot, packages);
  const find = (specifier: string, from: RepoPath): RepoPath | undefined => {
    const ways = optionsFor(folderOf(from));
    const shortcut = shortcuts.find(specifier, folderOf(from), ways);
    if (shortcut) return shortcut.path;
    const rare = isOfWorkspace(specifier, packages) ? ways.map(rareWay) : [];
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
