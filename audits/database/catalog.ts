import type { Database } from "./database.ts";

/** What there is in a database besides what PostgreSQL itself needs, and how much is in it. */
export interface Catalog {
  /** By `nameOf` of schema and table. */
  readonly tables: ReadonlyMap<string, TableFacts>;
  /** Constraints and indexes that PostgreSQL does not rely on, in words. */
  readonly invalid: readonly string[];
}

export interface TableFacts {
  /** Its name as SQL. */
  readonly from: string;
  readonly rows: number;
  /** How many values, that is not NULL, each column has. */
  readonly values: ReadonlyMap<string, number>;
}

/** How a table is called in messages: its schema only where that is not `public`. */
export function nameOf(schema: string, table: string): string {
  return schema === "public" ? table : `${schema}.${table}`;
}

/** A name as an identifier of SQL. */
export function quoted(...parts: readonly string[]): string {
  return parts.map((part) => `"${part.replaceAll('"', '""')}"`).join(".");
}

const COLUMNS = `
SELECT n.nspname::text, c.relname::text, a.attname::text
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'p')
ORDER BY 1, 2, a.attnum`;

const INVALID = `
SELECT n.nspname::text, 'constraint ' || conname || ' of ' || conrelid::regclass || ' is not validated'
FROM pg_constraint
JOIN pg_namespace n ON n.oid = connamespace
WHERE NOT convalidated
UNION ALL
SELECT n.nspname::text, 'index ' || c.relname || ' of ' || i.indrelid::regclass || ' is not valid'
FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT i.indisvalid
ORDER BY 2`;

/**
 * The schemas whose content is not that of the migrations: all that are there before them, but
 * `public`, which is empty then. Throws SqlFailure.
 */
export async function foreignSchemas(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.query("SELECT nspname::text FROM pg_namespace");
  return new Set(rows.map(([name]) => name ?? "").filter((name) => name !== "public"));
}

/** Reads the catalog but for the schemas in `foreign`, and counts. Throws SqlFailure. */
export async function readCatalog(
  database: Database,
  foreign: ReadonlySet<string>,
): Promise<Catalog> {
  const columns = new Map<string, { readonly from: string; readonly names: string[] }>();
  for (const [schema, table, column] of await database.query(COLUMNS)) {
    if (typeof schema !== "string" || typeof table !== "string") continue;
    if (foreign.has(schema)) continue;
    const name = nameOf(schema, table);
    const entry = columns.get(name) ?? { from: quoted(schema, table), names: [] };
    if (typeof column === "string") entry.names.push(column);
    columns.set(name, entry);
  }
  const tables = new Map<string, TableFacts>();
  for (const [name, { from, names }] of columns) {
    const counts = ["count(*)", ...names.map((column) => `count(${quoted(column)})`)];
    const [row = []] = await database.query(
      `SELECT ${counts.map((count) => `${count}::text`).join(", ")} FROM ${from}`,
    );
    const [rows, ...values] = row.map(Number);
    tables.set(name, {
      from,
      rows: rows ?? 0,
      values: new Map(names.map((column, index) => [column, values[index] ?? 0])),
    });
  }
  const invalid = (await database.query(INVALID))
    .filter(([schema]) => !foreign.has(schema ?? ""))
    .map(([, text]) => text ?? "");
  return { tables, invalid };
}

/**
 * What is lost between two catalogs, in words: `DROP TABLE teams: 1 row`, and for what is still
 * there, how much less it holds.
 */
export function losses(before: Catalog, after: Catalog): readonly string[] {
  return [...before.tables].flatMap(([table, old]) => {
    const now = after.tables.get(table);
    if (now === undefined) return [`DROP TABLE ${table}: ${counted(old.rows, "row")}`];
    const fewer = old.rows - now.rows;
    const columns = [...old.values].flatMap(([column, count]) => {
      const left = now.values.get(column);
      if (left === undefined) {
        return [`DROP COLUMN ${table}.${column}: ${counted(count, "value")}`];
      }
      const lost = count - left;
      return fewer > 0 || lost <= 0 ? [] : [`${table}.${column}: ${counted(lost, "value")} fewer`];
    });
    return fewer > 0 ? [`${table}: ${counted(fewer, "row")} fewer`, ...columns] : columns;
  });
}

function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}
