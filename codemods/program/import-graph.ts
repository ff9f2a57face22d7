import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { importedNames } from "./imported-names.ts";
import { resolverOf } from "./resolver.ts";
import { isSourcePath } from "./source-path.ts";

/** Who imports whom, as far as it is known. */
type Importers = ReadonlyMap<RepoPath, readonly RepoPath[]>;

/**
 * `target`, and those of `roots` and all that they import that import it, by themselves or through
 * others. Files are only scanned for their imports, which takes a fraction of what parsing them would.
 */
export function filesReaching(
  snapshot: Snapshot,
  roots: readonly RepoPath[],
  target: RepoPath,
): ReadonlySet<RepoPath> {
  const { importers } = importedFrom(snapshot, roots);
  return withImporters([target], importers);
}

/** Those of `candidates` that import one of `targets`, or are one; see `filesReaching`. */
export function filesImporting(
  snapshot: Snapshot,
  candidates: readonly RepoPath[],
  ...targets: readonly RepoPath[]
): readonly RepoPath[] {
  const { importers } = importedFrom(snapshot, candidates);
  const reaching = withImporters(targets, importers);
  return candidates.filter((path) => reaching.has(path));
}

/**
 * Those of `candidates` that import one of `targets`, are imported by one, or are imported by
 * something that imports one: what is left out has nothing to do with them.
 */
export function filesConnected(
  snapshot: Snapshot,
  candidates: readonly RepoPath[],
  targets: readonly RepoPath[],
): readonly RepoPath[] {
  const { importers } = importedFrom(snapshot, candidates);
  const above = withImporters(targets, importers);
  const { files } = importedFrom(snapshot, [...above]);
  return candidates.filter((path) => files.has(path));
}

/** `roots` and all that they import, and who of them imports whom. */
function importedFrom(
  snapshot: Snapshot,
  roots: readonly RepoPath[],
): { readonly files: ReadonlySet<RepoPath>; readonly importers: Importers } {
  const importsOf = importsIn(snapshot);
  const importers = new Map<RepoPath, RepoPath[]>();
  const files = new Set(roots);
  // A set hands out what is added to it while it is walked.
  for (const path of files) {
    for (const found of importsOf(path)) {
      const known = importers.get(found);
      if (known) known.push(path);
      else importers.set(found, [path]);
      files.add(found);
    }
  }
  return { files, importers };
}

function withImporters(targets: readonly RepoPath[], importers: Importers): ReadonlySet<RepoPath> {
  const reaching = new Set(targets);
  for (const path of reaching) for (const from of importers.get(path) ?? []) reaching.add(from);
  return reaching;
}

/** Says of a path what code of the repository the file imports, in order. */
export function importsIn(snapshot: Snapshot): (path: RepoPath) => readonly RepoPath[] {
  const resolver = resolverOf(snapshot);
  return (path) =>
    snapshot.extract(path, importedNames).flatMap((specifier) => {
      const found = resolver.resolve(specifier, path);
      return found !== undefined && isSourcePath(found) ? [found] : [];
    });
}
