import { CODE } from "../phrase.ts";
import type { Gloss } from "../gloss.ts";

/** `a`, `b` and `c`, as a pattern; with "both" or "either" before it. */
export const LIST = `(?:(?:both|either|all of) )?${CODE}(?:(?:, ?(?:and|or|nor) |, ?| (?:and|or|nor|&) | ?/ ?)${CODE})*`;

type Groups = Readonly<Record<string, string | undefined>>;

/** Gives the named groups of a phrase, as it has them; undefined where it is of another form. */
export type Matcher = (words: string) => Groups | undefined;

/**
 * Matches `pattern` to whole phrases, blind to case. The group `rest` is what is behind the form, which
 * ends where a word does.
 */
export function whole(pattern: string): Matcher {
  const form = new RegExp(`^${pattern}(?<rest>(?![a-z\\d${LETTER}${CODE}]).*)$`, "dis");
  return (words) => {
    const found = form.exec(withOneLetter(words))?.indices?.groups;
    if (!found) return undefined;
    const groups = Object.entries(found).map(([name, at]) => [name, at && words.slice(...at)]);
    return Object.fromEntries(groups) as Groups;
  };
}

/** Stands for all letters and digits beyond ASCII. */
const LETTER = "é";

/**
 * `words`, as long, with one letter for all those beyond ASCII. A class of all letters that there are,
 * blind to case, takes the engine milliseconds to prepare, in each of the patterns.
 */
function withOneLetter(words: string): string {
  return words.replace(/[^\0-\x7F\uFFFC]+/g, (others) =>
    others.replace(/\p{L}|\p{N}/gu, (letter) => LETTER.repeat(letter.length)),
  );
}

/** The first exception that is stated in words. */
export function exceptionIn(glosses: readonly Gloss[]): { exception?: string } {
  const exception = glosses.find(({ excepts }) => excepts)?.text;
  return exception === undefined ? {} : { exception };
}

/** Why a piece of code is no literal path; undefined if it may be one. */
export function pathProblem(path: string): string | undefined {
  if (path !== path.trim()) return `the path \`${path}\` begins or ends with a blank`;
  if (/[*?]|\{.*\}/.test(path)) {
    return `\`${path}\` looks like a pattern; paths are taken literally, so it would never be there`;
  }
  if (/:\d+(?:-\d+)?$/.test(path)) return `\`${path}\` names a line; name the file alone`;
  return undefined;
}
