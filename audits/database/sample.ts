import { nearestName } from "../nearest-name.ts";
import { keptName } from "../migrations/names.ts";
import { nameOf, quoted } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { SqlFailure } from "./database.ts";
import type { Database } from "./database.ts";
import { fillingFor } from "./filling.ts";
import type { SampleRow } from "./sample-row.ts";

/**
 * Inserts `rows` in order. Returns what is wrong with the first one that does not fit, as a
 * sentence about the plan; undefined if all fit.
 */
export async function insertSample(
  rows: readonly SampleRow[],
  database: Database,
  catalog: Catalog,
): Promise<string | undefined> {
  for (const [index, row] of rows.entries()) {
    const { table, schema = "public", values } = row;
    const shown = nameOf(keptName(schema), keptName(table));
    const wrong = (why: string) =>
      `row ${index + 1} of the plan's sample, for ${shown}, does not fit the tables before the new migration: ${why}. Change the sample.`;
    const known = catalog.tables.get(shown);
    if (known === undefined) {
      return wrong(`there is no table ${shown}${nearest(shown, catalog.tables.keys())}`);
    }
    const columns = Object.keys(values);
    const stray = columns.find((column) => !known.values.has(keptName(column)));
    if (stray !== undefined) {
      return wrong(`it has no column ${stray}${nearest(stray, known.values.keys())}`);
    }
    try {
      const given = new Set(columns.map(keptName));
      const more = row.fill === true ? await fillingFor(row, given, index + 1, database) : {};
      await insert(quoted(schema, table), { ...more, ...values }, database);
    } catch (error) {
      if (!(error instanceof SqlFailure)) throw error;
      return wrong(error.detail === "" ? error.message : `${error.message} (${error.detail})`);
    }
  }
  return undefined;
}

/** Puts a row into a table, whose name is quoted. Throws SqlFailure. */
export async function insert(
  table: string,
  values: SampleRow["values"],
  database: Database,
): Promise<void> {
  const columns = Object.keys(values);
  if (columns.length === 0) {
    await database.exec(`INSERT INTO ${table} DEFAULT VALUES`);
    return;
  }
  const list = columns.map((column) => quoted(column)).join(", ");
  // The table's own row type makes of JSON what each column holds.
  const text = `INSERT INTO ${table} (${list}) SELECT ${list} FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb)`;
  const kept = Object.entries(values).map(([column, value]) => [keptName(column), value]);
  await database.query(text, [JSON.stringify(Object.fromEntries(kept))]);
}

/** `; the nearest there is: x`, or nothing. */
export function nearest(wanted: string, known: Iterable<string>): string {
  const found = nearestName(wanted, known);
  return found === undefined ? "" : `; the nearest there is: ${found}`;
}
