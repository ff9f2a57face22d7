import { describe, expect, test } from "vitest";
import { database } from "../../../audits/criteria/database.ts";
import type { DatabaseParams } from "../../../audits/criteria/database.ts";
import { databaseNamed } from "../../../audits/database/open.ts";
import { UserError } from "../../../workspace/errors.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { folder, withMigrations } from "../../helpers/migrations.ts";

/** What is found out without a database must not open one. */
const openDatabase = () => Promise.reject(new Error("a database was opened"));

const judge = (snapshot: Snapshot, params: Partial<DatabaseParams> = {}) =>
  database.evaluate(database.schema.parse({ folder, ...params }), snapshot, { openDatabase });

describe("database", () => {
  test("is left to a person where no database was given", async () => {
    const snapshot = withMigrations("SELECT 1");
    const left = { status: "manual", scanned: 0, hits: [] };
    expect(await database.evaluate({ folder }, snapshot, {})).toEqual({
      ...left,
      message: "not run: `audit --database embedded` does",
    });
    const noDatabase = "pass --database embedded";
    expect(await database.evaluate({ folder }, snapshot, { noDatabase })).toEqual({
      ...left,
      message: `not run: ${noDatabase}`,
    });
  });

  test("says what makes a migration that is not there yet", async () => {
    const verdict = await judge(withMigrations("CREATE TABLE a ()"), {
      gone: { tables: [{ name: "a" }] },
      generate: "pnpm db:generate",
    });
    expect(verdict).toMatchObject({
      status: "fail",
      message:
        "there is no new migration yet: none drops what is to be gone. `pnpm db:generate` makes it.",
    });
    const since = await judge(withMigrations("CREATE TABLE a ()"), { since: "0000_m" });
    expect(since).toMatchObject({ status: "fail" });
  });

  test.each([
    ["a folder that is not there", ["SELECT 1"], { folder: "db/ou" }, "there is no db/ou"],
    ["SQL that is none", ["SELEC 1"], {}, `${folder}/0000_m.sql:1 is not SQL`],
    ["an unknown last migration", ["SELECT 1"], { since: "0000_n" }, "nearest there is: 0000_m"],
    ["the end of the transaction", ["SELECT 1;\nCOMMIT"], {}, `${folder}/0000_m.sql:2`],
    ["a file of the server", ["COPY a TO '/tmp/a'"], {}, "could not be undone"],
    ["a program of the server", ["COPY a TO PROGRAM 'cat'"], {}, "could not be undone"],
  ])("does not try %s", async (_what, texts, params, message) => {
    const verdict = await judge(withMigrations(...texts), params);
    expect(verdict).toMatchObject({
      status: "error",
      hits: [{ line: expect.any(Number) as unknown }],
    });
    expect(verdict.message).toContain(message);
  });

  test("names itself by what is to be seen", () => {
    const gone = { tables: [{ name: "a" }], columns: [{ table: "b", schema: "s", name: "c" }] };
    expect(
      database.title({ folder: "db/out/", gone, kept: [{ table: "b", columns: ["d"] }] }),
    ).toBe(
      "The new migration in `db/out` applies to a database; `a` and `s.b.c` are gone; the rows of `b` are as before",
    );
    expect(database.title({ folder })).toBe("The new migration in `db/out` applies to a database");
  });

  test.each([
    [{}],
    [{ folder: "../out" }],
    [{ folder, rows: [{ table: "a" }] }],
    [{ folder, gone: { tables: ["a"] } }],
    [{ folder, kept: [{ table: "a", columns: [] }] }],
    [{ folder, timeoutSeconds: 0 }],
  ])("does not take %j", (params) => {
    expect(database.schema.safeParse(params).success).toBe(false);
  });
});

describe("--database", () => {
  test.each([
    ["Embedded", "neither `embedded` nor a URL"],
    ["", "neither `embedded` nor a URL"],
    ["mysql://me:secret@localhost/app", "neither `embedded` nor a URL"],
    ["localhost:5432/app?password=secret", "neither `embedded` nor a URL"],
    ["postgres:///app?password=secret", "names no host"],
    ["postgres://me:secret@localhost", "names no database"],
    ["postgres://me:secret@localhost/", "names no database"],
    ["postgres://me:secret%@localhost/app", "that does not begin an escape"],
  ])("%s is refused without being repeated", (choice, why) => {
    let message = "";
    try {
      databaseNamed(choice);
    } catch (error) {
      message = error instanceof UserError && error.code === "database-url" ? error.message : "";
    }
    expect(message).toContain(why);
    expect(message).not.toContain("secret");
  });

  test("a server that is not there is told, and its password is not", async () => {
    const open = databaseNamed("postgres://me:s%40cret@127.0.0.1:1/app?password=other");
    await expect(open({ statementTimeoutMs: 1000 })).rejects.toMatchObject({
      code: "database-unreachable",
      message: expect.stringMatching(
        /^cannot reach the database 127\.0\.0\.1:1\/app: (?!.*(cret|other))/,
      ) as unknown,
    });
  });
});
