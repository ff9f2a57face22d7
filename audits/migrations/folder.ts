import { z } from "zod";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { filesAt, nearestPath } from "../places.ts";
import { MigrationsError } from "./migrations-error.ts";

/** One migration as it stands in the repository. */
export interface Migration {
  /** What the journal, or the name of its folder, calls it: `0007_add_teams`. */
  readonly tag: string;
  readonly path: RepoPath;
  readonly text: string;
  /**
   * When it was made, in milliseconds, as the journal says. A database remembers the newest that it
   * has, and passes over all that are older. Undefined where there is no journal.
   */
  readonly when: number | undefined;
}

const journalSchema = z.object({
  entries: z.array(z.object({ tag: z.string().min(1), when: z.number().optional() })),
});

const journalName = "meta/_journal.json";

/**
 * The migrations in `folder`, in the order in which they are applied: that of `meta/_journal.json`,
 * or, where every migration is a folder with a `migration.sql`, that of the folders' names. Throws
 * MigrationsError for a folder that has none, or whose journal and files do not fit each other.
 */
export function readMigrations(snapshot: Snapshot, folder: RepoPath): readonly Migration[] {
  const files = filesAt(folder, snapshot);
  if (files.length === 0) {
    const nearest = nearestPath(folder, snapshot);
    const hint = nearest === undefined ? "" : `; the nearest there is: ${nearest}`;
    throw new MigrationsError("migrations-absent", folder, 1, `there is no ${folder}${hint}`);
  }
  const below = (name: string): RepoPath => (folder === "" ? name : `${folder}/${name}`);
  const journal = below(journalName);
  const folders = files.filter((path) => nameIn(folder, path).endsWith("/migration.sql"));
  const loose = files.filter((path) => /^[^/]+\.sql$/.test(nameIn(folder, path)));
  if (snapshot.has(journal)) {
    const [stray] = folders;
    if (stray !== undefined) {
      throw new MigrationsError(
        "migrations-mixed",
        stray,
        1,
        `${folder} has a journal (${journalName}) and a folder a migration (${stray}) too; only one of them is applied. Remove the other.`,
      );
    }
    return journaled(snapshot, journal, loose, below);
  }
  const [first] = loose;
  if (first !== undefined || folders.length === 0) {
    throw new MigrationsError(
      first === undefined ? "migrations-empty" : "migrations-no-journal",
      first ?? folder,
      1,
      `${folder} has neither ${journalName} nor a folder a migration with a migration.sql in it, so the order of its migrations is not known. Name the folder that drizzle-kit writes to (its \`out\`).`,
    );
  }
  return folders.map((path) => {
    const [tag = ""] = nameIn(folder, path).split("/");
    if (nameIn(folder, path) !== `${tag}/migration.sql`) {
      throw new MigrationsError(
        "migrations-too-deep",
        path,
        1,
        `${path} is in a folder of a folder of ${folder}, where no migration is looked for`,
      );
    }
    return { tag, path, text: mustRead(snapshot, path), when: undefined };
  });
}

function journaled(
  snapshot: Snapshot,
  journal: RepoPath,
  files: readonly RepoPath[],
  below: (name: string) => RepoPath,
): readonly Migration[] {
  const text = mustRead(snapshot, journal);
  const entries = entriesOf(text, journal);
  const listed = new Set<RepoPath>();
  const migrations = entries.map(({ tag, when }): Migration => {
    const path = below(`${tag}.sql`);
    const line = lineOf(text, text.lastIndexOf(JSON.stringify(tag)));
    if (listed.has(path)) {
      throw new MigrationsError(
        "migration-twice",
        journal,
        line,
        `${journal} lists ${tag} twice, so it would be applied twice`,
      );
    }
    listed.add(path);
    if (!snapshot.has(path)) {
      throw new MigrationsError(
        "migration-absent",
        journal,
        line,
        `${journal}:${line} lists ${tag}, and there is no ${path}. Restore the file, or take the entry out.`,
      );
    }
    return { tag, path, text: mustRead(snapshot, path), when };
  });
  const stray = files.find((path) => !listed.has(path));
  if (stray !== undefined) {
    throw new MigrationsError(
      "migration-not-listed",
      stray,
      1,
      `${stray} is not in ${journal}, so it is never applied. Generate it with drizzle-kit, which lists it, or remove it.`,
    );
  }
  return migrations;
}

function entriesOf(text: string, journal: RepoPath): z.infer<typeof journalSchema>["entries"] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new MigrationsError(
      "migrations-bad-journal",
      journal,
      1,
      `${journal} is not JSON: ${why}`,
    );
  }
  const parsed = journalSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join(".") ?? "";
    throw new MigrationsError(
      "migrations-bad-journal",
      journal,
      1,
      `${journal} is not a journal of drizzle-kit: ${field === "" ? "" : `${field}: `}${issue?.message ?? "unknown"}`,
    );
  }
  if (parsed.data.entries.length === 0) {
    throw new MigrationsError("migrations-empty", journal, 1, `${journal} lists no migrations`);
  }
  return parsed.data.entries;
}

function nameIn(folder: RepoPath, path: RepoPath): string {
  return folder === "" ? path : path.slice(folder.length + 1);
}

function mustRead(snapshot: Snapshot, path: RepoPath): string {
  const file = snapshot.read(path);
  if (file.ok) return file.text;
  throw new MigrationsError(
    "migration-unreadable",
    path,
    1,
    `cannot read ${path}: ${file.message}`,
  );
}

/** The line, from 1, of a place in a text; 1 for a place that is not in it. */
export function lineOf(text: string, index: number): number {
  return index <= 0 ? 1 : text.slice(0, index).split("\n").length;
}
