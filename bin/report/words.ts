/** `1,234` */
export function inFigures(count: number): string {
  return count.toLocaleString("en");
}

/** `1 file`, `2 files`, `2 criteria`. */
export function counted(count: number, thing: string): string {
  const number = count.toLocaleString("en");
  if (count === 1) return `${number} ${thing}`;
  if (thing.endsWith("criterion")) return `${number} ${thing.slice(0, -2)}a`;
  return `${number} ${thing}${/(s|x|ch|sh)$/.test(thing) ? "es" : "s"}`;
}
