import { posix } from "node:path";
import { folderOf, relativeSpecifier } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { endingOf, spellings } from "./endings.ts";
import type { Ending } from "./endings.ts";
import { isRelative, splitQuery } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import type { Package, Packages } from "./packages.ts";
import type { Specifier } from "./specifiers.ts";

/** A specifier with where it stands and what it means, before and after the move. */
export interface Reference {
  readonly specifier: Specifier;
  readonly importer: { readonly before: RepoPath; readonly after: RepoPath };
  readonly target: { readonly before: RepoPath; readonly after: RepoPath };
}

/** What the specifier has to be after the move. */
export interface Respelling {
  readonly text: string;
  /** It now is a relative path out of its package, for want of a better way. */
  readonly crosses: boolean;
}

/**
 * Writes a specifier so that it means `target.after` in `importer.after`, in the way in which it
 * was written: of all spellings in question, the first that `after` finds the target by.
 * Undefined if there is none.
 */
export function respell(
  reference: Reference,
  after: Lookup,
  packages: Packages,
): Respelling | undefined {
  const { specifier, importer, target } = reference;
  const { path, query } = splitQuery(specifier.text);
  const ending = endingOf(path, target.before);
  const wanted = spellings(target.after, ending, posix.basename(path) === "index");
  const home = packages.of(importer.after);
  const there = packages.of(target.after);
  const leaves = home?.folder !== there?.folder;
  const left = packages.of(importer.before)?.folder !== packages.of(target.before)?.folder;

  const firstThatWorks = (texts: readonly string[], crosses: boolean): Respelling | undefined => {
    const text = texts
      .map((candidate) => candidate + query)
      .find((candidate) => after.find(candidate, specifier.form, importer.after) === target.after);
    return text === undefined ? undefined : { text, crosses };
  };
  const relative = (): string[] =>
    wanted.map((spelling) => relativeTo(folderOf(importer.after), spelling, specifier));
  const byPackage = (): string[] =>
    leaves && there && specifier.form === "module" && dependsOn(home, there)
      ? packageSpecifiers(there, wanted)
      : [];

  if (specifier.form === "file" || isRelative(path)) {
    const crosses = leaves && !left;
    return (
      firstThatWorks([path], false) ??
      (crosses ? firstThatWorks(byPackage(), false) : undefined) ??
      firstThatWorks(relative(), crosses)
    );
  }
  const acrossPackages =
    packages.of(target.before)?.folder !== there?.folder ||
    packages.of(importer.before)?.folder !== home?.folder;
  return (
    firstThatWorks([path], false) ??
    firstThatWorks(sharedPrefix(path, reference, ending, wanted), false) ??
    firstThatWorks(byPackage(), false) ??
    (leaves && !acrossPackages ? undefined : firstThatWorks(relative(), leaves))
  );
}

function relativeTo(folder: RepoPath, spelling: string, specifier: Specifier): string {
  const text = relativeSpecifier(folder, spelling);
  if (text === "./") return ".";
  const undotted = specifier.form === "file" && !specifier.text.startsWith(".");
  return undotted && text.startsWith("./") ? text.slice(2) : text;
}

/**
 * `~/lib/a` means `app/src/lib/a.ts`: as far as both end alike, the rest of the one (`~/`) may
 * stand for the rest of the other (`app/src`), and so for the start of the new path. Whether it
 * does is for the lookup to say.
 */
function sharedPrefix(
  path: string,
  reference: Reference,
  ending: Ending,
  wanted: readonly string[],
): string[] {
  const [old = ""] = spellings(reference.target.before, ending, posix.basename(path) === "index");
  const written = path.split("/");
  const actual = old.split("/");
  const candidates: string[] = [];
  for (let shared = 1; shared <= Math.min(written.length, actual.length); shared += 1) {
    if (written.at(-shared) !== actual.at(-shared)) break;
    const prefix = written.slice(0, written.length - shared).join("/");
    const base = actual.slice(0, actual.length - shared).join("/");
    for (const spelling of wanted) {
      const rest = base === "" ? spelling : partBelow(spelling, base);
      if (rest === undefined) continue;
      const candidate = [prefix, rest].filter((part) => part !== "").join("/");
      if (candidate !== "") candidates.push(candidate);
    }
  }
  return candidates;
}

/** `spelling` from `base` on: `""` if they are the same, undefined if it is not below it. */
function partBelow(spelling: string, base: string): string | undefined {
  if (spelling === base) return "";
  return spelling.startsWith(`${base}/`) ? spelling.slice(base.length + 1) : undefined;
}

function dependsOn(home: Package | undefined, there: Package): boolean {
  return there.name !== undefined && home !== undefined && home.dependencies.has(there.name);
}

/** All names under which `there` may give out a file of its own. */
function packageSpecifiers(there: Package, wanted: readonly string[]): string[] {
  const { name } = there;
  if (name === undefined) return [];
  const inside = wanted.flatMap((spelling) => {
    const part = there.folder === "" ? spelling : partBelow(spelling, there.folder);
    return part === undefined ? [] : [part];
  });
  if (!there.exports) return inside.map((part) => (part === "" ? name : `${name}/${part}`));
  return there.exports.flatMap(({ key, targets }) => {
    const subpath = name + key.slice(1);
    if (!key.includes("*")) return [subpath];
    return targets.flatMap((target) =>
      matchesOf(target, inside).map((star) => subpath.replace("*", star)),
    );
  });
}

/** What the `*` of `./src/*.ts` stands for in each of `parts` that it matches. */
function matchesOf(target: string, parts: readonly string[]): string[] {
  const [before = "", after] = target.replace(/^\.\//, "").split("*");
  if (after === undefined) return [];
  const source = before.replace(/^(?:dist|build|lib|out)\//, "src/");
  return parts.flatMap((part) => {
    const start = [before, source].find((text) => part.startsWith(text));
    if (start === undefined) return [];
    const rest = part.slice(start.length);
    return [rest.endsWith(after) ? rest.slice(0, rest.length - after.length) : rest];
  });
}
