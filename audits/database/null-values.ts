import { effectsOf } from "../migrations/effects.ts";
import type { Statement } from "../migrations/statements.ts";
import { nameOf, quoted } from "./catalog.ts";
import type { Database } from "./database.ts";

/** A column that a statement makes NOT NULL. Names are as PostgreSQL keeps them. */
export interface RequiredColumn {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
}

/** How many rows of a table have no value in a column. */
export interface NullCount extends RequiredColumn {
  readonly rows: number;
  readonly nulls: number;
}

/** The columns that `statement` makes NOT NULL, or adds so. */
export function requiredBy(statement: Statement): readonly RequiredColumn[] {
  return effectsOf(statement).flatMap(({ verb, schema, table, name, nullable }) => {
    const requires = verb === "set not null" || (verb === "add column" && nullable === false);
    return requires && table !== undefined ? [{ schema, table, name }] : [];
  });
}

const COLUMN = `
SELECT (attnum IS NOT NULL)::text FROM (SELECT to_regclass($1::text) AS oid) AS tables
LEFT JOIN pg_attribute ON attrelid = oid AND attname = $2::text AND attnum > 0 AND NOT attisdropped
WHERE oid IS NOT NULL`;

/**
 * Which of the columns that `statement` makes NOT NULL have rows that stand against it. In a column
 * that it adds, all rows do. Asks before the statement is tried: after a failure nothing can be
 * asked any more. Throws SqlFailure.
 */
export async function nullsAgainst(
  statement: Statement,
  database: Database,
): Promise<readonly NullCount[]> {
  const counts: NullCount[] = [];
  for (const column of requiredBy(statement)) {
    const table = quoted(column.schema, column.table);
    const [[isThere] = [undefined]] = await database.query(COLUMN, [table, column.name]);
    if (isThere === undefined) continue;
    const values = isThere === "true" ? `count(${quoted(column.name)})` : "0";
    const [[rows, filled] = []] = await database.query(
      `SELECT count(*)::text, ${values}::text FROM ${table}`,
    );
    const nulls = Number(rows) - Number(filled);
    if (nulls > 0) counts.push({ ...column, rows: Number(rows), nulls });
  }
  return counts;
}

/** What `counts` say, and the order of statements that works, for the report. */
export function inOrder(counts: readonly NullCount[]): string {
  return counts.flatMap(lines).join("\n");
}

function lines(count: NullCount): readonly string[] {
  const { schema, table, name, rows, nulls } = count;
  const alter = `ALTER TABLE ${quoted(...(schema === "public" ? [table] : [schema, table]))}`;
  const column = quoted(name);
  const check = quoted(`${name}_is_there`);
  const have = rows === 1 ? "row has" : "rows have";
  return [
    `${nulls} of ${rows} ${have} NULL in ${nameOf(schema, table)}.${name}. The order that works: add it nullable, fill it in every row, and only then`,
    `  ${alter} ALTER COLUMN ${column} SET NOT NULL;`,
    `On a big table that would lock it while all rows are read. Once all code that runs fills ${name} in whatever it writes:`,
    `  ${alter} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID;`,
    `  then fill the rows that have NULL, in batches, and when none is left:`,
    `  ${alter} VALIDATE CONSTRAINT ${check};`,
    `  ${alter} ALTER COLUMN ${column} SET NOT NULL;`,
    `  ${alter} DROP CONSTRAINT ${check};`,
  ];
}
