import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { contract, helperFiles } from "../../drizzle/split/contract/index.ts";
import type { SplitColumnParams } from "../../drizzle/split/params.ts";
import { importersOf } from "../../refactors/importers.ts";
import { runTransform } from "../../run-transform.ts";
import type { StepResult } from "../../step.ts";
import * as removeUnusedImports from "../../transforms/remove-unused-imports.ts";
import { dropColumn } from "../drop-table/run.ts";
import { Sequence } from "../sequence.ts";

/**
 * The contracting side: reads and writes of the new columns alone, the helpers gone if nothing
 * else imports them, and the old column dropped. What still uses that is a blocking note.
 */
export async function contractSide(
  params: SplitColumnParams,
  snapshot: Snapshot,
): Promise<StepResult> {
  const work = new Sequence(snapshot);
  const contracted = contract(params, snapshot);
  if (contracted.isDone) return { ops: [], notes: [] };
  work.add(contracted);
  if (work.isBlocked()) return work.result();
  const files = helperFiles(params, work.snapshot);
  for (const path of importing(params, work.snapshot, files)) {
    const names = [
      ...Object.values(params.helpers.functions),
      ...(contracted.spent.get(path) ?? []),
    ];
    work.add(await runTransform(removeUnusedImports, { names }, work.snapshot, [path]));
  }
  if (importing(params, work.snapshot, files).length === 0) {
    work.add({ ops: [...files].sort().map((path) => ({ kind: "delete", path })) });
  }
  const { column, database, in: globs } = params;
  work.add(await dropColumn({ column, database, in: globs }, work.snapshot));
  return work.result();
}

/** Files that import the helper module, but for its tests. */
function importing(
  { helpers: { module } }: SplitColumnParams,
  snapshot: Snapshot,
  files: ReadonlySet<RepoPath>,
): readonly RepoPath[] {
  if (!files.has(module)) return [];
  const paths = importersOf(snapshot, module).map(({ path }) => path);
  return [...new Set(paths)].filter((path) => !files.has(path)).sort();
}
