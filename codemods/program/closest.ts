import { closest as closestOf, distance } from "fastest-levenshtein";

/** The one of `names` that takes the fewest changes to become `wanted`; undefined if there are none. */
export function closest(names: readonly string[], wanted: string): string | undefined {
  return names.length === 0 ? undefined : closestOf(wanted, names);
}

/** The one of `names` that `wanted` is most likely a slip of; undefined if none is near. */
export function slipOf(names: readonly string[], wanted: string): string | undefined {
  return closest(
    names.filter((name) => distance(name, wanted) * 2 <= wanted.length),
    wanted,
  );
}
