import type { Snapshot } from "../workspace/snapshot.ts";
import { distance as editDistance } from "fastest-levenshtein";

/** Files in which names are looked for. */
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|sql|prisma|json|mdx?)$/;

/**
 * The names in the code of `snapshot` that `wanted` is most likely a slip of, or a part of; at most
 * `most`, the nearest first.
 */
export function nearWords(wanted: string, snapshot: Snapshot, most = 5): readonly string[] {
  const words = new Set<string>();
  for (const path of snapshot.paths()) {
    const text = CODE.test(path) ? snapshot.text(path) : undefined;
    for (const [word] of text?.matchAll(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []) words.add(word);
  }
  const small = wanted.toLowerCase();
  const ranked = [...words].flatMap((word) => {
    const rank = rankOf(word, wanted, small);
    return rank === undefined ? [] : [{ word, rank }];
  });
  return ranked
    .sort((a, b) => a.rank - b.rank || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word);
}

/** How far a word is from what was wanted; undefined if it has nothing to do with it. */
function rankOf(word: string, wanted: string, small: string): number | undefined {
  const other = word.toLowerCase();
  if (other === small) return 0;
  const farthest = Math.floor(wanted.length / 2);
  const distance =
    Math.abs(word.length - wanted.length) <= farthest ? editDistance(word, wanted) : Infinity;
  if (distance <= farthest) return distance;
  const isPart =
    small.length >= 3 && (other.includes(small) || (other.length >= 4 && small.includes(other)));
  return isPart ? farthest + Math.abs(word.length - wanted.length) : undefined;
}
