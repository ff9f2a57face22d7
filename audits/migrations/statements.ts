import { Buffer } from "node:buffer";
import type { Node } from "libpg-query";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Migration } from "./folder.ts";
import { lineOf } from "./folder.ts";
import { MigrationsError } from "./migrations-error.ts";

/** One SQL statement of a migration. */
export interface Statement {
  readonly path: RepoPath;
  /** Where it begins, comments before it not counted. Both count from 1. */
  readonly line: number;
  readonly column: number;
  /** Without the semicolon, and without what stands around it. */
  readonly text: string;
  /** What PostgreSQL's own grammar makes of it. */
  readonly node: Node;
}

/** What drizzle-kit puts between statements; its migrator splits the text there, wherever it is. */
const breakpoint = "--> statement-breakpoint";

/**
 * The statements of `migration` in order, by PostgreSQL's own parser. Throws MigrationsError
 * `migration-syntax`, with the place, for what that parser does not take.
 */
export async function statementsOf(migration: Migration): Promise<readonly Statement[]> {
  // Loaded here: a plan that judges no migration can do without the parser.
  const { hasSqlDetails, parse } = await import("libpg-query");
  const { path, text } = migration;
  const statements: Statement[] = [];
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (const piece of text.slice(start).split(breakpoint)) {
    // The parser takes an empty text for a mistake of the caller.
    if (piece.trim() !== "") {
      try {
        const { stmts = [] } = await parse(piece);
        const bytes = Buffer.from(piece, "utf8");
        for (const { stmt, stmt_location: from = 0, stmt_len: length } of stmts) {
          if (stmt === undefined) continue;
          const before = bytes.subarray(0, from).toString("utf8").length;
          const end = length === undefined ? bytes.length : from + length;
          const raw = bytes.subarray(from, end).toString("utf8");
          const index = start + before + (raw.length - raw.trimStart().length);
          const line = lineOf(text, index);
          const column = index - text.lastIndexOf("\n", index - 1);
          statements.push({ path, line, column, text: raw.trim(), node: stmt });
        }
      } catch (error) {
        if (!hasSqlDetails(error)) throw error;
        const at = start + Math.max(error.sqlDetails?.cursorPosition ?? 0, 0);
        const line = lineOf(text, at);
        throw new MigrationsError(
          "migration-syntax",
          path,
          line,
          `${path}:${line} is not SQL that PostgreSQL takes: ${error.message}`,
        );
      }
    }
    start += piece.length + breakpoint.length;
  }
  return statements;
}

/** A statement on one line, cut after `limit` characters. */
export function oneLine({ text }: Pick<Statement, "text">, limit = 160): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}
