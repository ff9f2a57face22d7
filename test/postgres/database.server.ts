import { Client } from "pg";
import type { QueryResult } from "pg";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { database } from "../../audits/criteria/database.ts";
import { SqlFailure } from "../../audits/database/database.ts";
import { serverAt } from "../../audits/database/server.ts";
import { sampleTrials } from "../audits/database/sample-trials.ts";
import { trials } from "../audits/database/trials.ts";
import { folder, withMigrations } from "../helpers/migrations.ts";

const server = inject("server");
const options = { statementTimeoutMs: 10_000 };

/** Runs SQL as the role that may do everything. */
async function run(name: string, sql: string): Promise<QueryResult<Record<string, unknown>>> {
  const client = new Client({ connectionString: `${server}/${name}` });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The URL of a database for a role that may do less. */
function urlOf(name: string, role = "owner", password = "secret"): string {
  const url = new URL(`${server}/${name}`);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}

beforeAll(async () => {
  await run("postgres", "CREATE ROLE owner LOGIN PASSWORD 'secret'");
  await run("postgres", "CREATE ROLE guest LOGIN PASSWORD 'secret'");
  await run("postgres", "CREATE DATABASE empty OWNER owner");
  await run("postgres", "CREATE DATABASE used OWNER owner");
  await run(
    "used",
    `CREATE TABLE teams (id text PRIMARY KEY, name text);
     INSERT INTO teams VALUES ('mine', 'Mine');
     CREATE TYPE role AS ENUM ('admin');
     CREATE SCHEMA other;
     CREATE TABLE other.things (id int);
     ALTER TABLE teams OWNER TO owner;`,
  );
});

describe("an empty database", () => {
  trials(
    () => serverAt(urlOf("empty")),
    /PostgreSQL \d+.* at 127\.0\.0\.1:\d+\/empty, in a transaction that is rolled back/,
  );
  sampleTrials(() => serverAt(urlOf("empty")));
});

const CONTENT = `
SELECT nspname, relname, relkind::text, pg_class.oid::text FROM pg_class
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
UNION ALL SELECT 'row of', 'teams', id, name FROM teams
UNION ALL SELECT nspname, '', '', oid::text FROM pg_namespace
UNION ALL SELECT typname, '', '', oid::text FROM pg_type
ORDER BY 1, 2, 3, 4`;

describe("a database in use", () => {
  let before: unknown;
  beforeAll(async () => {
    before = (await run("used", CONTENT)).rows;
  });

  trials(() => serverAt(urlOf("used")), /at 127\.0\.0\.1:\d+\/used, in a transaction that is/);

  test("is not seen to change by others, and they do not wait", async () => {
    const opened = await serverAt(urlOf("used"))(options);
    try {
      await opened.exec("CREATE TABLE public.teams (id int)");
      await opened.exec("DROP TABLE public.teams");
      const rows = await run("used", "SET lock_timeout = 100; INSERT INTO teams VALUES ('x')");
      expect(rows).toBeDefined();
      await run("used", "DELETE FROM teams WHERE id = 'x'; CREATE TABLE t (); DROP TABLE t");
    } finally {
      await opened.close();
    }
  });

  test("takes one statement at a time only", async () => {
    const opened = await serverAt(urlOf("used"))(options);
    try {
      await expect(opened.exec("SELECT 1; COMMIT")).rejects.toThrow("multiple commands");
    } finally {
      await opened.close();
    }
  });

  test("is left alone when the connection is lost", async () => {
    const opened = await serverAt(urlOf("used"))(options);
    await opened.exec("CREATE TABLE lost (id int)");
    await run(
      "postgres",
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'conn-codemod'",
    );
    for (let tries = 0; tries < 3; tries += 1) {
      await expect(opened.exec("CREATE TABLE lost (id int)")).rejects.toBeInstanceOf(SqlFailure);
    }
    await opened.close();
  });

  test.each(["COMMIT", "ROLLBACK", "END", "BEGIN", "PREPARE TRANSACTION 'x'"])(
    "%s in a migration is refused",
    async (statement) => {
      const verdict = await database.evaluate(
        { folder },
        withMigrations("CREATE TABLE a ();", `CREATE TABLE b ();\n${statement};`),
        { openDatabase: serverAt(urlOf("used")) },
      );
      expect(verdict).toMatchObject({ status: "error", hits: [{ line: 2, text: statement }] });
    },
  );

  test("is after all of this what it was before", async () => {
    expect((await run("used", CONTENT)).rows).toEqual(before);
  });
});

describe("a database that cannot be used", () => {
  test.each([
    ["that is not there", urlOf("none"), 'database "none" does not exist'],
    ["with another password", urlOf("empty", "owner", "se%cret:1"), "password authentication"],
    ["of somebody else", urlOf("used", "guest"), "must be owner of schema public"],
  ])("%s is told without the password", async (_what, url, why) => {
    const error: unknown = await serverAt(url)(options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    const text = error instanceof Error ? `${error.message}\n${error.stack}` : "";
    expect(text).toContain(why);
    expect(text).not.toMatch(/secret|cret:1|cret%3A1/);
  });
});
