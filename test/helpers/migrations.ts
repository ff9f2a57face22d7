import { snapshotOf } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";

/** A journal of drizzle-kit that lists `tags`, a second apart. */
export function journalOf(tags: readonly string[]): string {
  const entries = tags.map((tag, idx) => ({ idx, version: "7", when: (idx + 1) * 1000, tag }));
  return JSON.stringify({ version: "7", dialect: "postgresql", entries }, undefined, 2);
}

/** The folder of `migrationFiles`. */
export const folder = "db/out";

/** The files of migrations called `0000_m`, `0001_m` and so on. */
export function migrationFiles(texts: readonly string[]): Record<string, string> {
  const tags = texts.map((_, index) => `${String(index).padStart(4, "0")}_m`);
  return {
    [`${folder}/meta/_journal.json`]: journalOf(tags),
    ...Object.fromEntries(texts.map((text, index) => [`${folder}/${tags[index]}.sql`, text])),
  };
}

/** A repository with nothing but these migrations. */
export function withMigrations(...texts: readonly string[]): Snapshot {
  return snapshotOf(migrationFiles(texts));
}
