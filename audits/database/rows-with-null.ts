import { keptName } from "../migrations/names.ts";
import type { ReadMigration } from "../migrations/select.ts";
import { nameOf, quoted } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { SqlFailure } from "./database.ts";
import type { Database } from "./database.ts";
import { fillingFor } from "./filling.ts";
import { requiredBy } from "./null-values.ts";
import type { RequiredColumn } from "./null-values.ts";
import { insert, nearest } from "./sample.ts";

/** Columns of a table that hold a value in every row before the new migrations. */
export interface Filled {
  readonly table: string;
  readonly schema?: string | undefined;
  readonly columns: readonly string[];
  /** What has filled them, in words for the report: `the script backfill-orders.ts`. */
  readonly by: string;
}

type Added =
  | { readonly kind: "unfit"; readonly why: string }
  /** What was done and what was taken for granted, a sentence each. */
  | { readonly kind: "added"; readonly remarks: readonly string[] };

const NULLABLE = `
SELECT (NOT attnotnull)::text FROM pg_attribute
WHERE attrelid = $1::text::regclass AND attname = $2::text`;

/**
 * Sees to it that a column which the `later` migrations make NOT NULL has a row with NULL, or, if
 * they add it, that its table has a row: otherwise that they apply says nothing about a table in
 * use. Adds a made-up row where there is none. `catalog` is that before the sample. Throws
 * SqlFailure.
 */
export async function addRowsWithNull(
  later: readonly ReadMigration[],
  filled: readonly Filled[],
  database: Database,
  catalog: Catalog,
): Promise<Added> {
  const unknown = filled.flatMap((each) => unknownIn(each, catalog)).at(0);
  if (unknown !== undefined) return { kind: "unfit", why: unknown };
  const remarks: string[] = [];
  const asked = new Set<string>();
  for (const column of later.flatMap(({ statements }) => statements.flatMap(requiredBy))) {
    const shown = `${nameOf(column.schema, column.table)}.${column.name}`;
    const table = catalog.tables.get(nameOf(column.schema, column.table));
    if (table === undefined || asked.has(shown)) continue;
    asked.add(shown);
    const isThere = table.values.has(column.name);
    const by = filled.find((each) => isFilled(each, column))?.by;
    if (by !== undefined && isThere) {
      remarks.push(`not tried with NULL in ${shown}, which ${by} has filled`);
      continue;
    }
    if (await hasRow(column, isThere, database)) continue;
    const why = await addRow(column, isThere, remarks.length + 1, database);
    const lacks = isThere ? `no row with NULL in ${shown}` : `no row in ${column.table}`;
    if (why !== undefined) {
      return {
        kind: "unfit",
        why: `the plan's sample has ${lacks}, which the new migration makes NOT NULL, so that it applies would say nothing about a table that has some. No such row could be made up: ${why}. Add one to the sample, or name the column under \`filled\` with what fills it.`,
      };
    }
    remarks.push(`the plan's sample has ${lacks}; one was made up`);
  }
  return { kind: "added", remarks };
}

function unknownIn({ table, schema = "public", columns }: Filled, { tables }: Catalog): string[] {
  const shown = nameOf(keptName(schema), keptName(table));
  const facts = tables.get(shown);
  const before = "before the new migration, so it cannot be filled then";
  if (facts === undefined) {
    return [`there is no table ${shown} ${before}${nearest(shown, tables.keys())}`];
  }
  return columns
    .filter((column) => !facts.values.has(keptName(column)))
    .map((column) => `${shown} has no column ${column} ${before}`);
}

function isFilled({ table, schema = "public", columns }: Filled, column: RequiredColumn): boolean {
  return (
    keptName(table) === column.table &&
    keptName(schema) === column.schema &&
    columns.some((name) => keptName(name) === column.name)
  );
}

/** Whether there is a row that the migration would meet; a column that takes no NULL has enough. */
async function hasRow(
  { schema, table, name }: RequiredColumn,
  isThere: boolean,
  database: Database,
): Promise<boolean> {
  const from = quoted(schema, table);
  if (isThere) {
    const [[nullable] = []] = await database.query(NULLABLE, [from, name]);
    if (nullable !== "true") return true;
  }
  const where = isThere ? ` WHERE ${quoted(name)} IS NULL` : "";
  const [[found] = []] = await database.query(`SELECT EXISTS (SELECT FROM ${from}${where})::text`);
  return found === "true";
}

/** Adds a made-up row, with NULL in the column if that is there. Returns why it could not. */
async function addRow(
  { schema, table, name }: RequiredColumn,
  isThere: boolean,
  number: number,
  database: Database,
): Promise<string | undefined> {
  // High, so that it is not one that a row of the sample was made up with.
  const filling = await fillingFor({ table, schema }, new Set(), 90_000 + number, database);
  await database.exec("SAVEPOINT made_up_row");
  try {
    await insert(quoted(schema, table), isThere ? { ...filling, [name]: null } : filling, database);
    await database.exec("SET CONSTRAINTS ALL IMMEDIATE");
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error;
    await database.exec("ROLLBACK TO SAVEPOINT made_up_row");
    return error.message;
  }
  await database.exec("RELEASE SAVEPOINT made_up_row");
  return undefined;
}
