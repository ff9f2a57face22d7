import { distance as editDistance } from "fastest-levenshtein";
import { literalPath } from "../places.ts";
import { spellingsOf } from "../spellings.ts";
import { childrenOf } from "./parse.ts";
import type { Node, Parsed } from "./parse.ts";

/** A stretch of a text, by its offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a document and its plan speak of, to tell a typing error from a name that is meant. */
export interface Mentions {
  /**
   * What `name` is probably a slip of: it occurs nowhere outside of `range`, and something near it
   * does, as code. Undefined if it is as it should be, or nothing is near.
   */
  slipOfName(name: string, range: Range): string | undefined;
  /** The same for a path. A path that leaves out the folders of another one is such a slip, too. */
  slipOfPath(path: string, range: Range): string | undefined;
}

interface Mention {
  readonly value: string;
  readonly code: boolean;
  readonly at: number;
}

const WORD = /[\p{L}\p{N}_$]+/gu;

/** What `parsed` mentions; `known` is what its plan names beside it: names, and texts with paths. */
export function mentionsIn(parsed: Parsed, known: readonly string[]): Mentions {
  const mentions: Mention[] = known.map((value) => ({ value, code: true, at: -1 }));
  collect(parsed.root.children, parsed, mentions);
  const words = placesOf(mentions, ({ value }) => value.match(WORD) ?? []);
  const codeWords = placesOf(mentions, ({ value, code }) =>
    code ? (value.match(WORD) ?? []) : [],
  );
  const paths = placesOf(mentions, ({ value }) => pathsIn(value));

  return {
    slipOfName: (name, range) => {
      const elsewhere = words.has(name)
        ? isOutside(words.get(name), range)
        : mentions.some(({ value, at }) => !isWithin(at, range) && value.includes(name));
      // In another case, it is the same name.
      const known = spellingsOf(name).some((spelling) => isOutside(words.get(spelling), range));
      return elsewhere || known ? undefined : nearest(name, codeWords, range);
    },
    slipOfPath: (path, range) => {
      const wanted = literalPath(path) ?? path;
      if (isOutside(paths.get(wanted), range)) return undefined;
      for (const [other, places] of paths) {
        if (other.endsWith(`/${wanted}`) && isOutside(places, range)) return other;
      }
      return nearest(wanted, paths, range);
    },
  };
}

function collect(nodes: readonly Node[], parsed: Parsed, mentions: Mention[]): void {
  for (const node of nodes) {
    if (node.type === "text" || node.type === "inlineCode" || node.type === "code") {
      mentions.push({ value: node.value, code: node.type !== "text", at: parsed.at(node).start });
    }
    collect(childrenOf(node), parsed, mentions);
  }
}

type Places = ReadonlyMap<string, readonly number[]>;

function placesOf(
  mentions: readonly Mention[],
  partsOf: (mention: Mention) => readonly string[],
): Places {
  const places = new Map<string, number[]>();
  for (const mention of mentions) {
    for (const part of partsOf(mention)) {
      const known = places.get(part);
      if (known) known.push(mention.at);
      else places.set(part, [mention.at]);
    }
  }
  return places;
}

/** The parts of a text that can be paths, without a line number behind them. */
function pathsIn(text: string): readonly string[] {
  return text
    .split(/[\s"'`(),;]+/)
    .filter((part) => /[/.]/.test(part))
    .map((part) => part.replace(/:\d[\d:,-]*$/, ""))
    .flatMap((part) => literalPath(part) ?? []);
}

function isWithin(at: number, { start, end }: Range): boolean {
  return at >= start && at < end;
}

function isOutside(places: readonly number[] | undefined, range: Range): boolean {
  return places?.some((at) => !isWithin(at, range)) ?? false;
}

/** The nearest of what is mentioned outside of `range`, if it is near enough for a slip. */
function nearest(wanted: string, known: Places, range: Range): string | undefined {
  const most = mostForSlip(wanted);
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const [name, places] of known) {
    if (name === wanted || Math.abs(name.length - wanted.length) > 2) continue;
    if (!isOutside(places, range)) continue;
    const distance = editDistance(name, wanted);
    const swapped = distance === 2 && sortedLetters(name) === sortedLetters(wanted);
    if ((distance <= most || swapped) && distance < (best?.distance ?? Infinity))
      best = { name, distance };
  }
  return best?.name;
}

/** How far a slip may be: in short names, one letter more makes another name (`postId`, `posts`). */
function mostForSlip({ length }: string): number {
  if (length < 5) return 0;
  return length < 9 ? 1 : 2;
}

function sortedLetters(name: string): string {
  return [...name].sort().join("");
}
