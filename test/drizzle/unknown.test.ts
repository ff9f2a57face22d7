import { describe, expect, test } from "vitest";
import { dropColumn } from "../../codemods/steps/drop-column.ts";
import { dropTable } from "../../codemods/steps/drop-table.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const table = (name: string, database: string): string => `
  import { pgTable, text } from "drizzle-orm/pg-core";
  export const ${name} = pgTable("${database}", { id: text("id"), ownerId: text("owner_id") });`;

const snapshot = snapshotOf({
  "a/notes.ts": table("notes", "app_notes"),
  "a/teams.ts": table("teams", "teams"),
  "b/teams.ts": table("teams", "teams"),
  "a/migrations/0000_start.sql": `CREATE TABLE "app_notes" ("id" text, "title" text);`,
});

describe("what no table is", () => {
  test.each([
    ["is not there, with the nearest names", "note", undefined, /unknown-table.*nearest: notes/i],
    ["has another name in the code", "memos", "app_notes", /unknown-table.*a\/notes\.ts#notes/],
    ["is in two files", "teams", undefined, /ambiguous-table.*a\/teams\.ts#teams, b\/teams\.ts/],
    ["is in another file", "b/words.ts#words", undefined, /unknown-table.*in b\/words\.ts/],
  ])("a table that %s", async (_what, name, database, message) => {
    const params = dropTable.schema.parse({ table: name, ...(database && { database }) });
    await expect(described(dropTable.run(params, snapshot))).resolves.toMatch(message);
  });

  test.each([
    ["is not there, with the nearest names", "notes.owner", /unknown-column.*nearest: ownerId/i],
    ["is of no table", "nobody.id", /unknown-table.*nearest: /i],
  ])("a column that %s", async (_what, column, message) => {
    const params = dropColumn.schema.parse({ column });
    await expect(described(dropColumn.run(params, snapshot))).resolves.toMatch(message);
  });

  test("a column that a migration made is gone already", async () => {
    const params = dropColumn.schema.parse({ column: "notes.title" });
    expect(await dropColumn.run(params, snapshot)).toEqual({ ops: [], notes: [] });
  });

  test("where there are no migrations, what has no name is taken to be dropped, and told", async () => {
    const without = snapshotOf({ "a/notes.ts": table("notes", "app_notes") });
    const noted = { code: "nothing-to-drop", severity: "info", path: "a/notes.ts" };
    const gone = dropTable.schema.parse({ table: "drafts" });
    expect(await dropTable.run(gone, without)).toMatchObject({ ops: [], notes: [noted] });
    const column = dropColumn.schema.parse({ column: "notes.title" });
    expect(await dropColumn.run(column, without)).toMatchObject({ ops: [], notes: [noted] });
    const other = dropTable.schema.parse({ table: "memos", database: "app_notes" });
    await expect(described(dropTable.run(other, without))).resolves.toMatch(/unknown-table/);
  });

  test("globs and files tell tables of one name apart", async () => {
    const byGlob = await dropTable.run(
      dropTable.schema.parse({ table: "teams", in: ["b/**"] }),
      snapshot,
    );
    expect(byGlob.ops).toEqual([{ kind: "delete", path: "b/teams.ts" }]);
    const byFile = await dropTable.run(
      dropTable.schema.parse({ table: "a/teams.ts#teams" }),
      snapshot,
    );
    expect(byFile.ops).toEqual([{ kind: "delete", path: "a/teams.ts" }]);
  });
});

/** Code and message of what a run throws. */
async function described(run: Promise<unknown>): Promise<string> {
  try {
    await run;
  } catch (error) {
    if (error instanceof Error && "code" in error) return `${String(error.code)}: ${error.message}`;
    throw error;
  }
  return "nothing was thrown";
}
