import { describe, expect, test } from "vitest";
import { readSchema } from "../../codemods/drizzle/schema.ts";
import { createTypeProgram } from "../../codemods/program/program.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const FILES = {
  "make.ts": `
    import { pgTableCreator } from "drizzle-orm/pg-core";
    export const table = pgTableCreator((name) => \`app_\${name}\`);`,
  "tables.ts": `
    import { index, pgSchema, pgTable as make, text, unique } from "drizzle-orm/pg-core";
    import { mysqlTable } from "drizzle-orm/mysql-core";
    import { table } from "./make";
    export const auth = pgSchema("auth");
    export const users = make("users", { id: text("user_id"), name: text({ length: 2 }) }, (t) => ({
      byName: index("n").on(t.name).where(t.id),
    }));
    export const teams = auth.table("teams", (t) => ({ ownerId: t.text("owner").notNull() }), (t) => {
      return [unique().on(t.ownerId)];
    }).enableRLS();
    export const marks = table("marks", { at: text() });
    export const words = mysqlTable("words", { word: text() });
    export const other = make2("other", { id: 1 });`,
  "relations.ts": `
    import { relations as rel } from "drizzle-orm";
    import * as tables from "./tables";
    export const usersRelations = rel(tables.users, ({ many, one }) => ({
      teams: many(tables.teams, { relationName: "owner" }),
      first: one(tables.teams, { fields: [tables.users.id], references: [tables.teams.ownerId] }),
    }));`,
  "newer.ts": `
    import { defineRelations } from "drizzle-orm";
    import * as tables from "./tables";
    export const newer = defineRelations(tables, (r) => ({
      teams: { owner: r.one.users({ from: r.teams.ownerId, to: r.users.id }) },
    }));`,
};

const paths = Object.keys(FILES);
const schema = readSchema(createTypeProgram(snapshotOf(FILES), paths, "tables"), paths);
const tableNamed = (name: string) => schema.tables.find((table) => table.name === name);

const columns = (name: string) =>
  tableNamed(name)?.columns.map(({ key, databaseName }) => [key, databaseName]);

describe("the schema", () => {
  test("has the tables of every flavour, however they are made", () => {
    expect(schema.tables.map(({ name, databaseName }) => [name, databaseName])).toEqual([
      ["users", "users"],
      ["teams", "teams"],
      ["marks", "marks"],
      ["words", "words"],
    ]);
  });

  test("has the columns, by key and by their name in the database", () => {
    expect(columns("users")).toEqual([
      ["id", "user_id"],
      ["name", "name"],
    ]);
    expect(columns("teams")).toEqual([["ownerId", "owner"]]);
  });

  test("has indexes and keys from an object and from a list", () => {
    expect(tableNamed("users")?.extras.map(({ kind }) => kind)).toEqual(["index"]);
    expect(tableNamed("teams")?.extras.map(({ kind }) => kind)).toEqual(["unique"]);
  });

  test("has the relations of both forms, with the tables that they lead to", () => {
    const found = schema.relations.map(({ table, entries }) => ({
      table: schema.tableAt(table)?.name,
      entries: entries.map((entry) => [
        entry.key,
        schema.tableAt(entry.target)?.name,
        entry.relationName,
        entry.hasFields,
      ]),
    }));
    expect(found).toEqual([
      {
        table: "users",
        entries: [
          ["teams", "teams", "owner", false],
          ["first", "teams", undefined, true],
        ],
      },
      { table: "teams", entries: [["owner", "users", undefined, true]] },
    ]);
  });
});
