import { keptName } from "../migrations/names.ts";
import type { ReadMigration } from "../migrations/select.ts";
import { applyMigrations } from "./apply-migrations.ts";
import type { FailedStatement } from "./apply-migrations.ts";
import { foreignSchemas, losses, nameOf, readCatalog } from "./catalog.ts";
import type { Catalog } from "./catalog.ts";
import { SqlFailure } from "./database.ts";
import type { Database } from "./database.ts";
import { absent, changes, rowsOf, shownName } from "./kept-rows.ts";
import type { Kept } from "./kept-rows.ts";
import { addRowsWithNull } from "./rows-with-null.ts";
import type { Filled } from "./rows-with-null.ts";
import { insertSample, nearest } from "./sample.ts";
import type { SampleRow } from "./sample-row.ts";

/** What to put into the database before the new migrations, and to look for after them. */
export interface Trial {
  readonly rows: readonly SampleRow[];
  readonly gone: {
    readonly tables: readonly GoneTable[];
    readonly columns: readonly GoneColumn[];
  };
  /** Columns that are to be there after the new migrations, and not before. */
  readonly made: readonly GoneColumn[];
  readonly kept: readonly Kept[];
  /** Columns that hold a value in every row by the time of the new migrations. */
  readonly filled: readonly Filled[];
}

export interface GoneTable {
  readonly name: string;
  readonly schema?: string | undefined;
}

export interface GoneColumn {
  readonly table: string;
  readonly name: string;
  readonly schema?: string | undefined;
}

export type Outcome =
  | {
      readonly kind: "failed";
      readonly failed: FailedStatement;
      /** See below. */
      readonly remarks: readonly string[];
    }
  /** The trial itself makes no sense on these migrations; why, in a sentence. */
  | { readonly kind: "unfit"; readonly why: string }
  | {
      readonly kind: "done";
      /** What is not as it should be, a sentence each. */
      readonly wrong: readonly string[];
      /** What the new migrations destroy, in words. */
      readonly losses: readonly string[];
      /** What was put into the database beside the plan's sample, or taken for granted, and why. */
      readonly remarks: readonly string[];
    };

/** Migrations in the order of the journal. */
export interface Migrations {
  readonly earlier: readonly ReadMigration[];
  /** Those that the trial is about. */
  readonly later: readonly ReadMigration[];
  /** Those that have come since, for which the trial's rows were not made. */
  readonly since: readonly ReadMigration[];
}

/**
 * Applies the `earlier` migrations to an empty `database`, puts the rows in, applies the `later`
 * ones and looks at what has become of it. Those that have come `since` are applied without rows:
 * what is to be gone must be gone after them, too. Throws what is no failure of a statement of
 * theirs.
 */
export async function tryMigrations(
  { earlier, later, since }: Migrations,
  trial: Trial,
  database: Database,
): Promise<Outcome> {
  const foreign = await foreignSchemas(database);
  const early = await applyMigrations(earlier, database);
  if (early) return { kind: "failed", failed: early, remarks: [] };

  const empty = await readCatalog(database, foreign);
  const misfit = await insertSample(trial.rows, database, empty);
  if (misfit !== undefined) return { kind: "unfit", why: misfit };
  try {
    await database.settle();
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error;
    return { kind: "unfit", why: `the plan's sample does not hold together: ${error.message}` };
  }
  const added = await addRowsWithNull(later, trial.filled, database, empty);
  if (added.kind === "unfit") return added;
  const { remarks } = added;
  await database.settle();
  const before = await readCatalog(database, foreign);
  const unfit =
    goneAlready(trial, before) ?? madeAlready(trial, before) ?? keptNothing(trial, before);
  if (unfit !== undefined) return { kind: "unfit", why: unfit };
  const rowsBefore: (readonly string[])[] = [];
  for (const kept of trial.kept) rowsBefore.push(await rowsOf(kept, database));
  const bare = trial.kept.find((_, index) => rowsBefore[index]?.length === 0);
  if (bare !== undefined) {
    const why = `${shownName(bare)} has no rows before the new migration, so none can be kept. Add some to the plan's sample.`;
    return { kind: "unfit", why };
  }

  const late = await applyMigrations(later, database);
  if (late) return { kind: "failed", failed: late, remarks };
  const after = await readCatalog(database, foreign);
  const wrong = [...notMade(trial, after), ...stillThere(trial, after), ...after.invalid];
  for (const [index, kept] of trial.kept.entries()) {
    const missing = absent(kept, after);
    if (missing !== undefined) wrong.push(`to be kept: ${missing}`);
    else wrong.push(...changes(kept, rowsBefore[index] ?? [], await rowsOf(kept, database)));
  }
  if (since.length > 0) {
    await withoutRows(after, database);
    const failed = await applyMigrations(since, database);
    if (failed) return { kind: "failed", failed, remarks };
    const now = await readCatalog(database, foreign);
    wrong.push(...stillThere(trial, now).filter((each) => !wrong.includes(each)));
  }
  return { kind: "done", wrong, losses: losses(before, after), remarks };
}

async function withoutRows({ tables }: Catalog, database: Database): Promise<void> {
  const full = [...tables].filter(([, { rows }]) => rows > 0).map(([, { from }]) => from);
  if (full.length > 0) await database.exec(`TRUNCATE ${full.join(", ")} CASCADE`);
  await database.settle();
}

/** What is to be gone and is not there to begin with: its absence would say nothing. */
function goneAlready({ gone }: Trial, before: Catalog): string | undefined {
  const vain = "before the new migration, so that it is gone after says nothing";
  for (const { name, schema = "public" } of gone.tables) {
    const shown = nameOf(keptName(schema), keptName(name));
    if (before.tables.has(shown)) continue;
    return `there is no table ${shown} ${vain}${nearest(shown, before.tables.keys())}`;
  }
  for (const column of gone.columns) {
    const missing = absent({ ...column, columns: [column.name] }, before);
    if (missing !== undefined) return `${missing} (${vain})`;
  }
  return undefined;
}

/** What is to be there afterwards and is there to begin with: that would say nothing, either. */
function madeAlready({ made }: Trial, before: Catalog): string | undefined {
  const there = made.find((column) => isThere(column, before));
  if (there === undefined) return undefined;
  return `the column ${shownName(there)}.${keptName(there.name)} is there before the new migration, so that it is there after says nothing`;
}

function isThere(column: GoneColumn, { tables }: Catalog): boolean {
  return tables.get(shownName(column))?.values.has(keptName(column.name)) === true;
}

function notMade({ made }: Trial, after: Catalog): readonly string[] {
  return made
    .filter((column) => !isThere(column, after))
    .map((column) => `the column ${shownName(column)}.${keptName(column.name)} is not there`);
}

function keptNothing({ kept }: Trial, before: Catalog): string | undefined {
  for (const each of kept) {
    const missing = absent(each, before);
    if (missing !== undefined) return `${missing} before the new migration, to be kept`;
  }
  return undefined;
}

function stillThere({ gone }: Trial, after: Catalog): readonly string[] {
  const tables = gone.tables
    .map(({ name, schema = "public" }) => nameOf(keptName(schema), keptName(name)))
    .filter((table) => after.tables.has(table))
    .map((table) => `the table ${table} is still there`);
  const columns = gone.columns
    .map((column) => ({ table: shownName(column), name: keptName(column.name) }))
    .filter(({ table, name }) => after.tables.get(table)?.values.has(name) === true)
    .map(({ table, name }) => `the column ${table}.${name} is still there`);
  return [...tables, ...columns];
}
