import { listOf, stepOf } from "./build.ts";
import type { Several, StepOptions } from "./build.ts";
import type { StepOf, StepParams } from "./source.ts";

export interface DropOptions extends StepOptions {
  /** The name in the database, by which a later run knows that there was one. */
  readonly database?: string | undefined;
  /** Globs of the files that may declare the table; all of them if left out. */
  readonly in?: Several | undefined;
}

/**
 * Drops a Drizzle table that nothing reads: its declaration, types, relations, exports and file.
 *
 *     dropTable("posts", { database: "app_posts" })
 *
 * @param table The table's variable, or `src/schema/posts.ts#posts` where there are several.
 */
export function dropTable(
  table: string,
  { id, in: files, ...options }: DropOptions = {},
): StepOf<"drop-table"> {
  return stepOf("drop-table", { table, ...options, ...inside(files) }, { id });
}

/**
 * Drops a column of a Drizzle table that nothing reads, with its indexes and relations.
 *
 *     dropColumn("posts.authorName", { database: "author_name" })
 *
 * @param column The table as for dropTable, a dot, and the column's key.
 */
export function dropColumn(
  column: string,
  { id, in: files, ...options }: DropOptions = {},
): StepOf<"drop-column"> {
  return stepOf("drop-column", { column, ...options, ...inside(files) }, { id });
}

export interface RenameTableOptions extends StepOptions {
  /** The new name in the database; it keeps the one that it has if left out. */
  readonly database?: string | undefined;
  /** Globs of the files that may declare the table; all of them if left out. */
  readonly in?: Several | undefined;
}

/**
 * Renames a Drizzle table: its variable wherever it is used, and its name in the database.
 *
 *     renameTable("posts", "articles", { database: "articles" })
 *
 * @param table The table's variable, or `src/schema/posts.ts#posts` where there are several.
 */
export function renameTable(
  table: string,
  to: string,
  { id, in: files, ...options }: RenameTableOptions = {},
): StepOf<"rename-table"> {
  return stepOf("rename-table", { table, to, ...options, ...inside(files) }, { id });
}

type Split = StepParams["split-column"];

export interface SplitColumnOptions extends StepOptions, Omit<Split, "column" | "side" | "in"> {
  /** Globs of the files that may declare the table; all of them if left out. */
  readonly in?: Several | undefined;
}

/**
 * Splits a column into several, in two sides that are deployed one after the other.
 *
 * @param column The table's variable, a dot, and the column's key: `orders.details`.
 * @param side `expand`: the new columns are there and written. `contract`: they are read, and the
 *   old one goes.
 */
export function splitColumn(
  column: string,
  side: Split["side"],
  { id, in: files, ...options }: SplitColumnOptions,
): StepOf<"split-column"> {
  return stepOf("split-column", { column, side, ...options, ...inside(files) }, { id });
}

/** Puts the newest generated SQL migration of a folder into an order that PostgreSQL takes. */
export function orderMigration(
  folder: string,
  options: StepOptions = {},
): StepOf<"order-migration"> {
  return stepOf("order-migration", { folder }, options);
}

function inside(files: Several | undefined): { in?: string[] } {
  return files === undefined ? {} : { in: listOf(files) };
}
