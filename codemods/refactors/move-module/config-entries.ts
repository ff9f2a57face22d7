import { posix } from "node:path";
import type { ts } from "ts-morph";
import { sourceOfBuilt } from "../../program/file-system.ts";
import { resolverOf } from "../../program/resolver.ts";
import { readModuleConfig } from "../../program/tsconfig.ts";
import { folderOf, foldersAbove, joinPath } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { isIndex, splitEnding } from "./endings.ts";
import { propertiesOf, propertyOf, readJson, stringsIn } from "./json-file.ts";
import { exportedSubpaths, manifestOf } from "./packages.ts";

/** A string in a package.json or tsconfig that names a file, or files by a `*`. */
export interface ConfigEntry {
  readonly path: RepoPath;
  readonly literal: ts.StringLiteral;
  /** The folder that the string counts from. */
  readonly base: RepoPath;
  /** What code writes to get at it, `@acme/ui/button`; undefined where code has no part in it. */
  readonly key: string | undefined;
  /** How the string names the file; `pattern` by a `*`. */
  readonly by: "file" | "stem" | "folder" | "built" | "pattern";
  /** What the `*` stands for; `""` if there is none. */
  readonly star: string;
}

const MAIN_FIELDS = ["main", "module", "types", "typings", "browser", "source", "react-native"];

/** All entries of package.json and tsconfig files that lead to the file `target`. */
export function configEntriesOf(target: RepoPath, snapshot: Snapshot): readonly ConfigEntry[] {
  const entries: ConfigEntry[] = [];
  const add = (
    path: RepoPath,
    base: RepoPath,
    key: string | undefined,
    literals: readonly ts.StringLiteral[],
  ): void => {
    for (const literal of literals) {
      const match = matchOf(literal.text, base, target, snapshot);
      if (match) entries.push({ path, base, key, literal, ...match });
    }
  };

  for (const folder of [...foldersAbove(target), ""]) {
    const path = manifestOf(folder);
    const root = snapshot.has(path) ? readJson(path, snapshot)?.root : undefined;
    if (root) addManifest(root, path, add);
  }

  const { fileSystem } = resolverOf(snapshot);
  for (const path of snapshot.paths()) {
    if (!/^(?:ts|js)config\b.*\.json$/.test(posix.basename(path))) continue;
    const root = readJson(path, snapshot)?.root;
    const paths = propertiesOf(propertyOf(propertyOf(root, "compilerOptions"), "paths"));
    const base = paths.length > 0 ? readModuleConfig(path, snapshot, fileSystem)?.pathsBase : "";
    for (const [key, value] of paths) add(path, base ?? "", key, stringsIn(value));
    // A folder in `include` means all that is in it, not the module that its index file is.
    for (const field of ["files", "include", "exclude"]) {
      const literals = stringsIn(propertyOf(root, field));
      const folder = folderOf(path);
      add(
        path,
        folder,
        undefined,
        literals.filter((one) => joinPath(folder, one.text) === target),
      );
    }
  }
  return entries;
}

/** The string that names `to` in the way of `entry`; undefined if it cannot reach there. */
export function respellEntry(entry: ConfigEntry, to: RepoPath): string | undefined {
  const { literal, base, by, path } = entry;
  const inside = (spelling: string): string | undefined => {
    const relative = posix.relative(base, spelling);
    const isManifest = posix.basename(path) === "package.json";
    if (isManifest && (relative === ".." || relative.startsWith("../"))) return undefined;
    if (relative.startsWith("../") || !literal.text.startsWith("./")) return relative;
    return `./${relative}`;
  };
  if (by === "file") return inside(to);
  if (by === "stem") return inside(splitEnding(to).stem);
  if (by === "folder") return inside(isIndex(to) ? folderOf(to) : splitEnding(to).stem);
  if (by === "pattern") return undefined;
  const built = /^((?:\.\/)?(?:.*\/)?(?:dist|build|lib|out)\/).+?((?:\.d)?\.[cm]?[jt]sx?)$/.exec(
    literal.text,
  );
  const folder = built?.[1] && joinPath(base, built[1]);
  if (!built || folder === undefined) return undefined;
  const source = `${folderOf(folder) === "" ? "" : `${folderOf(folder)}/`}src/`;
  if (!to.startsWith(source)) return undefined;
  return `${built[1]}${splitEnding(to.slice(source.length)).stem}${built[2]}`;
}

function addManifest(
  root: ts.ObjectLiteralExpression,
  path: RepoPath,
  add: (
    path: RepoPath,
    base: RepoPath,
    key: string | undefined,
    literals: readonly ts.StringLiteral[],
  ) => void,
): void {
  const base = folderOf(path);
  const [name] = stringsIn(propertyOf(root, "name"));
  for (const holder of [root, propertyOf(root, "publishConfig")]) {
    for (const field of MAIN_FIELDS) {
      add(path, base, name?.text, stringsIn(propertyOf(holder, field)));
    }
    for (const field of ["bin", "typesVersions"]) {
      add(path, base, undefined, stringsIn(propertyOf(holder, field)));
    }
    for (const { key, targets } of exportedSubpaths(propertyOf(holder, "exports"))) {
      add(path, base, name && name.text + key.slice(1), targets);
    }
  }
  for (const [key, value] of propertiesOf(propertyOf(root, "imports"))) {
    add(path, base, key, stringsIn(value));
  }
}

function matchOf(
  value: string,
  base: RepoPath,
  target: RepoPath,
  snapshot: Snapshot,
): Pick<ConfigEntry, "by" | "star"> | undefined {
  const path = value.startsWith("/") ? undefined : joinPath(base, value);
  if (path === undefined) return undefined;
  const { stem } = splitEnding(target);
  if (path.includes("*")) {
    const [before = "", after = ""] = path.split("*");
    const source = before.replace(/(^|\/)(?:dist|build|lib|out)\//, "$1src/");
    for (const [start, whole] of [
      [before, target],
      [before, stem],
      [source, stem],
      [before, folderOf(target)],
    ] as const) {
      const end = whole === target ? after : splitEnding(after).stem;
      if (!whole.startsWith(start) || !whole.endsWith(end)) continue;
      const star = whole.slice(start.length, whole.length - end.length);
      if (star !== "") return { by: "pattern", star };
    }
    return undefined;
  }
  if (path === target) return { by: "file", star: "" };
  if (snapshot.has(path)) return undefined;
  if (path === stem) return { by: "stem", star: "" };
  if (isIndex(target) && path === folderOf(target)) return { by: "folder", star: "" };
  if (sourceOfBuilt(path, snapshot) === target) return { by: "built", star: "" };
  return undefined;
}
