import picomatch from "picomatch";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { UserError } from "../../workspace/errors.ts";
import { snakeCase, isInMigrations, wasColumn, wasTable } from "./history.ts";
import { readSchema } from "./schema.ts";
import type { Schema } from "./schema.ts";
import type { Column, Table } from "./tables.ts";
import { closest } from "../program/closest.ts";
import { filesConnected } from "../program/import-graph.ts";
import { createTypeProgram } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { isSourcePath } from "../program/source-path.ts";

/** What a plan calls a table or column. */
export interface Wanted {
  readonly path: RepoPath | undefined;
  readonly table: string;
  readonly column: string | undefined;
  readonly database: string | undefined;
  readonly in: readonly string[] | undefined;
}

/** A program over the schema and some files, and the schema read from it. */
export interface View {
  readonly program: TypeProgram;
  readonly schema: Schema;
  readonly files: readonly RepoPath[];
}

/** What a file that declares tables or relations has in it. */
const SIGNS = ["drizzle-orm", "Table(", ".table(", "relations("];

/** The files that hold one of `needles`, sorted. Migrations are history, and left out. */
export function filesWith(snapshot: Snapshot, needles: Iterable<string>): readonly RepoPath[] {
  const found = snapshot.containing([...needles]);
  return [...new Set([...found.values()].flat())]
    .filter((path) => isSourcePath(path) && !isInMigrations(snapshot, path))
    .sort();
}

/** The schema, and the files that hold one of `names`, with `more` of them. */
export function viewOf(
  snapshot: Snapshot,
  names: Iterable<string>,
  more: readonly RepoPath[] = [],
): View {
  const files = [...new Set([...filesWith(snapshot, names), ...more])].sort();
  const declaring = filesWith(snapshot, SIGNS);
  // The tables of another database, of which a monorepo may have several, need not be read.
  const schemaFiles = files.length > 0 ? filesConnected(snapshot, declaring, files) : declaring;
  const program = createTypeProgram(snapshot, [...new Set([...files, ...schemaFiles])], "tables");
  return { program, files, schema: readSchema(program, [...new Set([...schemaFiles, ...files])]) };
}

/**
 * Whether nobody can say if there ever was what `wanted` means: no table or column has its name, the
 * repository has no migrations, and the database's name of it, where it is given, is not taken.
 */
export function isForgotten(snapshot: Snapshot, { schema }: View, wanted: Wanted): boolean {
  const inGlobs = wanted.in && picomatch([...wanted.in], { dot: true, nonegate: true });
  const tables = schema.tables.filter(
    ({ path }) => (wanted.path ?? path) === path && (!inGlobs || inGlobs(path)),
  );
  const named = tables.filter(({ name }) => name === wanted.table);
  const columns = named.flatMap((table) => table.columns);
  const isThere =
    wanted.column === undefined
      ? named.length > 0 || tables.some((it) => isCalled(it, wanted.database))
      : named.length === 0 ||
        columns.some((it) => it.key === wanted.column || isCalled(it, wanted.database));
  return !isThere && !snapshot.paths().some((path) => isInMigrations(snapshot, path));
}

function isCalled(
  { databaseName }: { readonly databaseName: string | undefined },
  wanted: string | undefined,
): boolean {
  return wanted !== undefined && databaseName === wanted;
}

/**
 * The table and column that `wanted` means; undefined if it has been dropped already, which is to
 * say that nothing has its name and a migration knows it. Throws UserError `unknown-table` or
 * `unknown-column`, with the nearest names, and `ambiguous-table`.
 */
export function lookUp(
  snapshot: Snapshot,
  { schema }: View,
  wanted: Wanted,
): { table: Table; column: Column | undefined } | undefined {
  const inGlobs = wanted.in && picomatch([...wanted.in], { dot: true, nonegate: true });
  const tables = schema.tables.filter(
    ({ path }) => (wanted.path ?? path) === path && (!inGlobs || inGlobs(path)),
  );
  const [table, second] = tables.filter(({ name }) => name === wanted.table);
  if (!table) return missingTable(snapshot, tables, wanted);
  if (second) {
    throw new UserError(
      "ambiguous-table",
      `there is more than one table ${wanted.table}: ${table.path}#${table.name}, ${second.path}#${second.name}. Say which by its file, as written here.`,
    );
  }
  if (wanted.column === undefined) return { table, column: undefined };
  const column = table.columns.find(({ key }) => key === wanted.column);
  if (column) return { table, column };
  const name = wanted.database ?? snakeCase(wanted.column);
  const same = table.columns.find(({ databaseName }) => databaseName === wanted.database);
  const database = table.databaseName ?? snakeCase(table.name);
  if (!(wanted.database !== undefined && same) && wasColumn(snapshot, database, name)) {
    return undefined;
  }
  const keys = table.columns.map(({ key }) => key);
  throw new UserError(
    "unknown-column",
    `the table ${table.name} (${table.path}) has no column ${wanted.column}, and no migration made one named \`${name}\`.${nearest(keys, wanted.column)}`,
  );
}

function missingTable(snapshot: Snapshot, tables: readonly Table[], wanted: Wanted): undefined {
  // Of a column, `database` is the name of the column.
  const given = wanted.column === undefined ? wanted.database : undefined;
  const name = given ?? snakeCase(wanted.table);
  const same = tables.find(({ databaseName }) => given !== undefined && databaseName === given);
  if (!same && wasTable(snapshot, name, given === undefined)) return undefined;
  const where = wanted.path === undefined ? "" : ` in ${wanted.path}`;
  const hint = same
    ? ` The one that is \`${name}\` in the database is ${same.path}#${same.name}.`
    : nearest(
        tables.map((table) => table.name),
        wanted.table,
      );
  throw new UserError(
    "unknown-table",
    `there is no Drizzle table ${wanted.table}${where}, and no migration made one named \`${name}\`.${hint}`,
  );
}

/** A sentence with up to three of `names`, the nearest first. */
export function nearest(names: readonly string[], wanted: string): string {
  const left = [...new Set(names)];
  const best: string[] = [];
  for (let next = closest(left, wanted); next !== undefined && best.length < 3;) {
    best.push(next);
    left.splice(left.indexOf(next), 1);
    next = closest(left, wanted);
  }
  return best.length === 0 ? " There is none at all." : ` The nearest: ${best.join(", ")}.`;
}
