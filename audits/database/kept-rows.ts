import { keptName } from "../migrations/names.ts";
import { nameOf, quoted } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import type { Database } from "./database.ts";
import { nearest } from "./sample.ts";

/** Rows that must be the same before and after, as far as these columns go. */
export interface Kept {
  readonly table: string;
  readonly schema?: string | undefined;
  readonly columns: readonly string[];
}

/** What of `kept` is not in `catalog`, in words; undefined if all is. */
export function absent(kept: Kept, catalog: Catalog): string | undefined {
  const table = shownName(kept);
  const facts = catalog.tables.get(table);
  if (facts === undefined)
    return `there is no table ${table}${nearest(table, catalog.tables.keys())}`;
  const column = kept.columns.find((each) => !facts.values.has(keptName(each)));
  if (column === undefined) return undefined;
  return `${table} has no column ${column}${nearest(column, facts.values.keys())}`;
}

/** The rows, each as JSON of the columns, sorted. Throws SqlFailure. */
export async function rowsOf(kept: Kept, database: Database): Promise<readonly string[]> {
  const list = kept.columns.map((column) => quoted(column)).join(", ");
  const from = quoted(kept.schema ?? "public", kept.table);
  const rows = await database.query(
    `SELECT to_jsonb(kept)::text FROM (SELECT ${list} FROM ${from}) AS kept ORDER BY 1`,
  );
  return rows.map(([row]) => row ?? "");
}

/** How the rows differ, a sentence for each that is gone or new. */
export function changes(
  kept: Kept,
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const table = shownName(kept);
  const gone = without(before, after).map((row) => `${table} no longer has the row ${row}`);
  const come = without(after, before).map((row) => `${table} has a row that it had not: ${row}`);
  return [...gone, ...come];
}

function without(rows: readonly string[], others: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const row of others) left.set(row, (left.get(row) ?? 0) + 1);
  return rows.filter((row) => {
    const count = left.get(row) ?? 0;
    left.set(row, count - 1);
    return count <= 0;
  });
}

export function shownName({ schema = "public", table }: Omit<Kept, "columns">): string {
  return nameOf(keptName(schema), keptName(table));
}
