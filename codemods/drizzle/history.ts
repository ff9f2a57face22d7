import { folderOf } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { hasWord } from "./sql-text.ts";

/** Whether a path is one of the migrations that drizzle-kit writes, or one of their snapshots. */
export function isInMigrations(snapshot: Snapshot, path: RepoPath): boolean {
  for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) {
    if (/(?:^|\/)migrations$/.test(folder) || snapshot.has(`${folder}/meta/_journal.json`)) {
      return true;
    }
    // The newer layout: a folder a migration, with its snapshot beside it.
    if (snapshot.has(`${folder}/migration.sql`)) return true;
  }
  return false;
}

/** `blogPosts` as a database spells it: `blog_posts`. */
export function snakeCase(name: string): string {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

/**
 * Whether a migration made the table. `name` is its name in the database; one that is only guessed
 * from the code may have a prefix there.
 */
export function wasTable(snapshot: Snapshot, name: string, isGuess: boolean): boolean {
  const prefix = isGuess ? String.raw`(?:\w+_)?` : "";
  const pattern = new RegExp(
    String.raw`create\s+table\s+(?:if\s+not\s+exists\s+)?(?:["\x60]?\w+["\x60]?\.)?["\x60]?${prefix}${escaped(name)}["\x60]?[\s(]`,
    "i",
  );
  return migrations(snapshot, name).some((text) => pattern.test(text));
}

/** Whether a migration gave the table a column of that name. Both names are the database's. */
export function wasColumn(snapshot: Snapshot, table: string, column: string): boolean {
  return migrations(snapshot, column).some((text) =>
    text
      .split(/;|-->/)
      .some((statement) => hasWord(statement, table) && hasWord(statement, column)),
  );
}

function migrations(snapshot: Snapshot, needle: string): readonly string[] {
  return (snapshot.containing([needle]).get(needle) ?? [])
    .filter((path) => path.endsWith(".sql") && isInMigrations(snapshot, path))
    .flatMap((path) => snapshot.text(path) ?? []);
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
