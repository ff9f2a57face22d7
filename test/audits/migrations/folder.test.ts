import { describe, expect, test } from "vitest";
import { readMigrations } from "../../../audits/migrations/folder.ts";
import { MigrationsError } from "../../../audits/migrations/migrations-error.ts";
import { snapshotOf } from "../../../workspace/snapshot.ts";
import { journalOf } from "../../helpers/migrations.ts";

function problem(files: Readonly<Record<string, string>>, folder = "db/out"): unknown {
  try {
    readMigrations(snapshotOf(files), folder);
  } catch (error) {
    if (!(error instanceof MigrationsError)) throw error;
    const { code, path, line, message } = error;
    return { code, path, line, message };
  }
  return undefined;
}

describe("a folder of migrations", () => {
  test("with a journal is read in the journal's order", () => {
    const snapshot = snapshotOf({
      "db/out/meta/_journal.json": journalOf(["0001_b", "0000_a"]),
      "db/out/meta/0000_snapshot.json": "{}",
      "db/out/0000_a.sql": "SELECT 1",
      "db/out/0001_b.sql": "SELECT 2",
      "db/out/README.md": "",
    });
    expect(readMigrations(snapshot, "db/out")).toEqual([
      { tag: "0001_b", path: "db/out/0001_b.sql", text: "SELECT 2", when: 1000 },
      { tag: "0000_a", path: "db/out/0000_a.sql", text: "SELECT 1", when: 2000 },
    ]);
  });

  test("with a folder a migration is read in the order of their names", () => {
    const snapshot = snapshotOf({
      "db/out/20250102000000_b/migration.sql": "SELECT 2",
      "db/out/20250102000000_b/snapshot.json": "{}",
      "db/out/20250101000000_a/migration.sql": "SELECT 1",
      "db/out/20250101000000_a/snapshot.json": "{}",
    });
    expect(readMigrations(snapshot, "db/out").map(({ tag }) => tag)).toEqual([
      "20250101000000_a",
      "20250102000000_b",
    ]);
  });

  test("at the root of the repository is read too", () => {
    const snapshot = snapshotOf({ "meta/_journal.json": journalOf(["0000_a"]), "0000_a.sql": "" });
    expect(readMigrations(snapshot, "").map(({ path }) => path)).toEqual(["0000_a.sql"]);
  });

  const journal = "db/out/meta/_journal.json";
  test.each([
    [
      "is not there",
      { "db/outs/a.sql": "" },
      "migrations-absent",
      "db/out",
      1,
      "there is no db/out; the nearest there is: db/outs",
    ],
    [
      "has SQL and no journal",
      { "db/out/0000_a.sql": "" },
      "migrations-no-journal",
      "db/out/0000_a.sql",
      1,
      "neither meta/_journal.json nor a folder",
    ],
    ["has no migrations", { "db/out/README.md": "" }, "migrations-empty", "db/out", 1, "its `out`"],
    ["has an empty journal", { [journal]: journalOf([]) }, "migrations-empty", journal, 1, "no"],
    ["has a broken journal", { [journal]: "{" }, "migrations-bad-journal", journal, 1, "not JSON"],
    [
      "has another journal",
      { [journal]: '{"entries":[{}]}' },
      "migrations-bad-journal",
      journal,
      1,
      "entries.0.tag",
    ],
    [
      "lacks a file of the journal",
      { [journal]: journalOf(["0000_a", "0001_b"]), "db/out/0000_a.sql": "" },
      "migration-absent",
      journal,
      15,
      "there is no db/out/0001_b.sql",
    ],
    [
      "has a file that the journal lacks",
      { [journal]: journalOf(["0000_a"]), "db/out/0000_a.sql": "", "db/out/0001_b.sql": "" },
      "migration-not-listed",
      "db/out/0001_b.sql",
      1,
      "never applied",
    ],
    [
      "lists a file twice",
      { [journal]: journalOf(["0000_a", "0000_a"]), "db/out/0000_a.sql": "" },
      "migration-twice",
      journal,
      15,
      "twice",
    ],
    [
      "has both layouts",
      { [journal]: journalOf(["0000_a"]), "db/out/0000_a.sql": "", "db/out/x/migration.sql": "" },
      "migrations-mixed",
      "db/out/x/migration.sql",
      1,
      "only one of them",
    ],
    [
      "has a migration too deep",
      { "db/out/x/y/migration.sql": "" },
      "migrations-too-deep",
      "db/out/x/y/migration.sql",
      1,
      "no migration is looked for",
    ],
    [
      "has a file that is no text",
      { [journal]: journalOf(["0000_a"]), "db/out/0000_a.sql": "\0" },
      "migration-unreadable",
      "db/out/0000_a.sql",
      1,
      "cannot read db/out/0000_a.sql",
    ],
  ])("that %s is refused with the place", (_what, files, code, path, line, message) => {
    expect(problem(files)).toEqual({
      code,
      path,
      line,
      message: expect.stringContaining(message) as unknown,
    });
  });
});
