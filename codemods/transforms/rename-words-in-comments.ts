import type { API, FileInfo, Options } from "jscodeshift";
import { objectsOption, textOption } from "./lib/options.ts";
import { isPartOf, mustNotChain } from "./lib/phrases.ts";
import { parseSource } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import type { Splice } from "./lib/splice.ts";
import { escapeRegExp } from "./lib/words.ts";

export interface RenameWordsInCommentsOptions {
  /** Made at once, the longest first. A phrase of several words stands on one line. */
  readonly replacements: readonly { readonly from: string; readonly to: string }[];
}

export const parser = "tsx";

export const meta = {
  name: "rename-words-in-comments",
  description: "Replace whole words and phrases in comments, and nowhere else",
};

/**
 * The text with the words replaced; undefined if no comment has one. A word counts as whole as it
 * does for `grep -w`, and not as a part of a path or a name with hyphens or dots. A word that is already part of its replacement stays. Throws if one
 * replacement makes what another one replaces, since a second run would then go on.
 */
export default function renameWordsInComments(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const replacements = objectsOption(options, "replacements").map((entry) => ({
    from: textOption(entry, "from"),
    to: textOption(entry, "to"),
  }));
  mustNotChain(replacements, (from) => wholeWords([from]));
  const present = replacements.filter(({ from, to }) => from !== to && file.source.includes(from));
  if (present.length === 0) return undefined;
  const source = parseSource(file, api);
  const any = wholeWords(present.map(({ from }) => from));
  const splices: Splice[] = [];
  for (const comment of source.comments) {
    const text = source.text.slice(comment.start, comment.end);
    for (const match of text.matchAll(any)) {
      const to = present.find(({ from }) => from === match[0])?.to;
      if (to === undefined || isPartOf(text, match.index, match[0], to)) continue;
      const start = comment.start + match.index;
      splices.push({ start, end: start + match[0].length, text: to });
    }
  }
  return splice(source.text, splices);
}

function wholeWords(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const before = "(?<![\\p{L}\\p{N}_]|[\\p{L}\\p{N}_@][/.-])";
  const after = "(?![\\p{L}\\p{N}_]|[/.-][\\p{L}\\p{N}_])";
  return new RegExp(`${before}(?:${longestFirst.join("|")})${after}`, "gu");
}
