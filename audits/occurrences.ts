import { Buffer } from "node:buffer";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { contextsOf } from "./contexts.ts";
import type { Hit } from "./criterion.ts";
import { isAt } from "./places.ts";
import { findTokens, spellingsOf } from "./spellings.ts";
import type { Token } from "./spellings.ts";

/** One appearance of a name in the content of a file. */
export interface Occurrence extends Hit {
  /** As it is written there. */
  readonly spelling: string;
  /** Where it begins in the text of the file, in UTF-16 units from 0. */
  readonly offset: number;
}

/** All appearances of a name, and the files of which that cannot be said. */
export interface Search {
  /** By path, then by place. */
  readonly occurrences: readonly Occurrence[];
  /** Files that could not be read, or hold the name's bytes and are not UTF-8 text. By path. */
  readonly unreadable: readonly { readonly path: RepoPath; readonly message: string }[];
}

/**
 * Every appearance of a name as a whole word, with the boundaries of `git grep -w`.
 *
 * `name`: a name, sought in all its spellings, or a list of spellings, sought as they are.
 * `places`: files and folders, literal; the whole snapshot if left out.
 */
export async function searchOccurrences(
  name: string | readonly string[],
  snapshot: Snapshot,
  places?: readonly RepoPath[],
): Promise<Search> {
  const spellings = typeof name === "string" ? spellingsOf(name) : name;
  const found = [...snapshot.containing(needlesOf(spellings)).values()].flat();
  const wanted = (path: RepoPath) => !places || places.some((place) => isAt(path, place));
  const failed = snapshot.unreadable().filter((path) => snapshot.has(path));
  const candidates = [...new Set([...found, ...failed])].filter(wanted).sort();

  const occurrences: Occurrence[] = [];
  const unreadable: { readonly path: RepoPath; readonly message: string }[] = [];
  for (const [index, path] of candidates.entries()) {
    // What the parser has taken outside the heap is only given back between turns of the event loop.
    if (index % 100 === 99) await nextTurn();
    const file = snapshot.read(path);
    if (!file.ok) {
      unreadable.push({ path, message: file.message });
      continue;
    }
    const tokens = findTokens(file.text, spellings);
    // One by one: a file may hold more than a function takes arguments.
    for (const found of await occurrencesAt(path, file.text, tokens)) occurrences.push(found);
  }
  return { occurrences, unreadable };
}

/** The occurrences alone; see `searchOccurrences`, which also says what it could not read. */
export async function findOccurrences(
  name: string | readonly string[],
  snapshot: Snapshot,
  places?: readonly RepoPath[],
): Promise<readonly Occurrence[]> {
  return (await searchOccurrences(name, snapshot, places)).occurrences;
}

/**
 * What to look for in the bytes of the files so that none that holds a spelling is missed. The
 * other forms are a spelling in UTF-16 and UTF-32, which would otherwise pass for absent.
 */
export function needlesOf(spellings: readonly string[]): readonly string[] {
  return ["", "\0", "\0\0\0"].flatMap((between) =>
    spellings.map((spelling) => [...spelling].join(between)),
  );
}

/** `tokens` of the file, in order, as occurrences. */
export async function occurrencesAt(
  path: RepoPath,
  text: string,
  tokens: readonly Token[],
): Promise<readonly Occurrence[]> {
  const contexts = await contextsOf(path, text, tokens);
  let line = 1;
  let lineStart = 0;
  // Looked for once a line: one of megabytes can hold a million tokens.
  let lineEnd = endOfLine(text, 0);
  let shownLine: { readonly line: number; readonly text: string } | undefined;
  return tokens.map(({ start, spelling }, index) => {
    while (lineEnd < start) {
      line += 1;
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
    }
    if (shownLine?.line !== line || lineEnd - lineStart > shown) {
      shownLine = { line, text: lineAround(text, { lineStart, lineEnd }, start) };
    }
    return {
      path,
      line,
      column: start - lineStart + 1,
      text: shownLine.text,
      context: contexts[index] ?? "other",
      spelling,
      offset: start,
    };
  });
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** How much of a line is shown; those of generated files can be megabytes. */
const shown = 400;

function lineAround(
  text: string,
  { lineStart, lineEnd }: { readonly lineStart: number; readonly lineEnd: number },
  at: number,
): string {
  if (lineEnd - lineStart <= shown) return copyOf(text.slice(lineStart, lineEnd).trim());
  const from = Math.max(lineStart, at - shown / 2);
  const to = Math.min(lineEnd, from + shown);
  const before = from > lineStart ? "…" : "";
  const after = to < lineEnd ? "…" : "";
  return copyOf(before + text.slice(from, to).trim() + after);
}

/** Of its own: a slice would keep all of the file in memory for as long as the line is. */
function copyOf(slice: string): string {
  const narrow = Buffer.from(slice, "latin1").toString("latin1");
  return narrow === slice ? narrow : Buffer.from(slice, "utf16le").toString("utf16le");
}
