import { z } from "zod";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { CriterionKind, Hit, Verdict } from "../criterion.ts";
import { compare, hangingAfter } from "../migrations/compare.ts";
import type { Difference } from "../migrations/compare.ts";
import { effectsOf } from "../migrations/effects.ts";
import { expectation, inWords, isMet, verbOf } from "../migrations/expectation.ts";
import type { Expectation } from "../migrations/expectation.ts";
import { readMigrations } from "../migrations/folder.ts";
import { MigrationsError } from "../migrations/migrations-error.ts";
import { countUpTo, mayDo, parseAll, passedOver } from "../migrations/select.ts";
import type { ReadMigration } from "../migrations/select.ts";
import { oneLine } from "../migrations/statements.ts";
import type { Statement } from "../migrations/statements.ts";
import { literalPath } from "../places.ts";
import { listed, place } from "./fields.ts";
import { couldNotRead, hitAt, notYet } from "./migration-verdicts.ts";

export interface MigrationParams {
  /** The folder that drizzle-kit writes to. */
  readonly folder: string;
  /** All that the new migration is to do, in any order. */
  readonly does: readonly Expectation[];
  /**
   * The last migration before the new ones, which are judged together. If left out, the last one
   * of the folder is the new one, or one before it that does exactly this.
   */
  readonly since?: string | undefined;
  /** What makes the migration, for the message that it is not there yet: `pnpm db:generate`. */
  readonly generate?: string | undefined;
}

/**
 * Holds if the new Drizzle migration does what a plan says, and nothing else.
 *
 * It is about what the statements say, not about whether they work: drizzle-kit puts `DROP TABLE …
 * CASCADE` before the `DROP CONSTRAINT` of a foreign key to that table, which then is not there any
 * more, and PostgreSQL refuses the statement. The `database` criterion shows that. What helps is to
 * move the `DROP TABLE` to the end of the file, or to write `DROP CONSTRAINT IF EXISTS`; the
 * database has not seen the migration yet, so it may be changed. This criterion takes both.
 */
export const migration: CriterionKind<MigrationParams> = {
  kind: "migration",
  schema: z.strictObject({
    folder: place.describe("The folder that drizzle-kit writes to."),
    does: z
      .array(expectation)
      .min(1)
      .describe("All that the new migration is to do, in any order."),
    since: z
      .string()
      .min(1)
      .optional()
      .describe("The last migration before the new ones; found by what they do if left out."),
    generate: z
      .string()
      .min(1)
      .optional()
      .describe("What makes the migration, for the message that it is not there yet."),
  }),
  title: ({ folder, does }) =>
    `The new migration in ${listed([folderOf(folder)])} does what is planned (${inShort(does)}), and nothing else`,
  evaluate: async (params, snapshot) => {
    try {
      return await judge(params, snapshot);
    } catch (error) {
      if (error instanceof MigrationsError) return couldNotRead(error);
      throw error;
    }
  },
};

async function judge(params: MigrationParams, snapshot: Snapshot): Promise<Verdict> {
  const folder = folderOf(params.folder);
  const texts = readMigrations(snapshot, folder);
  const scanned = texts.length;
  const isMade =
    params.since === undefined
      ? texts.some((each) => mayDo(params.does, each))
      : countUpTo(params.since, texts, folder) < scanned;
  // Before it is made, nothing has to be parsed.
  const migrations = isMade ? await parseAll(texts) : [];
  const found =
    params.since === undefined
      ? whatDoes(params.does, migrations)
      : { start: countUpTo(params.since, texts, folder), end: scanned };
  const judged = found === undefined ? [] : migrations.slice(found.start, found.end);
  const [first] = judged;
  if (found === undefined || first === undefined) {
    const last = texts.at(-1)?.tag ?? "";
    const after =
      params.since === undefined
        ? `the last one, ${last}, does none of this`
        : `${last} is the last one`;
    return { status: "fail", scanned, hits: [], message: notYet(after, params.generate) };
  }
  const difference = differenceAt(params.does, migrations, found.start, found.end);
  const late = passedOver(migrations.slice(0, found.start), judged);
  const hits = [
    ...difference.missing.map((each) => hitAt(first.path, 1, `missing: ${inWords(each)}`)),
    ...unexpectedHits(difference),
    ...(late === undefined
      ? []
      : [
          hitAt(
            late.path,
            1,
            `its time in the journal is not after that of the migrations before it: a database that has those passes over it`,
          ),
        ]),
  ];
  const message = `judged: ${judged.map(({ tag }) => tag).join(", ")}`;
  return { status: hits.length === 0 ? "pass" : "fail", scanned, hits, message };
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The last migration if it does any of it; otherwise the newest that does exactly this. */
function whatDoes(
  does: readonly Expectation[],
  migrations: readonly ReadMigration[],
): Range | undefined {
  for (let start = migrations.length - 1; start >= 0; start -= 1) {
    const effects = migrations[start]?.statements.flatMap(effectsOf) ?? [];
    if (!does.some((each) => effects.some((effect) => isMet(each, effect)))) continue;
    const { met, missing, unexpected } = differenceAt(does, migrations, start, start + 1);
    const isLast = start === migrations.length - 1;
    const isExact = missing.length === 0 && unexpected.length === 0;
    if (isExact || (isLast && met > 0)) return { start, end: start + 1 };
  }
  return undefined;
}

function differenceAt(
  does: readonly Expectation[],
  migrations: readonly ReadMigration[],
  start: number,
  end: number,
): Difference {
  const before = hangingAfter(statementsIn(migrations.slice(0, start)));
  return compare(does, statementsIn(migrations.slice(start, end)), before);
}

function statementsIn(migrations: readonly ReadMigration[]): readonly Statement[] {
  return migrations.flatMap(({ statements }) => statements);
}

function unexpectedHits({ unexpected }: Difference): readonly Hit[] {
  const hits = unexpected.map(({ statement, besides }) => {
    const what = oneLine(statement);
    const text = besides === undefined ? `unexpected: ${what}` : `${what} also drops ${besides}`;
    return hitAt(statement.path, statement.line, text, statement.column);
  });
  const seen = new Set<string>();
  return hits.filter(({ path, line, column, text }) => {
    const key = JSON.stringify([path, line, column, text]);
    return !seen.has(key) && seen.add(key);
  });
}

/** `drop table, 2 × drop column` */
function inShort(does: readonly Expectation[]): string {
  const counts = new Map<string, number>();
  for (const verb of does.map(verbOf)) counts.set(verb, (counts.get(verb) ?? 0) + 1);
  return [...counts].map(([verb, count]) => (count === 1 ? verb : `${count} × ${verb}`)).join(", ");
}

function folderOf(folder: string): string {
  return literalPath(folder) ?? folder;
}
