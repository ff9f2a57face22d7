import type { Effect } from "./effect.ts";
import { effectsOf } from "./effects.ts";
import { expectedKey, isMet, keyOf, placeOfExpected, verbOf } from "./expectation.ts";
import type { Expectation } from "./expectation.ts";
import { HangingThings } from "./hanging.ts";
import type { Hanging } from "./hanging.ts";
import type { Statement } from "./statements.ts";

/** Where statements and expectations part. */
export interface Difference {
  readonly missing: readonly Expectation[];
  readonly unexpected: readonly Unexpected[];
  /** How many of the expectations are met. */
  readonly met: number;
}

export interface Unexpected {
  readonly statement: Statement;
  /** What it does besides what it says, where that is what nobody asked for. */
  readonly besides: string | undefined;
}

/** What hangs on what after `statements`. */
export function hangingAfter(statements: readonly Statement[]): HangingThings {
  const things = new HangingThings();
  for (const statement of statements)
    for (const effect of effectsOf(statement)) things.apply(effect);
  return things;
}

/**
 * Holds `statements` against what is `expected` of them, in any order. What hangs on a table or a
 * column goes with it: dropping it once more by name is as good as leaving that out. What goes
 * elsewhere (a foreign key of another table, by CASCADE; an index that has more columns) has to be
 * expected; what a new table is made with need not be. `before` is what hangs on what when the statements begin; it is brought up to date.
 */
export function compare(
  expected: readonly Expectation[],
  statements: readonly Statement[],
  before: HangingThings,
): Difference {
  const met = new Set<Expectation>();
  const unexpected: Unexpected[] = [];
  const goes = new Set(expected.filter((each) => "drop" in each).map(dropKey));
  const tableGoes = (schema: string, table: string) =>
    goes.has(JSON.stringify(["drop table", JSON.stringify([schema, "", table])]));
  const columnGoes = (schema: string, table: string, column: string) =>
    tableGoes(schema, table) ||
    goes.has(JSON.stringify(["drop column", JSON.stringify([schema, table, column])]));
  /** Whether it has to go for what is expected to go. */
  const isBoundToGo = ({ schema, table, columns }: Hanging): boolean =>
    tableGoes(schema, table) ||
    (columns.length > 0 && columns.every((column) => columnGoes(schema, table, column)));
  const made = new Set(expected.filter((each) => verbOf(each) === "create table").map(expectedKey));
  const isOfMade = ({ verb, schema, table = "" }: Effect): boolean =>
    (verb === "create index" || verb === "add constraint") &&
    made.has(keyOf({ verb: "create table", schema, table, name: table }));
  const start = before.all;

  for (const statement of statements) {
    for (const effect of effectsOf(statement)) {
      const matching = expected.filter((each) => isMet(each, effect));
      for (const each of matching) met.add(each);
      const harmless = isOfMade(effect) || isMoot(effect, start, tableGoes, isBoundToGo);
      if (matching.length === 0 && !harmless) {
        unexpected.push({ statement, besides: undefined });
      }
      for (const thing of before.goneWith(effect)) {
        const wanted = expected.filter((each) => isDropOf(each, thing));
        for (const each of wanted) met.add(each);
        if (wanted.length === 0 && matching.length > 0 && !isBoundToGo(thing)) {
          const besides = `${thing.what} ${thing.name} of ${thing.table}`;
          unexpected.push({ statement, besides });
        }
      }
      before.apply(effect);
    }
  }
  const missing = expected.filter((each) => !met.has(each));
  return { missing, unexpected, met: met.size };
}

/** Whether it is done to what goes anyway, and so changes nothing about the end. */
function isMoot(
  effect: Effect,
  start: readonly Hanging[],
  tableGoes: (schema: string, table: string) => boolean,
  isBoundToGo: (thing: Hanging) => boolean,
): boolean {
  const { verb, schema, table, name } = effect;
  const isDrop = verb === "drop column" || verb === "drop constraint" || verb === "drop not null";
  // drizzle-kit turns row security off before it drops a table.
  if (isDrop || verb === "disable row security") {
    if (tableGoes(schema, table ?? "")) return true;
  }
  if (verb !== "drop index" && verb !== "drop constraint") return false;
  return start.some(
    (thing) =>
      `drop ${thing.what}` === verb &&
      thing.schema === schema &&
      thing.name === name &&
      (table === undefined || thing.table === table) &&
      isBoundToGo(thing),
  );
}

function isDropOf(expected: Expectation, { what, schema, table, name }: Hanging): boolean {
  const verb = `drop ${what}` as const;
  if (verbOf(expected) !== verb) return false;
  return expectedKey(expected) === keyOf({ verb, schema, table, name });
}

function dropKey(expected: Expectation): string {
  const verb = verbOf(expected);
  const { schema, table } = placeOfExpected(expected);
  return verb === "drop table"
    ? JSON.stringify([verb, JSON.stringify([schema, "", table])])
    : JSON.stringify([verb, expectedKey(expected)]);
}
