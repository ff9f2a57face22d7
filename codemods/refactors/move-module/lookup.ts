import { resolverOf } from "../../program/resolver.ts";
import { folderOf, joinPath } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { Specifier } from "./specifiers.ts";

/** Finds files behind specifiers, those that no compiler knows (`./style.css?inline`) included. */
export interface Lookup {
  /** The file that `text` in the file `from` means; undefined if it is none of the repository. */
  find(text: string, form: Specifier["form"], from: RepoPath): RepoPath | undefined;
}

/** A lookup over `snapshot`. */
export function createLookup(snapshot: Snapshot): Lookup {
  const resolver = resolverOf(snapshot);
  return {
    find(text, form, from) {
      const { path } = splitQuery(text);
      const dotted = form === "file" && !isRelative(path) ? `./${path}` : path;
      const literal = isRelative(dotted) ? joinPath(folderOf(from), dotted) : undefined;
      if (form === "file") {
        if (literal !== undefined && snapshot.has(literal)) return literal;
        // A path is taken as it is, but for a script that is yet to be compiled.
        if (!/\.[cm]?jsx?$/.test(path)) return undefined;
      }
      const found = resolver.resolve(dotted, from);
      if (found !== undefined) return found;
      return literal !== undefined && snapshot.has(literal) ? literal : undefined;
    },
  };
}

/** Whether a specifier counts from the file that it stands in. */
export function isRelative(specifier: string): boolean {
  return /^\.{1,2}(\/|$)/.test(specifier);
}

/** `./icon.svg?url` in two: the path, and the bundler's wish with its question mark. */
export function splitQuery(specifier: string): { path: string; query: string } {
  const at = specifier.indexOf("?");
  return at === -1
    ? { path: specifier, query: "" }
    : { path: specifier.slice(0, at), query: specifier.slice(at) };
}
