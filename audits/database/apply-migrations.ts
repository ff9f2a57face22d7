import type { Node } from "libpg-query";
import type { ReadMigration } from "../migrations/select.ts";
import type { Statement } from "../migrations/statements.ts";
import { lineOf } from "../migrations/folder.ts";
import { NOT_NULL_VIOLATION, SqlFailure } from "./database.ts";
import type { Database } from "./database.ts";
import { inOrder, nullsAgainst } from "./null-values.ts";
import type { NullCount } from "./null-values.ts";

/** A statement that PostgreSQL did not carry out. */
export interface FailedStatement {
  readonly statement: Statement;
  /** The line of the file that PostgreSQL points to; that of the statement if to none. */
  readonly line: number;
  readonly message: string;
}

/**
 * Applies `migrations` one after the other, each as drizzle's migrator does: all statements in one
 * transaction. Returns the first statement that fails, after which nothing more is done; undefined
 * if all went well.
 */
export async function applyMigrations(
  migrations: readonly ReadMigration[],
  database: Database,
): Promise<FailedStatement | undefined> {
  for (const { statements } of migrations) {
    for (const statement of statements) {
      const against: NullCount[] = [];
      const run = async (): Promise<void> => {
        against.push(...(await nullsAgainst(statement, database)));
        await database.exec(statement.text);
      };
      const failed = await attempt(run, statement, against);
      if (failed) return failed;
    }
    const last = statements.at(-1);
    if (last === undefined) continue;
    const failed = await attempt(() => database.settle(), last);
    if (failed) return failed;
  }
  return undefined;
}

async function attempt(
  run: () => Promise<void>,
  statement: Statement,
  against: readonly NullCount[] = [],
): Promise<FailedStatement | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!(error instanceof SqlFailure)) throw error;
    const inside = error.position === undefined ? 1 : lineOf(statement.text, error.position - 1);
    const isOfNulls = error.code === NOT_NULL_VIOLATION && against.length > 0;
    const message = [error.message, error.detail, isOfNulls ? inOrder(against) : ""]
      .filter((part) => part !== "")
      .join("\n");
    return { statement, line: statement.line + inside - 1, message };
  }
}

/**
 * The first statement that must not be tried, because what it does could not be undone: one that
 * ends the transaction that all of this is done in, or that reaches beyond the database.
 */
export function untriable(migrations: readonly ReadMigration[]): Statement | undefined {
  return migrations
    .flatMap(({ statements }) => statements)
    .find(({ node }) => endsTransaction(node) || leavesDatabase(node));
}

function endsTransaction(node: Node): boolean {
  return "TransactionStmt" in node;
}

function leavesDatabase(node: Node): boolean {
  return "CopyStmt" in node && node.CopyStmt.filename !== undefined;
}
