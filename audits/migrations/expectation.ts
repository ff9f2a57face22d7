import { z } from "zod";
import type { Effect, Verb } from "./effect.ts";
import { defaultSchema, keptName } from "./names.ts";
import type { TablePlace } from "./names.ts";

const name = z.string().min(1);
/** Where it is; `public` if left out. */
const schema = name.optional();
const onTable = { table: name, name, schema };

/** One thing that a migration is to do, as a plan writes it. Names are those in the database. */
export const expectation = z.union([
  z.strictObject({ create: z.literal("table"), name, schema }),
  z.strictObject({ create: z.literal("index"), name, schema }),
  z.strictObject({ add: z.literal("constraint"), ...onTable }),
  /** `nullable`: whether it may be empty; either way if left out. */
  z.strictObject({ add: z.literal("column"), ...onTable, nullable: z.boolean().optional() }),
  z.strictObject({ set: z.literal("not null"), ...onTable }),
  z.strictObject({ drop: z.literal("table"), name, schema }),
  z.strictObject({ drop: z.literal("index"), name, schema }),
  z.strictObject({ drop: z.literal("column"), ...onTable }),
  z.strictObject({ drop: z.literal("constraint"), ...onTable }),
  z.strictObject({ drop: z.literal("not null"), ...onTable }),
]);
export type Expectation = z.infer<typeof expectation>;

export function verbOf(expected: Expectation): Verb {
  if ("drop" in expected) return `drop ${expected.drop}`;
  if ("create" in expected) return `create ${expected.create}`;
  return "add" in expected ? `add ${expected.add}` : `set ${expected.set}`;
}

/** `ALTER TABLE teams DROP COLUMN owner`, without quotes: for people, not for a database. */
export function inWords(expected: Expectation): string {
  const prefix = expected.schema === undefined ? "" : `${expected.schema}.`;
  const { name: own } = expected;
  if (!("table" in expected)) return `${verbOf(expected).toUpperCase()} ${prefix}${own}`;
  const alter = `ALTER TABLE ${prefix}${expected.table}`;
  if ("set" in expected) return `${alter} ALTER COLUMN ${own} SET NOT NULL`;
  if ("drop" in expected && expected.drop === "not null") {
    return `${alter} ALTER COLUMN ${own} DROP NOT NULL`;
  }
  const required = "nullable" in expected && expected.nullable === false ? " NOT NULL" : "";
  return `${alter} ${verbOf(expected).toUpperCase()} ${own}${required}`;
}

/** Whether `effect` is what is expected; a nullability that differs is not. */
export function isMet(expected: Expectation, effect: Effect): boolean {
  if (effect.verb !== verbOf(expected) || keyOf(effect) !== expectedKey(expected)) return false;
  const nullable = "nullable" in expected ? expected.nullable : undefined;
  return nullable === undefined || nullable === effect.nullable;
}

/** What a verb is done to, so that two spellings of it are equal. */
export function keyOf({ verb, schema: its, table, name: own }: KeyParts): string {
  const hasTable = verb.endsWith("column") || verb.endsWith("constraint") || verb.endsWith("null");
  return JSON.stringify([its, hasTable ? table : "", own]);
}

type KeyParts = Pick<Effect, "verb" | "schema" | "table" | "name">;

export function expectedKey(expected: Expectation): string {
  return keyOf({
    verb: verbOf(expected),
    ...placeOfExpected(expected),
    name: keptName(expected.name),
  });
}

/** The table that it is about; of an index, which is found by its name alone, an empty one. */
export function placeOfExpected(expected: Expectation): TablePlace {
  const whole = "drop" in expected && expected.drop === "table" ? expected.name : "";
  return {
    schema: keptName(expected.schema ?? defaultSchema),
    table: keptName("table" in expected ? expected.table : whole),
  };
}
