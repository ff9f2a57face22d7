import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { FileText, Snapshot } from "../../../workspace/snapshot.ts";
import { isInMigrations } from "../../drizzle/history.ts";
import type { Note } from "../../step.ts";
import { filesConnected, importsIn } from "../../program/import-graph.ts";
import { sourceFileOf } from "../../program/source-files.ts";
import { toVirtual } from "../../program/virtual-path.ts";
import { noteAt } from "./places.ts";
import { wordPattern } from "./spellings.ts";
import type { Spelling } from "./spellings.ts";

/** The files that a rename has to look at. */
export interface Candidates {
  /** Code that may be edited. */
  readonly inside: readonly RepoPath[];
  /** Code that may not be edited, but may declare or use what is renamed. */
  readonly outside: readonly RepoPath[];
  /** Code that has one of the new names: where a collision can be. */
  readonly taken: readonly RepoPath[];
  /**
   * Code that imports a file of `inside`, or what hands on exports of one: it can pass values on
   * without naming their keys.
   */
  readonly importers: readonly RepoPath[];
  /** What cannot be read, parsed or handled. */
  readonly notes: readonly Note[];
}

const CODE = /\.[cm]?[jt]sx?$/;

/** Files of `snapshot` that have one of the spellings, old or new, as a whole identifier. */
export function findCandidates(
  snapshot: Snapshot,
  spellings: readonly Spelling[],
  isInside: (path: RepoPath) => boolean,
): Candidates {
  const old = spellings.map(({ from }) => from);
  const inside: RepoPath[] = [];
  const outside: RepoPath[] = [];
  const notes: Note[] = [];
  for (const path of holding(snapshot, old)) {
    const file = snapshot.read(path);
    if (!file.ok) {
      notes.push(...unreadable(path, file, old, isInside(path)));
      continue;
    }
    const found = wordPattern(old).exec(file.text);
    if (!found) continue;
    if (!isInside(path)) {
      if (CODE.test(path)) outside.push(path);
      continue;
    }
    if (!CODE.test(path) && isInMigrations(snapshot, path)) {
      const reason = `${found[0]} stands in a migration or its record, which is history: it stays`;
      notes.push(noteAt({ path, text: file.text, offset: found.index }, "history", "info", reason));
      continue;
    }
    if (!CODE.test(path)) {
      for (const { index, 0: name } of file.text.matchAll(wordPattern(old))) {
        const reason = `${name} stands in a kind of file that a rename does not read: look at it by hand`;
        notes.push(
          noteAt({ path, text: file.text, offset: index }, "unhandled-file", "manual", reason),
        );
      }
      continue;
    }
    const error = syntaxError(path, file.text);
    if (error) {
      notes.push(error);
      continue;
    }
    inside.push(path);
    const place = { path, text: file.text, offset: found.index };
    const named = path.split("/").find((part) => isParameter(part, old));
    if (named !== undefined) {
      const reason = `the path has ${named} in it, which a rename does not touch: what takes its value from the path has to go by the path's name`;
      notes.push(noteAt(place, "path", "manual", reason));
    }
  }
  const added = spellings.flatMap(({ to, otherwise }) => (otherwise ? [to, otherwise] : [to]));
  const named =
    inside.length === 0 ? [] : holding(snapshot, added).filter((path) => CODE.test(path));
  // What has nothing to do with a file that has the old name cannot meet what it becomes.
  const taken = filesConnected(snapshot, named, [...inside, ...outside]);
  return { inside, outside, taken, importers: importersOf(snapshot, inside), notes };
}

/** Code that imports one of `files`, with none between them but modules that hand on exports. */
function importersOf(snapshot: Snapshot, files: readonly RepoPath[]): readonly RepoPath[] {
  const importsOf = importsIn(snapshot);
  const importers = new Set<RepoPath>();
  const wanted = new Set(files);
  let added: readonly RepoPath[] = files;
  while (added.length > 0) {
    const found = namingOneOf(snapshot, added).filter(
      (path) => !importers.has(path) && importsOf(path).some((imported) => wanted.has(imported)),
    );
    for (const path of found) importers.add(path);
    added = found.filter((path) => !wanted.has(path) && handsOn(snapshot.text(path) ?? ""));
    for (const path of added) wanted.add(path);
  }
  return [...importers];
}

/** Whether `text` exports something under a name of its own, as a barrel does. */
function handsOn(text: string): boolean {
  return /\bexport\s+(?:type\s*)?[*{]/.test(text);
}

/** Code in which a string ends like the path of one of `files`, or may be a way to its folder. */
function namingOneOf(snapshot: Snapshot, files: readonly RepoPath[]): readonly RepoPath[] {
  const stems = [...new Set(files.flatMap(stemsOf))].filter((stem) => stem !== "");
  const named = [...snapshot.containing(stems)].flatMap(([stem, paths]) => {
    const end = new RegExp(
      `${stem.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?:/index)?(?:\\.[cm]?[jt]sx?)?["'\`]`,
    );
    return paths.filter((path) => end.test(snapshot.text(path) ?? ""));
  });
  const inFolder = files.some(isIndex) ? holding(snapshot, FOLDERS) : [];
  return [...new Set([...named, ...inFolder])].filter((path) => CODE.test(path));
}

/** The specifiers that name a folder and no file. */
const FOLDERS = [".", "./", "..", "../", "../..", "../../"].flatMap((path) => [
  `"${path}"`,
  `'${path}'`,
]);

/**
 * What specifiers of a file end with, its ending and `/index` left out. The entry of a package goes
 * by the package's name, which mostly is that of its folder or of the one above.
 */
function stemsOf(path: RepoPath): readonly string[] {
  const parts = path.replace(CODE, "").split("/");
  return isIndex(path) ? parts.slice(-3, -1) : parts.slice(-1);
}

function isIndex(path: RepoPath): boolean {
  return /(?:^|\/)index\.[cm]?[jt]sx?$/.test(path);
}

function holding(snapshot: Snapshot, names: readonly string[]): readonly RepoPath[] {
  return [...new Set([...snapshot.containing(names).values()].flat())].sort();
}

/** Whether a part of a path is the place of a value called one of `names`: `[id]`, `$id`. */
function isParameter(part: string, names: readonly string[]): boolean {
  return /^[[$:_]/.test(part) && wordPattern(names).test(part.replaceAll(/^[$:_]/g, ""));
}

/** What is to be said of a file that holds the bytes of a name and cannot be read. */
function unreadable(
  path: RepoPath,
  { code, message, text }: Extract<FileText, { ok: false }>,
  names: readonly string[],
  inside: boolean,
): readonly Note[] {
  const handled = CODE.test(path);
  if (text !== undefined) {
    const found = wordPattern(names).exec(text);
    if (!found) return [];
    const place = { path, text, offset: found.index };
    const reason = `${found[0]} may be used in this file, which was not looked into: ${message}`;
    return inside
      ? [noteAt(place, code, "manual", `${reason}; rename it there by hand`)]
      : [noteAt(place, code, "info", reason)];
  }
  if (!inside) return [];
  const note: Note = {
    code: "unreadable",
    severity: handled ? "blocking" : "manual",
    path,
    line: 1,
    column: 1,
    message: `the file seems to have the name, but ${message}; ${handled ? "convert or exclude it" : "look at it by hand"}`,
  };
  return [note];
}

function syntaxError(path: RepoPath, text: string): Note | undefined {
  const [first] = parse(path, text).parseDiagnostics;
  if (!first) return undefined;
  const reason = ts.flattenDiagnosticMessageText(first.messageText, " ");
  const place = { path, text, offset: first.start };
  return noteAt(place, "syntax-error", "blocking", `the file cannot be parsed: ${reason}`);
}

/** The compiler keeps what its parser found on the file, but does not declare it. */
type Parsed = ts.SourceFile & { readonly parseDiagnostics: readonly ts.DiagnosticWithLocation[] };

function parse(path: RepoPath, text: string): Parsed {
  return sourceFileOf(toVirtual(path), text) as Parsed;
}
