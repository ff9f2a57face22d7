/** The one of `names` that takes the fewest changes to become `wanted`; undefined if there are none. */
export function closest(names: readonly string[], wanted: string): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(name, wanted);
    if (!best || distance < best.distance) best = { name, distance };
  }
  return best?.name;
}

/** The one of `names` that `wanted` is most likely a slip of; undefined if none is near. */
export function slipOf(names: readonly string[], wanted: string): string | undefined {
  const near = names.filter((name) => editDistance(name, wanted) * 2 <= wanted.length);
  return closest(near, wanted);
}

/** How many characters have to be added, removed or replaced to make `b` of `a`. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
