import type { API, FileInfo, Options } from "jscodeshift";
import { objectsOption, textOption } from "./lib/options.ts";
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
 * does for `grep -w`. A word that is already part of its replacement stays. Throws if one
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
  mustNotChain(replacements);
  const present = replacements.filter(({ from, to }) => from !== to && file.source.includes(from));
  if (present.length === 0) return undefined;
  const source = parseSource(file, api);
  const any = wholeWords(present.map(({ from }) => from));
  const splices: Splice[] = [];
  for (const comment of source.comments) {
    const text = source.text.slice(comment.start, comment.end);
    for (const match of text.matchAll(any)) {
      const to = present.find(({ from }) => from === match[0])?.to;
      if (to === undefined || isInside(text, match.index, match[0], to)) continue;
      const start = comment.start + match.index;
      splices.push({ start, end: start + match[0].length, text: to });
    }
  }
  return splice(source.text, splices);
}

function wholeWords(words: readonly string[]): RegExp {
  const longestFirst = [...words].sort((a, b) => b.length - a.length).map(escapeRegExp);
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}_])`, "gu");
}

/** Whether the word at `index` is part of a `to` that stands there. */
function isInside(text: string, index: number, from: string, to: string): boolean {
  for (let at = to.indexOf(from); at !== -1; at = to.indexOf(from, at + 1)) {
    if (index >= at && text.startsWith(to, index - at)) return true;
  }
  return false;
}

function mustNotChain(replacements: readonly { from: string; to: string }[]): void {
  for (const one of replacements) {
    for (const other of replacements) {
      if (one === other || one.from === one.to || other.from === other.to) continue;
      if (wholeWords([other.from]).test(one.to)) {
        throw new Error(
          `the replacement of "${one.from}" by "${one.to}" makes what "${other.from}" is replaced for`,
        );
      }
    }
  }
}
