import { ts } from "ts-morph";
import { folderOf, foldersAbove, relativeSpecifier } from "../../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../../workspace/snapshot.ts";
import type { Resolver } from "../../../program/resolver.ts";

/**
 * How `path` can import `module`: relatively within one package, by the name of the other package
 * where that exports it and `path`'s own depends on it. Undefined if it cannot.
 */
export function specifierFor(
  snapshot: Snapshot,
  resolver: Resolver,
  path: RepoPath,
  module: RepoPath,
): string | undefined {
  const [own, other] = [packageOf(snapshot, path), packageOf(snapshot, module)];
  const stem = module.replace(/\.[cm]?tsx?$/, "");
  if (own === other) {
    const specifier = relativeSpecifier(folderOf(path), stem) + endingIn(snapshot, path, module);
    return resolver.resolve(specifier, path) === module ? specifier : undefined;
  }
  if (own === undefined || other === undefined) return undefined;
  const name = manifestOf(snapshot, other)?.name;
  if (typeof name !== "string" || !dependsOn(manifestOf(snapshot, own), name)) return undefined;
  const inside = stem.slice(other === "" ? 0 : other.length + 1);
  const subpaths = [inside.replace(/^src\//, ""), inside];
  return subpaths
    .map((subpath) => `${name}/${subpath}`)
    .find((specifier) => resolver.resolve(specifier, path) === module);
}

/** The ending that `path` gives to relative imports of its own. */
function endingIn(snapshot: Snapshot, path: RepoPath, module: RepoPath): string {
  const text = snapshot.text(path) ?? "";
  const relative = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith("."));
  const ending = relative.map((name) => /\.[cm]?[jt]sx?$/.exec(name)?.[0]).find((it) => it);
  if (ending === undefined) return "";
  const own = /\.[cm]?tsx?$/.exec(module)?.[0] ?? "";
  return ending.includes("j") ? own.replace("t", "j").replace(/x$/, "") : own;
}

function packageOf(snapshot: Snapshot, path: RepoPath): RepoPath | undefined {
  return [...foldersAbove(path), ""].find((folder) => snapshot.has(manifestPath(folder)));
}

interface Manifest {
  readonly name?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
  readonly peerDependencies?: unknown;
}

function manifestOf(snapshot: Snapshot, folder: RepoPath): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(snapshot.text(manifestPath(folder)) ?? "");
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function dependsOn(manifest: Manifest | undefined, name: string): boolean {
  const lists = [manifest?.dependencies, manifest?.devDependencies, manifest?.peerDependencies];
  return lists.some((list) => typeof list === "object" && list !== null && name in list);
}

function manifestPath(folder: RepoPath): RepoPath {
  return folder === "" ? "package.json" : `${folder}/package.json`;
}
