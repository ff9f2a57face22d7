import { z } from "zod";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { CriterionKind, EvaluationContext, Verdict } from "../criterion.ts";
import { untriable } from "../database/apply-migrations.ts";
import type { Database } from "../database/database.ts";
import type { Kept } from "../database/kept-rows.ts";
import { shownName } from "../database/kept-rows.ts";
import type { Filled } from "../database/rows-with-null.ts";
import { sampleRow } from "../database/sample-row.ts";
import type { SampleRow } from "../database/sample-row.ts";
import { tryMigrations } from "../database/try-migration.ts";
import type { GoneColumn, GoneTable, Migrations, Outcome } from "../database/try-migration.ts";
import { effectsOf } from "../migrations/effects.ts";
import { isMet } from "../migrations/expectation.ts";
import type { Expectation } from "../migrations/expectation.ts";
import { readMigrations } from "../migrations/folder.ts";
import { MigrationsError } from "../migrations/migrations-error.ts";
import { countUpTo, parseAll } from "../migrations/select.ts";
import type { ReadMigration } from "../migrations/select.ts";
import { oneLine } from "../migrations/statements.ts";
import { literalPath } from "../places.ts";
import { counted, listed, place } from "./fields.ts";
import { couldNotRead, hitAt, notYet } from "./migration-verdicts.ts";

export interface DatabaseParams {
  /** The folder that drizzle-kit writes to. */
  readonly folder: string;
  /**
   * The last migration before the new ones. If left out, the newest one that drops something of
   * `gone` or adds something of `made` is the new one; if there are neither, the last of the folder.
   * What has come after it is then applied without rows.
   */
  readonly since?: string | undefined;
  /** Put in, in this order, when all migrations before the new ones have been applied. */
  readonly rows?: readonly SampleRow[] | undefined;
  /** What must not be there after the new migrations, and must be before. */
  readonly gone?:
    | {
        readonly tables?: readonly GoneTable[] | undefined;
        readonly columns?: readonly GoneColumn[] | undefined;
      }
    | undefined;
  /** Columns that must be there after the new migrations, and must not be before. */
  readonly made?: { readonly columns: readonly GoneColumn[] } | undefined;
  /** Rows that the new migrations must leave as they are, as far as these columns go. */
  readonly kept?: readonly Kept[] | undefined;
  /**
   * Columns that hold a value in every row when the new migrations come, and what has seen to that.
   * All others that these make NOT NULL are tried with a row that has NULL.
   */
  readonly filled?: readonly Filled[] | undefined;
  /** What makes the migration, for the message that it is not there yet. */
  readonly generate?: string | undefined;
  /** How long one statement may take; a minute if left out. */
  readonly timeoutSeconds?: number | undefined;
}

const defaultTimeoutSeconds = 60;
const name = z.string().min(1);
const column = z.strictObject({ table: name, name, schema: name.optional() });

/**
 * Holds if the new Drizzle migration, tried on a database with the plan's rows in it, applies, takes
 * away what it is to take away, and leaves the rest as it was. Left to a person without --database.
 *
 * A column that is made NOT NULL is tried with a row that has NULL there, since a table in use has
 * such rows: where the plan's sample has none, one is made up.
 *
 * A migration that drizzle-kit has written may fail here. It drops a table (`CASCADE`) before the
 * foreign key of another table that points to it, and that is gone by then. Move the `DROP TABLE`
 * behind the rest, or write `DROP CONSTRAINT IF EXISTS`.
 */
export const database: CriterionKind<DatabaseParams> = {
  kind: "database",
  schema: z.strictObject({
    folder: place,
    since: name.optional(),
    rows: z.array(sampleRow).optional(),
    gone: z
      .strictObject({
        tables: z.array(z.strictObject({ name, schema: name.optional() })).optional(),
        columns: z.array(column).optional(),
      })
      .optional(),
    made: z.strictObject({ columns: z.array(column).min(1) }).optional(),
    kept: z
      .array(
        z.strictObject({ table: name, schema: name.optional(), columns: z.array(name).min(1) }),
      )
      .optional(),
    filled: z
      .array(
        z.strictObject({
          table: name,
          schema: name.optional(),
          columns: z.array(name).min(1),
          by: name,
        }),
      )
      .optional(),
    generate: name.optional(),
    timeoutSeconds: z.number().positive().max(86_400).optional(),
  }),
  title,
  evaluate: async (params, snapshot, context) => {
    try {
      return await judge(params, snapshot, context);
    } catch (error) {
      if (error instanceof MigrationsError) return couldNotRead(error);
      throw error;
    }
  },
};

function title({ folder, gone, made, kept }: DatabaseParams): string {
  const added = (made?.columns ?? []).map((each) => `${shownName(each)}.${each.name}`);
  const things = [
    ...(gone?.tables ?? []).map((table) => shownName({ ...table, table: table.name })),
    ...(gone?.columns ?? []).map((column) => `${shownName(column)}.${column.name}`),
  ];
  const parts = [
    `The new migration in ${listed([folderOf(folder)])} applies to a database`,
    ...(things.length === 0
      ? []
      : [`${listed(things)} ${things.length === 1 ? "is" : "are"} gone`]),
    ...(added.length === 0 ? [] : [`${listed(added)} ${added.length === 1 ? "is" : "are"} there`]),
    ...(kept === undefined || kept.length === 0
      ? []
      : [`the rows of ${listed(kept.map(shownName))} are as before`]),
  ];
  return parts.join("; ");
}

async function judge(
  params: DatabaseParams,
  snapshot: Snapshot,
  { openDatabase, noDatabase }: EvaluationContext,
): Promise<Verdict> {
  if (!openDatabase) {
    const message = `not run: ${noDatabase ?? "`audit --database embedded` does"}`;
    return { status: "manual", scanned: 0, hits: [], message };
  }
  const folder = folderOf(params.folder);
  const migrations = await parseAll(readMigrations(snapshot, folder));
  const start =
    params.since === undefined
      ? newestThat(changesOf(params), migrations)
      : countUpTo(params.since, migrations, folder);
  const last = migrations.at(-1)?.tag ?? "";
  if (start === undefined || start === migrations.length) {
    const what = params.gone ? "drops what is to be gone" : "adds what is to be there";
    const why = start === undefined ? `none ${what}` : `${last} is the last one`;
    return { status: "fail", scanned: 0, hits: [], message: notYet(why, params.generate) };
  }
  const stopper = untriable(migrations);
  if (stopper !== undefined) {
    return {
      status: "error",
      scanned: 0,
      hits: [hitAt(stopper.path, stopper.line, oneLine(stopper), stopper.column)],
      message: `not tried, because what this statement does could not be undone: ${stopper.path}:${stopper.line}`,
    };
  }
  const seconds = params.timeoutSeconds ?? defaultTimeoutSeconds;
  const opened = await openDatabase({ statementTimeoutMs: Math.ceil(seconds * 1000) });
  try {
    const trial = {
      rows: params.rows ?? [],
      gone: { tables: params.gone?.tables ?? [], columns: params.gone?.columns ?? [] },
      kept: params.kept ?? [],
      made: params.made?.columns ?? [],
      filled: params.filled ?? [],
    };
    const end = params.since === undefined ? start + 1 : migrations.length;
    const parts = {
      earlier: migrations.slice(0, start),
      later: migrations.slice(start, end),
      since: migrations.slice(end),
    };
    return verdictOf(await tryMigrations(parts, trial, opened), parts, opened);
  } finally {
    await opened.close();
  }
}

function verdictOf(
  outcome: Outcome,
  { earlier, later, since }: Migrations,
  { describe }: Database,
): Verdict {
  const on = `on ${describe}`;
  const scanned = earlier.length + later.length + since.length;
  if (outcome.kind === "unfit") {
    return { status: "error", scanned, hits: [], message: `${outcome.why}\n${on}` };
  }
  if (outcome.kind === "failed") {
    const { statement, line, message } = outcome.failed;
    const place = `${statement.path}:${line}`;
    return {
      status: "fail",
      scanned,
      hits: [hitAt(statement.path, line, oneLine(statement), statement.column)],
      message: [`${place} fails: ${message}`, oneLine(statement, 400), ...outcome.remarks, on].join(
        "\n",
      ),
    };
  }
  const { wrong, losses, remarks } = outcome;
  const path = later[0]?.path ?? "";
  const tags = later.map(({ tag }) => tag).join(", ");
  const more =
    since.length === 0 ? "" : `, then ${counted(since.length, "migration")} without rows`;
  const tried = `${counted(earlier.length, "migration")}, then ${tags}${more}, ${on}`;
  const destroyed = losses.length === 0 ? ["nothing is destroyed"] : losses;
  return {
    status: wrong.length === 0 ? "pass" : "fail",
    scanned,
    hits: wrong.map((what) => hitAt(path, 1, what)),
    message: [...destroyed, ...remarks, tried].join("\n"),
  };
}

function changesOf({ gone, made }: DatabaseParams): readonly Expectation[] {
  return [
    ...(made?.columns ?? []).map((each) => ({ add: "column" as const, ...each })),
    ...(gone?.tables ?? []).map((table) => ({ drop: "table" as const, ...table })),
    ...(gone?.columns ?? []).map((column) => ({ drop: "column" as const, ...column })),
  ];
}

/** The newest migration that does one of `changes`; the last one if there are none to look for. */
function newestThat(
  changes: readonly Expectation[],
  migrations: readonly ReadMigration[],
): number | undefined {
  if (changes.length === 0) return migrations.length - 1;
  const index = migrations.findLastIndex(({ statements }) =>
    statements.flatMap(effectsOf).some((effect) => changes.some((each) => isMet(each, effect))),
  );
  return index === -1 ? undefined : index;
}

function folderOf(folder: string): string {
  return literalPath(folder) ?? folder;
}
