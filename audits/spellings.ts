/** A place in a text where a spelling stands as a word. Offsets are UTF-16, `end` not included. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly spelling: string;
}

/**
 * The ways people write `name` (given in any of them): camel, Pascal, kebab and snake case, without
 * duplicates, in this order. Digits stay with the word before them, and an acronym keeps its
 * capitals where the case allows: `userURL2` gives `userURL2`, `UserURL2`, `user-url2`, `user_url2`.
 * A name that is in none of the four cases (`OLD_NAME`) comes last, as it is.
 */
export function spellingsOf(name: string): readonly string[] {
  const words = wordsOf(name);
  const lower = words.map((word) => word.toLowerCase());
  const pascal = words.map(capitalised).join("");
  const camel = [...lower.slice(0, 1), ...words.slice(1).map(capitalised)].join("");
  const all = [camel, pascal, lower.join("-"), lower.join("_"), name];
  return [...new Set(all)].filter((spelling) => spelling !== "");
}

/**
 * Where any of `spellings` stands in `text` as a whole word, in order and without overlaps. A word
 * ends exactly where `git grep -w` ends it: next to anything but an ASCII letter, a digit or an
 * underscore. Where two spellings begin at one place, the longer one counts.
 */
export function findTokens(text: string, spellings: readonly string[]): readonly Token[] {
  // Most texts have none of them, which is found out much faster than where they are.
  const wanted = [...new Set(spellings)].filter(
    (spelling) => spelling !== "" && text.includes(spelling),
  );
  if (wanted.length === 0) return [];
  const alternatives = wanted.sort((a, b) => b.length - a.length).map(escaped);
  const words = new RegExp(`(?<![A-Za-z0-9_])(?:${alternatives.join("|")})(?![A-Za-z0-9_])`, "g");
  return [...text.matchAll(words)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    spelling: match[0],
  }));
}

/** A plural acronym (`IDs`), an acronym (`URL`, `HTML5`) or a plain word, digits included. */
const word =
  /\p{Lu}{2,}s(?![\p{Ll}\d])|\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}\d]+|\p{Lu}/gu;

function wordsOf(name: string): readonly string[] {
  const words = name.split(/[^\p{L}\p{M}\d]+/u).flatMap((part) => part.match(word) ?? []);
  const shouting = words.every((part) => part === part.toUpperCase());
  return shouting && words.length > 1 ? words.map((part) => part.toLowerCase()) : words;
}

function capitalised(word: string): string {
  const [first = "", ...rest] = word;
  return first.toUpperCase() + rest.join("");
}

function escaped(spelling: string): string {
  return spelling.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
