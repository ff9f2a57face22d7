import { folderOf } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { propertiesOf, propertyOf, readJson, stringsIn } from "./json-file.ts";

/** A package of the workspace, as its package.json has it. */
export interface Package {
  readonly folder: RepoPath;
  readonly name: string | undefined;
  /** Names of all that it depends on, in whichever way. */
  readonly dependencies: ReadonlySet<string>;
  /** The subpaths that it exports with their targets; undefined if it exports everything. */
  readonly exports:
    readonly { readonly key: string; readonly targets: readonly string[] }[] | undefined;
}

export interface Packages {
  /** The innermost package that `path` is part of; undefined where there is no package.json. */
  of(path: RepoPath): Package | undefined;
}

/** The packages of `snapshot`. */
export function createPackages(snapshot: Snapshot): Packages {
  const byFolder = new Map<RepoPath, Package | undefined>();
  const at = (folder: RepoPath): Package | undefined => {
    if (byFolder.has(folder)) return byFolder.get(folder);
    const own = readPackage(folder, snapshot);
    const found = own ?? (folder === "" ? undefined : at(folderOf(folder)));
    byFolder.set(folder, found);
    return found;
  };
  return { of: (path) => at(folderOf(path)) };
}

/** The package.json of a folder. */
export function manifestOf(folder: RepoPath): RepoPath {
  return folder === "" ? "package.json" : `${folder}/package.json`;
}

/** The subpaths of an `exports` value; a value without subpaths is that of `.`. */
export function exportedSubpaths(
  value: ReturnType<typeof propertyOf>,
): readonly { readonly key: string; readonly targets: ReturnType<typeof stringsIn> }[] {
  if (!value) return [];
  const keys = propertiesOf(value);
  if (!keys.some(([key]) => key.startsWith("."))) return [{ key: ".", targets: stringsIn(value) }];
  return keys.map(([key, target]) => ({ key, targets: stringsIn(target) }));
}

function readPackage(folder: RepoPath, snapshot: Snapshot): Package | undefined {
  const path = manifestOf(folder);
  if (!snapshot.has(path)) return undefined;
  const root = readJson(path, snapshot)?.root;
  const [name] = stringsIn(propertyOf(root, "name"));
  const exports = propertyOf(root, "exports");
  return {
    folder,
    name: name?.text,
    dependencies: new Set(
      ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"].flatMap(
        (field) => propertiesOf(propertyOf(root, field)).map(([dependency]) => dependency),
      ),
    ),
    exports:
      exports &&
      exportedSubpaths(exports).map(({ key, targets }) => ({
        key,
        targets: targets.map((target) => target.text),
      })),
  };
}
