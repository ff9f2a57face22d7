import { distance as editDistance } from "fastest-levenshtein";

/** How many names a message gives. */
const NAMED = 3;

/** ` The nearest: a, b, c.` of `known`; says so if there are none at all. */
export function nearestOf(wanted: string, known: readonly string[]): string {
  const ranked = [...new Set(known)]
    .map((name) => ({ name, distance: distanceTo(wanted, name) }))
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, NAMED)
    .map(({ name }) => name);
  return ranked.length === 0 ? " There is none at all." : ` The nearest: ${ranked.join(", ")}.`;
}

/** To the whole name, or to its last part: `appRouter.posts` is near to `post`. */
function distanceTo(wanted: string, name: string): number {
  const last = name.slice(name.lastIndexOf(".") + 1);
  return Math.min(editDistance(wanted, name), editDistance(wanted, last) + 0.5);
}
