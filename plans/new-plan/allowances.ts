import { needlesOf } from "../../audits/occurrences.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { isInMigrations } from "../../codemods/drizzle/history.ts";
import { foldersAbove } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { PlanAllowance } from "../language/source.ts";

/** Where retired names may stay: in migrations that have been applied, and in the plan's document. */
export function allowancesFor(
  names: readonly string[],
  snapshot: Snapshot,
  documentPath: RepoPath | undefined,
): readonly PlanAllowance[] {
  const needles = needlesOf(names.flatMap(spellingsOf));
  const holding = [...new Set([...snapshot.containing(needles).values()].flat())];
  const history = holding
    .filter((path) => isInMigrations(snapshot, path))
    .map((path) => migrationsAround(path, snapshot));
  const globs = [...new Set(history)].sort().map((folder) => `${escaped(folder)}/**`);
  return [
    ...(globs.length > 0 ? [{ paths: globs, reason: "what has been applied is history" }] : []),
    ...(documentPath === undefined || names.length === 0
      ? []
      : [{ paths: [escaped(documentPath)], reason: "the document of the plan" }]),
  ];
}

/** The folder of migrations that a file is in. */
function migrationsAround(path: RepoPath, snapshot: Snapshot): RepoPath {
  const folders = foldersAbove(path);
  return (
    folders.find((folder) => snapshot.has(`${folder}/meta/_journal.json`)) ??
    folders.find((folder) => /(?:^|\/)migrations$/.test(folder)) ??
    folders.at(-1) ??
    path
  );
}

/** A path as a glob that means nothing else. */
function escaped(path: RepoPath): string {
  return path.replaceAll(/[\\*?[\](){}!+@|]/g, (sign) => `\\${sign}`);
}
