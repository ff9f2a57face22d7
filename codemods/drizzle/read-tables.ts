import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { viewOf } from "./look-up.ts";

/** A Drizzle table by name, for whoever has to choose one. */
export interface TableNames {
  /** Its variable. */
  readonly name: string;
  readonly path: RepoPath;
  /** Null if it is computed. */
  readonly databaseName: string | null;
  readonly columns: readonly { readonly key: string; readonly databaseName: string | null }[];
}

/** All Drizzle tables of `snapshot`, by name. */
export function readTables(snapshot: Snapshot): readonly TableNames[] {
  if ((snapshot.containing(["drizzle-orm"]).get("drizzle-orm") ?? []).length === 0) return [];
  return viewOf(snapshot, [])
    .schema.tables.map(({ name, path, databaseName, columns }) => ({
      name,
      path,
      databaseName: databaseName ?? null,
      columns: columns.map((each) => ({ key: each.key, databaseName: each.databaseName ?? null })),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
