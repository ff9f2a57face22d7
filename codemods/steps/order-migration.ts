import { z } from "zod";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { StepKind } from "../step.ts";

export interface OrderMigrationParams {
  /** The folder that drizzle-kit writes migrations to. */
  readonly folder: string;
}

/**
 * Puts the statements of the newest migration into an order that applies. drizzle-kit writes
 * `DROP TABLE … CASCADE` first, which takes the constraints on the table with it, and then drops
 * those constraints, which PostgreSQL refuses. A table is dropped when all that refers to it has
 * been. Nothing else is changed, and there is nothing to do before the migration is generated.
 */
export const orderMigrationStep: StepKind<OrderMigrationParams> = {
  kind: "order-migration",
  schema: z.strictObject({
    folder: z.string().min(1).describe("The folder that drizzle-kit writes migrations to."),
  }),
  title: ({ folder }) => `order the newest migration in ${folder}`,
  run: async ({ folder }, snapshot) => {
    const path = newestMigration(snapshot, folder.replace(/\/$/, ""));
    const text = path === undefined ? undefined : snapshot.text(path);
    if (path === undefined || text === undefined) return { ops: [], notes: [] };
    const ordered = inOrder(text);
    const ops = ordered === text ? [] : [{ kind: "write", path, text: ordered } as const];
    return await Promise.resolve({ ops, notes: [] });
  },
};

/** The last migration of the journal, or of the folders that drizzle-kit 1 makes. */
function newestMigration(snapshot: Snapshot, folder: RepoPath): RepoPath | undefined {
  const journal = snapshot.text(`${folder}/meta/_journal.json`);
  if (journal === undefined) {
    const files = snapshot
      .paths()
      .filter((path) => path.startsWith(`${folder}/`) && path.endsWith("/migration.sql"));
    return files.at(-1);
  }
  const parsed = journalSchema.safeParse(parsedJson(journal));
  const last = parsed.success ? parsed.data.entries.at(-1) : undefined;
  return last && `${folder}/${last.tag}.sql`;
}

const journalSchema = z.object({ entries: z.array(z.object({ tag: z.string() })) });

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A broken journal is for the criteria about migrations to tell.
    return undefined;
  }
}

const BREAKPOINT = /--> statement-breakpoint\r?\n?/;
const STATEMENT = new RegExp(`[^]+?(?:${BREAKPOINT.source}|$)`, "g");
const DROP_TABLE = /^\s*DROP TABLE (?:IF EXISTS )?("[^;]+?")(?: CASCADE)?;/i;
const DROP_CONSTRAINT = /^\s*ALTER TABLE (?:IF EXISTS )?"[^;]+?" DROP CONSTRAINT /i;

/** The statements with each `DROP TABLE` behind the last `DROP CONSTRAINT`, if it stood before it. */
function inOrder(text: string): string {
  const statements = text.match(STATEMENT) ?? [];
  const last = statements.findLastIndex((statement) => DROP_CONSTRAINT.test(statement));
  const early = statements.slice(0, Math.max(last, 0));
  const tables = early.flatMap((statement) => DROP_TABLE.exec(statement)?.[1] ?? []);
  if (tables.length === 0) return text;
  const goesLate = (statement: string, index: number): boolean =>
    index < last && tables.some((table) => isAbout(statement, table));
  return separated([
    ...statements.filter((statement, index) => !goesLate(statement, index)),
    ...statements.filter(goesLate),
  ]);
}

/** Dropping the table, or switching off its row level security, which drizzle-kit does before. */
function isAbout(statement: string, table: string): boolean {
  if (DROP_TABLE.exec(statement)?.[1] === table) return true;
  return statement.trimStart().startsWith(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
}

/** The statements as one file: a breakpoint behind each but the last. */
function separated(statements: readonly string[]): string {
  const breakpoint = statements.map((it) => BREAKPOINT.exec(it)?.[0]).find((it) => it) ?? "";
  return statements
    .map((statement, index) => {
      if (index === statements.length - 1) return statement.replace(BREAKPOINT, "");
      return BREAKPOINT.test(statement) ? statement : statement.trimEnd() + breakpoint;
    })
    .join("");
}
