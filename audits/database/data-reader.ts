import { UserError } from "../../workspace/errors.ts";
import type { Database } from "./database.ts";
import { connect } from "./server-client.ts";
import { readServerUrl } from "./server-url.ts";

/** One state of the data. */
export interface OpenData extends Pick<Database, "query" | "exec" | "close"> {
  /** Of the server: `15.3` */
  readonly version: string;
}

/** A database in use, to be read. */
export interface DataReader {
  /** `localhost:5432`, without what must not be told. */
  readonly server: string;
  /** `app` */
  readonly name: string;
  /** Opens it. All that is asked sees one state of the data, and nothing can be changed. */
  open(options: { readonly statementTimeoutMs: number }): Promise<OpenData>;
}

/**
 * How to read the data that is in the database at `url`. Connects to nothing yet. Throws UserError
 * `database-url`; opening throws UserError `database-unreachable`, `database-unusable` and
 * `pg-missing`. Passwords are in none of them.
 */
export function dataReaderAt(url: string): DataReader {
  if (url === "embedded") {
    throw new UserError(
      "database-url",
      "the value of --database is `embedded`, which has no data of its own to look at. Write the URL of the database in use, such as postgres://user:password@localhost:5432/app.",
    );
  }
  const address = readServerUrl(url);
  const slash = address.shown.lastIndexOf("/");
  const open: DataReader["open"] = async ({ statementTimeoutMs }) => {
    const { query, exec, close, version } = await connect(url, address, statementTimeoutMs);
    try {
      await exec("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
      await exec(`SET LOCAL statement_timeout = ${Math.ceil(statementTimeoutMs)}`);
    } catch (error) {
      await close();
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError(
        "database-unusable",
        `the database ${address.shown} cannot be read: ${address.conceal(why)}.`,
      );
    }
    return { version, query, exec, close };
  };
  return { server: address.shown.slice(0, slash), name: address.shown.slice(slash + 1), open };
}
