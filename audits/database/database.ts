/** A PostgreSQL to try migrations on. What is done there is gone when it is closed. */
export interface Database {
  /** What it is and what becomes of what is done there, in words for the report. */
  readonly describe: string;
  /** Runs one statement; each row as its columns' texts. Throws SqlFailure, DatabaseLostError. */
  query(text: string, values?: readonly string[]): Promise<readonly (readonly (string | null)[])[]>;
  /** Runs one statement whose rows, if any, are of no interest. Throws like `query`. */
  exec(text: string): Promise<void>;
  /**
   * Ends a stage, as the end of a transaction would: what waits for that is checked, and, where it
   * may, the database remembers what was done. Throws like `query`.
   */
  settle(): Promise<void>;
  /** Undoes everything. Never throws. */
  close(): Promise<void>;
}

/** Opens a database in which nothing has been done yet. Throws UserError. */
export type OpenDatabase = (options: {
  /** How long one statement may take. */
  readonly statementTimeoutMs: number;
}) => Promise<Database>;

/** PostgreSQL did not carry out a statement. The message is its own. */
export class SqlFailure extends Error {
  override readonly name = "SqlFailure";

  constructor(
    message: string,
    /** More about it in PostgreSQL's words; "" for nothing. */
    readonly detail: string,
    /** The character of the statement that it is about, from 1; undefined if it does not say. */
    readonly position: number | undefined,
    /** PostgreSQL's own five characters for what went wrong; "" if it did not say. */
    readonly code = "",
  ) {
    super(message);
  }
}

/** What a client library throws, as a SqlFailure if it comes from PostgreSQL. */
export function sqlFailure(error: unknown): SqlFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  const text = (key: string): string => {
    const value: unknown = Reflect.get(error, key);
    return typeof value === "string" ? value : "";
  };
  // Five characters, and a severity, are what only the server's own messages have.
  if (!/^[0-9A-Z]{5}$/.test(text("code")) || text("severity") === "") return undefined;
  const position = Number(text("position"));
  const more = [text("detail"), text("hint")].filter((line) => line !== "").join("\n");
  return new SqlFailure(error.message, more, position > 0 ? position : undefined, text("code"));
}

/** The code of a value that is NULL and must not be. */
export const NOT_NULL_VIOLATION = "23502";
