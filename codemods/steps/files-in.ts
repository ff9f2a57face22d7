import picomatch from "picomatch";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Note } from "../step.ts";

/**
 * The paths that any of `globs` matches; a glob that is the path of a file means that file. Where
 * there is none, a blocking `no-files` note says so: a step that looks at nothing does not do what
 * its author meant.
 */
export function filesIn(
  snapshot: Snapshot,
  globs: readonly string[],
): { readonly paths: readonly RepoPath[]; readonly notes: readonly Note[] } {
  const exact = new Set(globs);
  const matches = picomatch([...globs], { dot: true, nonegate: true });
  const paths = snapshot.paths().filter((path) => exact.has(path) || matches(path));
  if (paths.length > 0) return { paths, notes: [] };
  const message = `there is no file at ${globs.join(", ")}, so there is nothing that this step could do. Correct the paths in the plan.`;
  const note: Note = {
    code: "no-files",
    severity: "blocking",
    path: globs[0] ?? "",
    line: 1,
    column: 1,
    message,
  };
  return { paths, notes: [note] };
}
