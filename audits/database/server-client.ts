import type { Client as PgClient } from "pg";
import type * as Pg from "pg";
import { UserError } from "../../workspace/errors.ts";
import { SqlFailure, sqlFailure } from "./database.ts";
import type { Database } from "./database.ts";
import type { ServerAddress } from "./server-url.ts";

const connectTimeoutMs = 10_000;

/** How long the client waits beyond the server's own limit before it gives up on it. */
const graceMs = 5_000;

/** One connection to a server. It never reconnects by itself. */
export interface Connection extends Pick<Database, "query" | "exec" | "close"> {
  /** `15.3` */
  readonly version: string;
}

/**
 * Connects to the server that `url` names; `address` is what readServerUrl makes of it. Throws
 * UserError `database-unreachable` and `pg-missing`, without passwords.
 */
export async function connect(
  url: string,
  address: ServerAddress,
  statementTimeoutMs: number,
): Promise<Connection> {
  const client = await connected(url, address, statementTimeoutMs);
  const query: Database["query"] = async (text, values = []) => {
    try {
      // One statement a message: the server takes no second one here.
      const config = { text, values: [...values], queryMode: "extended", ...inRows };
      const { rows } = await client.query<unknown[]>(config);
      return rows.map((row) => row.map(asText));
    } catch (error) {
      throw failureOf(error, address);
    }
  };
  const close = async () => {
    const ended = client.end();
    const timer = setTimeout(() => client.connection.stream.destroy(), graceMs);
    await ended.catch(() => undefined);
    clearTimeout(timer);
  };
  try {
    const [[version] = []] = await query("SHOW server_version");
    return { query, exec: async (text) => void (await query(text)), close, version: version ?? "" };
  } catch (error) {
    await close();
    throw unreachable(address, error);
  }
}

const inRows = { rowMode: "array" } as const;

function asText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

async function connected(
  url: string,
  address: ServerAddress,
  statementTimeoutMs: number,
): Promise<PgClient> {
  const { Client } = await loadClient();
  try {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: Math.ceil(statementTimeoutMs) + graceMs,
      application_name: "conn-codemod",
    });
    // A connection that is lost later is told by the query that is lost with it.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw unreachable(address, error);
  }
}

function unreachable(address: ServerAddress, error: unknown): UserError {
  return new UserError(
    "database-unreachable",
    `cannot reach the database ${address.shown}: ${address.conceal(reasonOf(error))}. See that the server runs and that the URL is right, or pass --database embedded.`,
  );
}

async function loadClient(): Promise<typeof Pg> {
  try {
    return await import("pg");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")) {
      throw error;
    }
    throw new UserError(
      "pg-missing",
      "--database with a URL needs the package pg, which is not installed beside conn-codemod. `npm install --save-dev pg` adds it; with npx: `npx -p conn-codemod -p pg conn-codemod audit …`.",
    );
  }
}

function failureOf(error: unknown, address: ServerAddress): SqlFailure {
  const known = sqlFailure(error);
  return known ?? new SqlFailure(address.conceal(reasonOf(error)), "", undefined);
}

/** What an error says; where a host has several addresses, what the error for each of them says. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return [...new Set(error.errors.map((each: unknown) => reasonOf(each)))].join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
