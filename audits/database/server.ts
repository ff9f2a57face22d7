import { UserError } from "../../workspace/errors.ts";
import type { Database, OpenDatabase } from "./database.ts";
import { connect } from "./server-client.ts";
import { readServerUrl } from "./server-url.ts";

/**
 * Opens databases on the server that `url` names. All that is done there is one transaction, which
 * is rolled back at the end, and which the server rolls back itself if this program is stopped. A
 * client that reconnects by itself would not do: its next statement would be outside of it.
 *
 * The transaction has a `public` schema with nothing in it: one that is in use is put aside under
 * another name, in the same transaction, so that nobody else sees that. Throws UserError for a URL
 * that is none; opening throws UserError `database-unreachable`, `database-unusable` and
 * `pg-missing`. Passwords are in none of them.
 */
export function serverAt(url: string): OpenDatabase {
  const address = readServerUrl(url);
  return async ({ statementTimeoutMs }) => {
    const { query, exec, close, version } = await connect(url, address, statementTimeoutMs);
    try {
      await exec("BEGIN");
      const ms = Math.ceil(statementTimeoutMs);
      await exec(`SET LOCAL statement_timeout = ${ms}`);
      await exec(`SET LOCAL lock_timeout = ${Math.min(ms, 10_000)}`);
      await makeRoom(query, exec);
      return {
        describe: `PostgreSQL ${version} at ${address.shown}, in a transaction that is rolled back`,
        query,
        exec,
        settle: async () => {
          await exec("SET CONSTRAINTS ALL IMMEDIATE");
          // What waits for the end of a transaction by its own declaration does so again.
          const [[waiting] = []] = await query(DEFERRED);
          if (typeof waiting === "string") await exec(`SET CONSTRAINTS ${waiting} DEFERRED`);
        },
        close,
      };
    } catch (error) {
      await close();
      const why = error instanceof Error ? error.message : String(error);
      throw new UserError(
        "database-unusable",
        `the database ${address.shown} cannot be used to try migrations on: ${address.conceal(why)}. Nothing was changed in it. Give an empty one that the user owns, or pass --database embedded.`,
      );
    }
  };
}

/** Makes `public` an empty schema for the rest of the transaction. */
async function makeRoom(query: Database["query"], exec: Database["exec"]): Promise<void> {
  const [[inUse] = []] = await query(IN_USE);
  if (inUse === "true") {
    const aside = `conn_codemod_aside_${Date.now().toString(36)}`;
    await exec(`ALTER SCHEMA public RENAME TO ${aside}`);
  }
  await exec("CREATE SCHEMA IF NOT EXISTS public");
  await exec("SET LOCAL search_path = public");
}

const DEFERRED = `
SELECT string_agg(DISTINCT format('%I.%I', nspname, conname), ', ')
FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace
WHERE condeferred`;

/** Whether there is something in `public` that is no part of an extension. */
const IN_USE = `
SELECT (EXISTS (
  SELECT FROM (
    SELECT 'pg_class'::regclass, oid FROM pg_class WHERE relnamespace = to_regnamespace('public')
      AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    UNION ALL
    SELECT 'pg_type'::regclass, oid FROM pg_type WHERE typnamespace = to_regnamespace('public')
      AND typrelid = 0 AND typcategory <> 'A'
    UNION ALL
    SELECT 'pg_proc'::regclass, oid FROM pg_proc WHERE pronamespace = to_regnamespace('public')
  ) AS things (class, oid)
  WHERE NOT EXISTS (
    SELECT FROM pg_depend
    WHERE deptype = 'e' AND pg_depend.classid = things.class AND pg_depend.objid = things.oid
  )
))::text`;
