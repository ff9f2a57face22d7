import { z } from "zod";
import { nearestName } from "../nearest-name.ts";
import { UserError } from "../../workspace/errors.ts";
import { nameOf, quoted } from "../database/catalog.ts";
import { SqlFailure } from "../database/database.ts";
import type { Database } from "../database/database.ts";
import { isSameJson, splitFields, splitValue } from "./split-value.ts";
import type { Json } from "./split-value.ts";

const name = z.string().min(1);

/** A column of a table that is split into others. Names are those in the database. */
export const splitColumnData = z.strictObject({
  table: name,
  /** `public` if left out. */
  schema: name.default("public"),
  /** What rows are called by: the primary key. */
  key: name,
  /** The column that holds the whole. */
  column: name,
  ...splitFields,
});
export type SplitColumnData = Readonly<z.output<typeof splitColumnData>>;

/** Rows of which the same is to be said. */
export const rowsAlike = z.strictObject({
  rows: z.int().min(1),
  /** The keys of some of them. */
  examples: z.array(z.string()),
});

/** How far the rows of a table are split. */
export const splitCounts = z.strictObject({
  rows: z.int().min(0),
  /** Of each new column: how many rows have NULL there. */
  columns: z.array(z.strictObject({ name, nulls: z.int().min(0) })),
  /** Rows that cannot be split, by the reason. */
  unsplittable: z.array(z.strictObject({ reason: name, ...rowsAlike.shape })),
  /**
   * Rows of which a new column, though filled, does not hold what splitting gives now: written
   * since by code that knows nothing of the new columns.
   */
  differing: z.array(z.strictObject({ column: name, ...rowsAlike.shape })),
});
export type SplitCounts = Readonly<z.output<typeof splitCounts>>;

/** Whether nothing stands against dropping the old column. */
export function isReady({ columns, unsplittable, differing }: SplitCounts): boolean {
  const isFull = columns.every(({ nulls }) => nulls === 0);
  return isFull && unsplittable.length === 0 && differing.length === 0;
}

const BATCH = 1000;
const EXAMPLES = 5;
/** How many reasons are told apart; what comes then is one more. */
const REASONS = 50;

/**
 * Looks at every row of the table in `database`, in which a transaction is open. Throws UserError
 * `not-to-be-counted` if the table or a column is not there, or the database refuses to tell.
 */
export async function countRows(
  data: SplitColumnData,
  database: Pick<Database, "query" | "exec">,
): Promise<SplitCounts> {
  try {
    return await counted(data, database);
  } catch (error) {
    if (error instanceof SqlFailure) throw notToBeCounted(error.message);
    throw error;
  }
}

async function counted(
  data: SplitColumnData,
  database: Pick<Database, "query" | "exec">,
): Promise<SplitCounts> {
  const columns = [...Object.keys(data.into), ...Object.keys(data.also)];
  await mustHave(data, [data.key, data.column, ...columns], database);
  const nulls = new Map(columns.map((column) => [column, 0]));
  const unsplittable = new Map<string, { rows: number; examples: string[] }>();
  const differing = new Map<string, { rows: number; examples: string[] }>();
  let rows = 0;

  const values = [data.column, ...columns].map((each) => `to_jsonb(${quoted(each)})::text`);
  const list = [`${quoted(data.key)}::text`, ...values].join(", ");
  await database.exec(
    `DECLARE rows_to_count NO SCROLL CURSOR FOR SELECT ${list} FROM ${quoted(data.schema, data.table)}`,
  );
  for (;;) {
    const batch = await database.query(`FETCH ${BATCH} FROM rows_to_count`);
    if (batch.length === 0) break;
    rows += batch.length;
    for (const [key, whole, ...parts] of batch) {
      const example = key ?? "NULL";
      const split = splitValue(data, parsed(whole));
      if (!split.ok) {
        const full = unsplittable.size >= REASONS && !unsplittable.has(split.reason);
        count(unsplittable, full ? "other reasons" : split.reason, example);
      }
      for (const [index, column] of columns.entries()) {
        const found = parsed(parts[index]);
        if (found === undefined) nulls.set(column, (nulls.get(column) ?? 0) + 1);
        else if (split.ok && !isSameJson(split.parts[column] ?? null, found)) {
          count(differing, column, example);
        }
      }
    }
  }
  await database.exec("CLOSE rows_to_count");
  return {
    rows,
    columns: columns.map((column) => ({ name: column, nulls: nulls.get(column) ?? 0 })),
    unsplittable: [...unsplittable].map(([reason, alike]) => ({ reason, ...alike })),
    differing: [...differing].map(([column, alike]) => ({ column, ...alike })),
  };
}

/** A cell as the query gives it; undefined for NULL. */
function parsed(cell: string | null | undefined): Json | undefined {
  return cell === null || cell === undefined ? undefined : (JSON.parse(cell) as Json);
}

function count(
  groups: Map<string, { rows: number; examples: string[] }>,
  group: string,
  key: string,
): void {
  const alike = groups.get(group) ?? { rows: 0, examples: [] };
  alike.rows += 1;
  if (alike.examples.length < EXAMPLES) alike.examples.push(key.slice(0, 200));
  groups.set(group, alike);
}

const COLUMNS = `
SELECT attname::text FROM pg_attribute
WHERE attrelid = to_regclass($1::text) AND attnum > 0 AND NOT attisdropped`;

async function mustHave(
  { schema, table }: SplitColumnData,
  wanted: readonly string[],
  database: Pick<Database, "query">,
): Promise<void> {
  const found = await database.query(COLUMNS, [quoted(schema, table)]);
  const known = found.map(([column]) => column ?? "");
  const shown = nameOf(schema, table);
  if (known.length === 0) {
    throw notToBeCounted(`there is no table ${shown} in it`);
  }
  const missing = wanted.filter((column) => !known.includes(column));
  const [first] = missing;
  if (first === undefined) return;
  const near = nearestName(first, known);
  const meant = near === undefined ? "" : `; the nearest there is: ${near}`;
  throw notToBeCounted(
    `${shown} has no column ${missing.join(", ")}${meant}. Rows can be counted once the migration that adds the new columns has been applied, and before the one that drops the old one`,
  );
}

function notToBeCounted(why: string): UserError {
  return new UserError("not-to-be-counted", `the rows of that database cannot be counted: ${why}.`);
}
