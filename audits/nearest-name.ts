import { distance as editDistance } from "fastest-levenshtein";

/** The one of `known` that `wanted` is most likely a slip of; undefined if none is near. */
export function nearestName(wanted: string, known: Iterable<string>): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(name, wanted);
    if (distance * 2 <= wanted.length && distance < (best?.distance ?? Infinity)) {
      best = { name, distance };
    }
  }
  return best?.name;
}
