import { z } from "zod";

const name = z.string().min(1);
const json = z.json();
export type Json = z.infer<typeof json>;
type JsonObject = Readonly<Record<string, Json>>;

/** What becomes of the members of an object when each part of it gets a column of its own. */
export const splitFields = {
  /** The new columns, as the database calls them, and what each takes: a member, or the rest. */
  into: z
    .record(
      name,
      z.union([z.strictObject({ at: name }), z.strictObject({ rest: z.literal(true) })]),
    )
    .refine((parts) => Object.keys(parts).length > 0, { error: "must have a column" })
    .refine((parts) => Object.values(parts).filter((part) => "rest" in part).length <= 1, {
      error: "can have one column with `rest`, since the rest can go to one place only",
    }),
  /** Columns that hold what a member says too, which stays in the part that it belongs to. */
  also: z.record(name, z.strictObject({ at: name })).default({}),
  /**
   * Members that no column takes, each with the only value that it may have: nothing is lost with
   * them, and they can be put back.
   */
  drop: z.record(name, json).default({}),
  /** Which objects the rule is for: those with one of the `known` texts in the member `by`. */
  kinds: z.strictObject({ by: name, known: z.array(z.string()).min(1) }).optional(),
};
const splitRule = z.strictObject(splitFields);
export type SplitRule = Readonly<z.output<typeof splitRule>>;

export type Split =
  | { readonly ok: true; readonly parts: JsonObject }
  /** Why not, in words that are the same for all values of which the same is wrong. */
  | { readonly ok: false; readonly reason: string };

/**
 * The parts of `value`, one for each column of `into` and `also`. What could not be put together
 * again by `joinParts`, or would leave a column empty, is not split. `undefined` stands for NULL.
 */
export function splitValue(rule: SplitRule, value: Json | undefined): Split {
  if (value === undefined) return not("it is NULL");
  if (!isObject(value)) return not(`it is ${kindOf(value)} and no object`);
  const { into, also, drop, kinds } = rule;
  const of = (member: string): Json | undefined =>
    Object.hasOwn(value, member) ? value[member] : undefined;

  if (kinds) {
    const kind = of(kinds.by);
    if (kind === undefined) return not(`unknown shape: it has no \`${kinds.by}\``);
    if (typeof kind !== "string" || !kinds.known.includes(kind)) {
      return not(`unknown shape: its \`${kinds.by}\` is ${shown(kind)}`);
    }
  }
  for (const [member, only] of Object.entries(drop)) {
    const found = of(member);
    if (found === undefined || isSameJson(found, only)) continue;
    return not(`its \`${member}\` is ${shown(found)} and not ${shown(only)}, and would be lost`);
  }
  const taken = [...Object.values(into), ...Object.values(also)].flatMap((part) =>
    "at" in part ? [part.at] : [],
  );
  for (const member of taken) {
    const found = of(member);
    if (found === undefined) return not(`a part is missing: it has no \`${member}\``);
    if (found === null) return not(`a part is missing: its \`${member}\` is null`);
  }
  const own = Object.values(into).flatMap((part) => ("at" in part ? [part.at] : []));
  const rest = Object.entries(value).filter(
    ([member]) => !own.includes(member) && !Object.hasOwn(drop, member),
  );
  const hasRest = Object.values(into).some((part) => "rest" in part);
  if (!hasRest && rest.length > 0) {
    const members = rest.map(([member]) => `\`${cut(member)}\``).sort();
    return not(`no column takes its ${members.slice(0, 5).join(", ")}`);
  }
  const parts = [...Object.entries(into), ...Object.entries(also)].map(
    ([column, part]): [string, Json] => [
      column,
      "at" in part ? (of(part.at) ?? null) : Object.fromEntries(rest),
    ],
  );
  return { ok: true, parts: Object.fromEntries(parts) };
}

/** What `splitValue` has split, put together again, with all members that `drop` names. */
export function joinParts({ into, drop }: SplitRule, parts: JsonObject): Json {
  const members = Object.entries(into).flatMap(([column, part]): [string, Json][] => {
    const value = parts[column] ?? null;
    if ("at" in part) return [[part.at, value]];
    return isObject(value) ? Object.entries(value) : [];
  });
  return Object.fromEntries([...Object.entries(drop), ...members]);
}

/** Whether two values are the same to PostgreSQL's `jsonb`: the order of members says nothing. */
export function isSameJson(one: Json, other: Json): boolean {
  if (typeof one === "number" && typeof other === "number") return one === other;
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length &&
      one.every((value, index) => isSameJson(value, other[index] ?? null))
    );
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  const members = Object.entries(one);
  return (
    members.length === Object.keys(other).length &&
    members.every(
      ([member, value]) => Object.hasOwn(other, member) && isSameJson(value, other[member] ?? null),
    )
  );
}

function isObject(value: Json): value is Record<string, Json> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function not(reason: string): Split {
  return { ok: false, reason };
}

function kindOf(value: Json): string {
  if (value === null) return "the JSON value null";
  return Array.isArray(value) ? "a list" : `a ${typeof value === "string" ? "text" : typeof value}`;
}

/** How much of a value a reason repeats, in UTF-16 units. */
const SHOWN = 40;

function shown(value: Json): string {
  return cut(JSON.stringify(value));
}

function cut(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
