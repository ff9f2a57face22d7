import { describe, expect, test } from "vitest";
import { database } from "../../../audits/criteria/database.ts";
import type { DatabaseParams } from "../../../audits/criteria/database.ts";
import type { OpenDatabase } from "../../../audits/database/database.ts";
import { folder, withMigrations } from "../../helpers/migrations.ts";

const start = `CREATE TYPE "public"."role" AS ENUM('admin', 'guest');
--> statement-breakpoint
CREATE TABLE "teams" ("id" text PRIMARY KEY, "name" text NOT NULL);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY,
	"team_id" text,
	"role" "role" DEFAULT 'guest' NOT NULL,
	"tags" text[],
	"settings" jsonb,
	"seen" timestamp with time zone,
	"old" integer
);`;
const second = `ALTER TABLE "members" ADD CONSTRAINT "members_team_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") DEFERRABLE INITIALLY DEFERRED;
--> statement-breakpoint
CREATE INDEX "members_team_idx" ON "members" USING btree ("team_id");`;

const columns = ["id", "role", "tags", "settings", "seen"];
const params: Omit<DatabaseParams, "folder"> = {
  rows: [
    {
      table: "members",
      values: {
        id: "a",
        team_id: "t",
        role: "admin",
        tags: ["x", "y"],
        settings: { deep: [1, null] },
        seen: "2025-01-01T00:00:00Z",
        old: 7,
      },
    },
    { table: "members", values: { id: "b", team_id: null } },
    { table: "teams", values: { id: "t", name: "Team" } },
  ],
  gone: { tables: [{ name: "teams" }], columns: [{ table: "members", name: "team_id" }] },
  kept: [{ table: "members", columns }],
};

const drops = `ALTER TABLE "members" DROP CONSTRAINT "members_team_fk";--> statement-breakpoint
DROP INDEX "members_team_idx";--> statement-breakpoint
ALTER TABLE "members" DROP COLUMN "team_id";--> statement-breakpoint
`;
const dropTeams = `DROP TABLE "teams" CASCADE;`;

/** What holds on each kind of database; `open` opens the one in question. */
export function trials(open: () => OpenDatabase, described: RegExp): void {
  const judge = (
    migrations: readonly string[],
    changed: Partial<Omit<DatabaseParams, "folder">> = {},
  ) =>
    database.evaluate(
      database.schema.parse({ folder, ...params, ...changed }),
      withMigrations(...migrations),
      { openDatabase: open() },
    );

  describe("a migration that applies", () => {
    test("passes, and what it destroys is said", async () => {
      const verdict = await judge([start, second, drops + dropTeams]);
      expect(verdict).toMatchObject({ status: "pass", scanned: 3, hits: [] });
      const [teamId, team, tried = "", ...rest] = verdict.message?.split("\n") ?? [];
      expect([team, teamId, rest]).toEqual([
        "DROP TABLE teams: 1 row",
        "DROP COLUMN members.team_id: 1 value",
        [],
      ]);
      expect(tried).toContain("2 migrations, then 0002_m, on ");
      expect(tried).toMatch(described);
    });

    test("and leaves things, or changes rows, does not hold", async () => {
      const sql = `ALTER TABLE members DROP COLUMN team_id;
UPDATE members SET settings = '{}' WHERE id = 'a'; DELETE FROM members WHERE id = 'b';
UPDATE members SET old = NULL;
ALTER TABLE members ADD CONSTRAINT members_old CHECK (old > 7) NOT VALID;`;
      const verdict = await judge([start, second, sql]);
      expect(verdict.status).toBe("fail");
      expect(verdict.hits.map(({ path, text }) => [path, text])).toEqual(
        [
          "the table teams is still there",
          "constraint members_old of members is not validated",
          expect.stringMatching(/^members no longer has the row .*"admin".*"deep"/) as unknown,
          expect.stringMatching(/^members no longer has the row .*"id": "b"/) as unknown,
          expect.stringMatching(/^members has a row that it had not: .*"settings": {}/) as unknown,
        ].map((text) => [`${folder}/0002_m.sql`, text]),
      );
      expect(verdict.message).toContain("DROP COLUMN members.team_id: 1 value\n");
      expect(verdict.message).toContain("members: 1 row fewer\n");
    });

    test("in a schema of its own counts too", async () => {
      const own = `CREATE SCHEMA "old"; CREATE TABLE "old"."things" ("Id" integer);`;
      const verdict = await judge([own, `DROP TABLE "old"."things"`], {
        rows: [{ schema: "old", table: "things", values: { Id: 1 } }],
        gone: { tables: [{ schema: "old", name: "things" }] },
        kept: [],
      });
      expect(verdict).toMatchObject({ status: "pass" });
      expect(verdict.message).toContain("DROP TABLE old.things: 1 row\n");
    });
  });

  test("columns that need a value and are not the plan's business are filled on request", async () => {
    const types = [
      "text",
      "char(2)",
      "integer",
      "numeric",
      "boolean",
      "date",
      "timestamptz",
      "time",
    ];
    const more = ["jsonb", "json", "uuid", "text[]", "role", "bigint"];
    const all = [...types, ...more].map((type, index) => `c${index} ${type} NOT NULL`);
    const table = `CREATE TABLE "Full" (id int GENERATED ALWAYS AS IDENTITY, a text UNIQUE NOT NULL, d int NOT NULL DEFAULT 5, ${all.join(", ")})`;
    const rows = ["x", "y"].map((a) => ({ table: "Full", fill: true, values: { c0: a } }));
    const verdict = await judge([start, table, 'DROP TABLE "Full"'], {
      rows,
      gone: { tables: [{ name: "Full" }] },
      kept: [],
    });
    expect(verdict.message).toContain("DROP TABLE Full: 2 rows\n");
    expect(verdict.status).toBe("pass");
  });

  describe("a migration that fails", () => {
    test("half way is told with the statement, its line and PostgreSQL's message", async () => {
      const sql = `${drops}UPDATE members\n  SET old = 1,\n  nothing = 2;`;
      const verdict = await judge([start, second, sql]);
      expect(verdict).toMatchObject({
        status: "fail",
        hits: [
          {
            path: `${folder}/0002_m.sql`,
            line: 6,
            text: "UPDATE members SET old = 1, nothing = 2",
          },
        ],
      });
      expect(verdict.message).toContain(
        `${folder}/0002_m.sql:6 fails: column "nothing" of relation "members" does not exist\n`,
      );
      expect(verdict.message).toMatch(described);
    });

    test("because of the order that drizzle-kit gives it", async () => {
      const verdict = await judge([
        start,
        second,
        `${dropTeams}--> statement-breakpoint\n${drops}`,
      ]);
      expect(verdict).toMatchObject({ status: "fail", hits: [{ line: 2 }] });
      expect(verdict.message).toContain(
        'constraint "members_team_fk" of relation "members" does not exist',
      );
      const patient = drops.replace("DROP CONSTRAINT", "DROP CONSTRAINT IF EXISTS");
      expect(await judge([start, second, dropTeams + patient])).toMatchObject({ status: "pass" });
    });

    test("because of the rows", async () => {
      const sql = "ALTER TABLE members ALTER COLUMN team_id SET NOT NULL; DROP TABLE teams CASCADE";
      const verdict = await judge([start, second, sql]);
      expect(verdict.message).toContain('column "team_id" of relation "members" contains null');
    });

    test("although it is an earlier one", async () => {
      const verdict = await judge([start, "CREATE TABLE teams (id text)", drops]);
      expect(verdict).toMatchObject({
        status: "fail",
        hits: [{ path: `${folder}/0001_m.sql`, line: 1 }],
      });
      expect(verdict.message).toContain('relation "teams" already exists');
    });

    test("because it does not end", async () => {
      const endless = `DO $$ BEGIN LOOP END LOOP; END $$; ${dropTeams}`;
      const verdict = await judge([start, second, endless], { timeoutSeconds: 1 });
      expect(verdict).toMatchObject({ status: "fail", hits: [{ line: 1 }] });
      expect(verdict.message).toMatch(/0002_m\.sql:1 fails: (stopped after 1 s|.*timeout)/);
    });
  });

  describe("a plan that does not fit is an error", () => {
    test.each<[string, Partial<DatabaseParams>, string]>([
      [
        "a row without a value that is required",
        { rows: [{ table: "teams", values: { id: "t" } }] },
        'row 1 of the plan\'s sample, for teams, does not fit the tables before the new migration: null value in column "name"',
      ],
      [
        "a table that is not there",
        { rows: [{ table: "team", values: {} }] },
        "there is no table team; the nearest there is: teams",
      ],
      [
        "a column that is not there",
        { rows: [{ table: "teams", values: { nam: "x" } }] },
        "it has no column nam; the nearest there is: name",
      ],
      [
        "rows that do not hold together",
        { rows: [{ table: "members", values: { id: "a", team_id: "none" } }] },
        'the plan\'s sample does not hold together: insert or update on table "members" violates foreign key constraint',
      ],
      [
        "a value of another kind",
        { rows: [{ table: "members", values: { id: "a", seen: "yesterday noon" } }] },
        "invalid input syntax for type timestamp",
      ],
      [
        "a table to be gone that never was",
        { gone: { tables: [{ name: "teams" }, { name: "taems" }] } },
        "there is no table taems before the new migration, so that it is gone after says nothing; the nearest there is: teams",
      ],
      [
        "a column to be kept that never was",
        { kept: [{ table: "members", columns: ["ids"] }] },
        "members has no column ids",
      ],
      ["rows to be kept that are none", { rows: [] }, "members has no rows before"],
    ])("%s", async (_what, changed, message) => {
      const verdict = await judge([start, second, drops + dropTeams], changed);
      expect(verdict).toMatchObject({ status: "error", hits: [] });
      expect(verdict.message).toContain(message);
    });
  });
}
