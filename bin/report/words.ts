/** `1,234`; `count` is a whole number from 0. Node's own way to this takes it 20 ms to load. */
export function inFigures(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** `1 file`, `2 files`, `2 criteria`. */
export function counted(count: number, thing: string): string {
  const number = inFigures(count);
  if (count === 1) return `${number} ${thing}`;
  if (thing.endsWith("criterion")) return `${number} ${thing.slice(0, -2)}a`;
  return `${number} ${thing}${/(s|x|ch|sh)$/.test(thing) ? "es" : "s"}`;
}
