import type { SplitColumnParams } from "../params.ts";

/** Which new column holds which member of the old value. */
export interface Parts {
  /** The key of the old column. */
  readonly old: string;
  /** The keys of the new columns, the one that takes the rest first. */
  readonly keys: readonly string[];
  /** The key of the column that takes the rest; undefined if none does. */
  readonly rest: string | undefined;
  /** The member whose value a column is; undefined for the one that takes the rest. */
  memberOf(key: string): string | undefined;
  /** The column that holds a member; undefined for one that none takes. */
  holding(member: string): string | undefined;
  /** Members that are columns of their own, or go: the rest is without them. */
  readonly taken: ReadonlySet<string>;
}

/** Reads `into` and `drop` of a step's parameters. `old` is the key of the old column. */
export function partsOf({ into, drop }: SplitColumnParams, old: string): Parts {
  const members = new Map<string, string>();
  let rest: string | undefined;
  for (const [key, part] of Object.entries(into)) {
    if ("at" in part) members.set(part.at, key);
    else rest = key;
  }
  const byKey = new Map([...members].map(([member, key]) => [key, member]));
  const dropped = new Set(drop);
  return {
    old,
    keys: [...(rest === undefined ? [] : [rest]), ...members.values()],
    rest,
    memberOf: (key) => byKey.get(key),
    holding: (member) => members.get(member) ?? (dropped.has(member) ? undefined : rest),
    taken: new Set([...members.keys(), ...dropped]),
  };
}
