import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { expand } from "../../drizzle/split/expand/index.ts";
import type { SplitColumnParams } from "../../drizzle/split/params.ts";
import { runTransform } from "../../run-transform.ts";
import type { Note, StepResult } from "../../step.ts";
import * as addImport from "../../transforms/add-import.ts";
import { Sequence } from "../sequence.ts";

/**
 * The expanding side: the new columns, which may hold NULL, and writes of them beside each of the
 * old one, with the helpers imported where they are called.
 */
export async function expandSide(
  params: SplitColumnParams,
  snapshot: Snapshot,
): Promise<StepResult> {
  const work = new Sequence(snapshot);
  const { imports, ...expanded } = expand(params, snapshot);
  work.add(expanded);
  for (const { path, names, from } of imports) {
    const options = {
      names: names.map((name) => ({ name })),
      from,
      after: lastRelative(work.snapshot, path),
    };
    const { ops, notes } = await runTransform(addImport, options, work.snapshot, [path]);
    // Without the import, what has been written means something else.
    work.add({ ops, notes: notes.map((note): Note => ({ ...note, severity: "blocking" })) });
  }
  return work.result();
}

/** The last import of the file's own package, behind which one more reads best. */
function lastRelative(snapshot: Snapshot, path: RepoPath): string | undefined {
  const text = snapshot.text(path) ?? "";
  const found = [...text.matchAll(/^(?:import|\}).*from\s+["'](\.[^"']*)["']/gm)];
  return found.at(-1)?.[1];
}
