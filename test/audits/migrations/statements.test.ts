import { expect, test } from "vitest";
import { statementsOf } from "../../../audits/migrations/statements.ts";

const read = (text: string) => statementsOf({ tag: "m", path: "m.sql", text, when: undefined });

test("statements are found as PostgreSQL finds them, each with its place", async () => {
  const text = [
    "\uFEFF-- Ünïcödé; no statement",
    "SELECT ';', $x$ ; $x$;  SELECT 2;",
    "--> statement-breakpoint",
    "",
    "/* a; b */ UPDATE t\r",
    "  SET a = 'é';--> statement-breakpoint",
    "-- nothing",
    "--> statement-breakpoint   DROP TABLE x",
  ].join("\n");
  expect((await read(text)).map(({ line, column, text: sql }) => [line, column, sql])).toEqual([
    [2, 1, "SELECT ';', $x$ ; $x$"],
    [2, 25, "SELECT 2"],
    [5, 12, "UPDATE t\r\n  SET a = 'é'"],
    [8, 28, "DROP TABLE x"],
  ]);
});

test.each(["", "\n", "-- only a comment", ";;"])("%j has no statements", async (text) => {
  expect(await read(text)).toEqual([]);
});

test("what is no SQL is refused with its place", async () => {
  const text = "SELECT 1;--> statement-breakpoint\n\n-- é\nDROP TABLES x;";
  await expect(read(text)).rejects.toMatchObject({
    code: "migration-syntax",
    path: "m.sql",
    line: 4,
    message: 'm.sql:4 is not SQL that PostgreSQL takes: syntax error at or near "TABLES"',
  });
});
