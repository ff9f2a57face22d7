import { describe, expect, test } from "vitest";
import { database } from "../../../audits/criteria/database.ts";
import type { DatabaseParams } from "../../../audits/criteria/database.ts";
import type { OpenDatabase } from "../../../audits/database/database.ts";
import { folder, withMigrations } from "../../helpers/migrations.ts";

const start = `CREATE TABLE teams (id text PRIMARY KEY, name text NOT NULL);
CREATE TABLE members (id text PRIMARY KEY, old integer);
CREATE TABLE pairs (id int PRIMARY KEY, team_id text NOT NULL REFERENCES teams (id), note text);`;

const early = 'ALTER TABLE "members" ALTER COLUMN "old" SET NOT NULL;';
const filledRow = { table: "members", values: { id: "a", old: 1 } };
const bareRow = { table: "members", values: { id: "b" } };

/** What holds of the rows that a migration is tried on, on each kind of database. */
export function sampleTrials(open: () => OpenDatabase): void {
  const judgeAll = (sql: readonly string[], params: Omit<DatabaseParams, "folder">) =>
    database.evaluate(database.schema.parse({ folder, ...params }), withMigrations(start, ...sql), {
      openDatabase: open(),
    });
  const judge = (sql: string, params: Omit<DatabaseParams, "folder">) => judgeAll([sql], params);

  describe("a column that becomes NOT NULL", () => {
    test("before it is filled fails, and the order that works is told", async () => {
      const rows = [filledRow, bareRow];
      const verdict = await judge(`SELECT 1;\n${early}`, { rows });
      expect(verdict).toMatchObject({
        status: "fail",
        hits: [{ path: `${folder}/0001_m.sql`, line: 2, text: early.slice(0, -1) }],
      });
      expect(verdict.message).toContain(
        'column "old" of relation "members" contains null values\n',
      );
      expect(verdict.message).toContain("1 of 2 rows have NULL in members.old.");
      const told = [...(verdict.message ?? "").matchAll(/^ {2}(ALTER TABLE .*;)$/gm)];
      const [plain, check = "", validate = "", set = "", drop = ""] = told.map(([, sql]) => sql);
      expect([plain, set]).toEqual([early, early]);
      expect(check).toMatch(/CHECK \("old" IS NOT NULL\) NOT VALID/);

      // What it says works, and without the filling it does not.
      const fill = 'UPDATE "members" SET "old" = 0 WHERE "old" IS NULL;';
      for (const order of [
        [fill, set],
        [check, fill, validate, set, drop],
      ]) {
        expect(await judge(order.join("\n"), { rows })).toMatchObject({ status: "pass" });
      }
      const rash = await judge([check, validate, set, drop].join("\n"), { rows });
      expect(rash).toMatchObject({ status: "fail", hits: [{ line: 2 }] });
      expect(rash.message).toContain("is violated by some row");
    });

    test("when it is added fails on a table that has rows", async () => {
      const sql = "ALTER TABLE members ADD COLUMN fresh text NOT NULL";
      const verdict = await judge(sql, { rows: [filledRow, bareRow] });
      expect(verdict).toMatchObject({ status: "fail" });
      expect(verdict.message).toContain("2 of 2 rows have NULL in members.fresh.");
      expect(await judge(sql, {})).toMatchObject({ status: "fail" });
      expect(await judge(`${sql} DEFAULT 'x'`, {})).toMatchObject({ status: "pass" });
    });

    test("is tried with NULL although the sample has none", async () => {
      const verdict = await judge(early, { rows: [filledRow] });
      expect(verdict).toMatchObject({ status: "fail" });
      expect(verdict.message).toContain("1 of 2 rows have NULL in members.old.");
      expect(verdict.message).toContain(
        "the plan's sample has no row with NULL in members.old; one was made up\n",
      );
      expect(await judge(early, {})).toMatchObject({ status: "fail" });
    });

    test("is not, if the plan says what fills it; what is in the sample counts all the same", async () => {
      const filled = [{ table: "members", columns: ["old"], by: "the script fill-old.ts" }];
      const verdict = await judge(early, { rows: [filledRow], filled });
      expect(verdict).toMatchObject({ status: "pass" });
      expect(verdict.message).toContain(
        "not tried with NULL in members.old, which the script fill-old.ts has filled\n",
      );
      const failed = await judge(early, { rows: [filledRow, bareRow], filled });
      expect(failed).toMatchObject({ status: "fail" });
      const vain = await judge(early, { filled: [{ table: "members", columns: ["ol"], by: "x" }] });
      expect(vain).toMatchObject({ status: "error" });
      expect(vain.message).toContain("members has no column ol before the new migration");
    });

    test("needs a row of the plan where none can be made up", async () => {
      const verdict = await judge("ALTER TABLE pairs ALTER COLUMN note SET NOT NULL", {});
      expect(verdict).toMatchObject({ status: "error", hits: [] });
      expect(verdict.message).toMatch(
        /no row with NULL in pairs\.note, .* violates foreign key constraint .* Add one to the sample/,
      );
    });

    test("that was so before needs no row", async () => {
      const sql = "ALTER TABLE teams ALTER COLUMN name SET NOT NULL";
      expect(await judge(sql, {})).toMatchObject({ status: "pass" });
    });
  });

  describe("migrations that have come since", () => {
    const drop = "ALTER TABLE teams DROP COLUMN name";
    const gone = { columns: [{ table: "teams", name: "name" }] };
    const rows = [bareRow, { table: "teams", values: { id: "t", name: "T" } }];

    test("do not fail because of rows that were not made for them", async () => {
      const verdict = await judgeAll([drop, early], { rows, gone });
      expect(verdict).toMatchObject({ status: "pass", scanned: 3 });
      expect(verdict.message).toContain("1 migration, then 0001_m, then 1 migration without rows");
      const broken = await judgeAll([drop, "ALTER TABLE members DROP COLUMN nothing"], { gone });
      expect(broken).toMatchObject({ status: "fail", hits: [{ path: `${folder}/0002_m.sql` }] });
    });

    test("must not bring back what was dropped", async () => {
      const back = "ALTER TABLE teams ADD COLUMN name text";
      expect(await judgeAll([drop, back], { rows, gone })).toMatchObject({
        status: "fail",
        hits: [{ text: "the column teams.name is still there" }],
      });
    });
  });

  test("a column that is to be made must be new, and be there", async () => {
    const made = { columns: [{ table: "teams", name: "color" }] };
    const add = "ALTER TABLE teams ADD COLUMN color text";
    expect(await judgeAll([add, early], { rows: [bareRow], made })).toMatchObject({
      status: "pass",
    });
    const none = await judge("SELECT 1", { made });
    expect(none).toMatchObject({ status: "fail", hits: [] });
    expect(none.message).toContain("none adds what is to be there");
    const undone = await judge(`${add}; ALTER TABLE teams DROP COLUMN color`, { made });
    expect(undone.hits).toMatchObject([{ text: "the column teams.color is not there" }]);
    const old = { columns: [...made.columns, { table: "teams", name: "name" }] };
    expect((await judge(add, { made: old })).message).toContain(
      "the column teams.name is there before the new migration",
    );
  });
}
