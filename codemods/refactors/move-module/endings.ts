import { posix } from "node:path";
import { folderOf } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";

/**
 * How a specifier ends compared to the file that it means: `bare` without ending, `own` with the
 * file's ending, `script` with the ending of what it compiles to, `folder` for the index file of
 * the folder named, `other` where its last part does not come from the file's name.
 */
export interface Ending {
  readonly kind: "bare" | "own" | "script" | "folder" | "other";
  /** `.js`, where `script`. */
  readonly script: string;
}

const COMPILED = new Map([
  [".ts", ".js"],
  [".tsx", ".js"],
  [".d.ts", ".js"],
  [".mts", ".mjs"],
  [".d.mts", ".mjs"],
  [".cts", ".cjs"],
  [".d.cts", ".cjs"],
]);

/** A path in two: `src/a.d` has the ending `.d.ts`, a file without ending has `""`. */
export function splitEnding(path: string): { stem: string; ending: string } {
  const name = posix.basename(path);
  const ending = /\.d\.[cm]?ts$/.exec(name)?.[0] ?? posix.extname(name);
  return { stem: path.slice(0, path.length - ending.length), ending };
}

/** Whether `path` is what a folder's name alone stands for. */
export function isIndex(path: RepoPath): boolean {
  return posix.basename(splitEnding(path).stem) === "index";
}

/** The ending of `specifier`, which means the file `target`. */
export function endingOf(specifier: string, target: RepoPath): Ending {
  const last = posix.basename(specifier);
  const { stem } = splitEnding(target);
  const name = posix.basename(stem);
  if (last === posix.basename(target)) return { kind: "own", script: "" };
  const script = /\.[cm]?jsx?$/.exec(last)?.[0] ?? "";
  if (script !== "" && last.slice(0, -script.length) === name) return { kind: "script", script };
  if (last === name && !/(^|\/)\.{0,2}\/?$/.test(specifier)) return { kind: "bare", script: "" };
  if (isIndex(target)) {
    const dots = /(^|\/)\.{1,2}\/?$/.test(specifier);
    if (dots || last === posix.basename(folderOf(target))) return { kind: "folder", script: "" };
  }
  return { kind: "other", script: "" };
}

/** The ways to name `target` with an ending like `ending`, the closest first. */
export function spellings(target: RepoPath, ending: Ending, namedIndex: boolean): string[] {
  const { stem, ending: own } = splitEnding(target);
  const compiled = COMPILED.get(own) ?? own;
  const script = ending.script === ".jsx" && own === ".tsx" ? ".jsx" : compiled;
  const bare = isIndex(target)
    ? namedIndex
      ? [stem, folderOf(target)]
      : [folderOf(target), stem]
    : [stem];
  const withScript = stem + script;
  switch (ending.kind) {
    case "own":
      return [target, withScript, ...bare];
    case "script":
      return [withScript, target, ...bare];
    case "bare":
    case "folder":
    case "other":
      return [...bare, withScript, target];
  }
}
