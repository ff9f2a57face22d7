import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { needlesOf, occurrencesAt } from "./occurrences.ts";
import type { Occurrence } from "./occurrences.ts";
import { isAt } from "./places.ts";
import { findTokens } from "./spellings.ts";
import type { Token } from "./spellings.ts";

/** What a file with such an escape in it holds. */
export const ESCAPES: readonly string[] = ["\\u", "\\x", "\\\n", "\\\r\n"];

/**
 * Where the files of `places` spell one of `spellings` with escapes, which the program that reads
 * them sees as the word and a search does not: `old\u0054hing`, `"\noldThing"`, or a word that a
 * backslash at the end of a line carries on. By path, then by place.
 */
export async function searchEscaped(
  spellings: readonly string[],
  snapshot: Snapshot,
  places: readonly RepoPath[],
): Promise<readonly Occurrence[]> {
  const needles = [...ESCAPES, ...needlesOf(spellings)];
  const found = new Set([...snapshot.containing(needles).values()].flat());
  const paths = [...found].filter((path) => places.some((place) => isAt(path, place))).sort();
  const occurrences: Occurrence[] = [];
  for (const path of paths) {
    const text = snapshot.text(path);
    if (text === undefined || !text.includes("\\")) continue;
    const tokens = escapedTokens(text, spellings);
    for (const found of await occurrencesAt(path, text, tokens)) occurrences.push(found);
  }
  return occurrences;
}

const ESCAPE =
  /\\(?:u\{(?<point>[0-9a-f]{1,6})\}|u(?<unit>[0-9a-f]{4})|x(?<byte>[0-9a-f]{2})|(?<end>\r\n|[\n\r])|(?<other>.))/gisu;

/** The words of `text` that are only there once its escapes are read. Places are those of `text`. */
function escapedTokens(text: string, spellings: readonly string[]): readonly Token[] {
  let read = "";
  let copied = 0;
  // Where stretches of the read text begin, in it and in `text`.
  const starts: { readonly read: number; readonly text: number }[] = [{ read: 0, text: 0 }];
  for (const { index, 0: written, groups = {} } of text.matchAll(ESCAPE)) {
    read += text.slice(copied, index);
    starts.push({ read: read.length, text: index });
    read += meaning(groups);
    copied = index + written.length;
    starts.push({ read: read.length, text: copied });
  }
  read += text.slice(copied);
  const placeIn = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle]?.read ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const start = starts[low] ?? { read: 0, text: 0 };
    return start.text + offset - start.read;
  };
  const plain = new Set(findTokens(text, spellings).map(({ start }) => start));
  return findTokens(read, spellings)
    .map(({ start, end, spelling }) => {
      const last = placeIn(end - 1);
      const closing = /^\\u\{[^}]*\}|^\\u.{4}|^\\x.{2}/su.exec(text.slice(last, last + 10))?.[0];
      return { start: placeIn(start), end: last + (closing?.length ?? 1), spelling };
    })
    .filter(({ start }) => !plain.has(start));
}

function meaning(groups: Readonly<Record<string, string | undefined>>): string {
  const { point, unit, byte, end, other = "" } = groups;
  if (end !== undefined) return "";
  const hex = point ?? unit ?? byte;
  // A line break and the like: all that matters is that it is no part of a word.
  if (hex === undefined) return /[A-Za-z0-9]/.test(other) ? " " : other;
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : " ";
}
