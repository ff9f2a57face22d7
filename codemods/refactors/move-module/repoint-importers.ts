import { posix } from "node:path";
import { folderOf } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Draft } from "./draft.ts";
import { isIndex, splitEnding } from "./endings.ts";
import { isRelative, splitQuery } from "./lookup.ts";
import { embedsCode, looseSpecifiersOf } from "./loose-specifiers.ts";
import type { Move } from "./move.ts";
import { isCode, parseCode } from "./parse-code.ts";
import { respell } from "./respell.ts";
import { specifiersOf } from "./specifiers.ts";
import type { Specifier } from "./specifiers.ts";

/** Repoints the specifiers of all other files that mean the moved file. */
export function repointImporters(move: Move, draft: Draft): void {
  const { from, snapshot, before } = move;
  const { paths, mayName } = possibleImporters(move);
  for (const path of paths) {
    if (path === from) continue;
    const content = snapshot.read(path);
    const { text } = content;
    if (text === undefined) {
      if (!content.ok) noteUnreadable(move, draft, path, content.message);
      continue;
    }
    if (!mayName(path, text)) continue;
    const parsed = content.ok && isCode(path) ? parseCode(path, text) : undefined;
    if (parsed && !parsed.problem) {
      for (const specifier of specifiersOf(parsed.file)) {
        repoint(move, draft, path, text, specifier);
      }
      continue;
    }
    const named = looseSpecifiersOf(text).find(
      (specifier) => before.find(specifier.text, "module", path) === from,
    );
    if (!named) continue;
    if (parsed?.problem) {
      const { offset, message } = parsed.problem;
      draft.note(
        "syntax-error",
        "blocking",
        path,
        { text, offset },
        `${path} names ${from} and has to change, but it cannot be parsed: ${message}`,
      );
    } else if (!content.ok) {
      draft.note(
        content.code,
        "manual",
        path,
        { text, offset: named.start },
        `"${named.text}" names ${from}, and ${content.message}: make it name ${move.to}.`,
      );
    } else {
      draft.note(
        "importer-left",
        "manual",
        path,
        { text, offset: named.start },
        `"${named.text}" names ${from}. Files of this kind are not rewritten: make it name ${move.to}.`,
      );
    }
  }
}

function repoint(
  move: Move,
  draft: Draft,
  path: RepoPath,
  text: string,
  specifier: Specifier,
): void {
  const { from, to, before, after, packages } = move;
  const target = before.find(specifier.text, specifier.form, path);
  const at = { text, offset: specifier.start };
  if (target === undefined && looksLike(specifier.text, from)) {
    draft.note(
      "unresolved-specifier",
      "manual",
      path,
      at,
      `"${specifier.text}" may mean ${from}, but no tsconfig or package.json says so. Check it.`,
    );
  }
  if (target !== from) return;
  const next = respell(
    { specifier, importer: { before: path, after: path }, target: { before: from, after: to } },
    after,
    packages,
  );
  if (!next) {
    draft.note(
      "cannot-repoint",
      "blocking",
      path,
      at,
      `"${specifier.text}" means ${from}, and there is no such way to name ${to} from here. Make ${to} reachable (by exports, imports or paths) or change this import first.`,
    );
    return;
  }
  if (next.crosses) noteCrossing(draft, path, at, next.text, to);
  if (next.text !== specifier.text) draft.edit(path, specifier.start, specifier.end, next.text);
}

/** The note for a specifier that had to become a relative path out of its package. */
export function noteCrossing(
  draft: Draft,
  path: RepoPath,
  at: { readonly text: string; readonly offset: number },
  specifier: string,
  target: RepoPath,
): void {
  draft.note(
    "crosses-package",
    "manual",
    path,
    at,
    `"${specifier}" now leads out of the package by a relative path. Depend on the package of ${target} and export the file there.`,
  );
}

/**
 * Files whose bytes hold what a specifier of the file cannot do without, and a test of their text
 * that spares most of them the parser: does a string end that way?
 */
function possibleImporters(move: Move): {
  readonly paths: readonly RepoPath[];
  mayName(path: RepoPath, text: string): boolean;
} {
  const { from, snapshot, entries } = move;
  const index = isIndex(from);
  const name = posix.basename(index ? folderOf(from) : splitEnding(from).stem);
  const keys = entries.flatMap(({ key, star }) => (key ? [key.replace("*", star)] : []));
  // `../packages/ui` may mean what its package.json calls the main file.
  const folders = entries.flatMap(({ path, key }) =>
    posix.basename(path) === "package.json" &&
    key !== undefined &&
    /^(?:@[^/]+\/)?[^/#]+$/.test(key)
      ? [posix.basename(folderOf(path))]
      : [],
  );
  const needles = [...new Set([name, ...keys, ...folders])].filter(
    (needle) => needle !== "" && (needle === name || name === "" || !needle.endsWith(name)),
  );
  const paths = new Set([...snapshot.containing(needles).values()].flat());
  // From the folder of an index file and below, `.` and `../..` will do.
  const folder = folderOf(from) === "" ? "" : `${folderOf(from)}/`;
  const isBelow = (path: RepoPath): boolean => index && path.startsWith(folder);
  for (const path of snapshot.paths()) if (isBelow(path)) paths.add(path);

  const escaped = needles.map((needle) => needle.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const atEnd = new RegExp(
    `(?:${escaped.join("|")})(?:/|/index)?(?:\\.\\w+)*(?:\\?[^"'\`]*)?["'\`]`,
  );
  return {
    paths: [...paths].filter((path) => isCode(path) || embedsCode(path)).sort(),
    mayName: (path, text) => isBelow(path) || atEnd.test(text),
  };
}

/** Whether a specifier that leads nowhere ends like the path of `from`, in two parts or more. */
function looksLike(specifier: string, from: RepoPath): boolean {
  const { path } = splitQuery(specifier);
  if (isRelative(path)) return false;
  const written = splitEnding(path).stem.split("/");
  const actual = splitEnding(from).stem.split("/");
  return written.length > 1 && [1, 2].every((back) => written.at(-back) === actual.at(-back));
}

/** Text or not, a file of code that ends a string with the name of the moved one may import it. */
function noteUnreadable(move: Move, draft: Draft, path: RepoPath, message: string): void {
  const name = posix.basename(splitEnding(move.from).stem);
  const ends = ['"', "'", "`", ".js", ".ts"].map((end) => `/${name}${end}`);
  const found = [...move.snapshot.containing(ends).values()].flat();
  if (!isCode(path) || !found.includes(path)) return;
  draft.note(
    "not-utf8",
    "blocking",
    path,
    { text: "", offset: 0 },
    `${path} may import ${move.from}, but it cannot be read: ${message}. Save it as UTF-8 first.`,
  );
}
