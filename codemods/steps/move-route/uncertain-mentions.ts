import type { RepoPath } from "../../../workspace/repo-path.ts";
import { hunksBetween } from "../../../workspace/hunks.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import type { Note, StepResult } from "../../step.ts";

/**
 * A note for each line that `result` would change: for texts that may speak of another router's
 * route, since one of the same path is there.
 */
export function ambiguousMentions(
  snapshot: Snapshot,
  result: StepResult,
  from: string,
  to: string,
): readonly Note[] {
  return result.ops.flatMap((op) => {
    if (op.kind !== "write") return [];
    const before = snapshot.text(op.path) ?? "";
    const lines = before.split("\n");
    return hunksBetween(before, op.text, 0).flatMap(({ oldStart, oldLines }) =>
      Array.from({ length: oldLines }, (_, index): Note => {
        const line = oldStart + index;
        const column = (lines[line - 1] ?? "").indexOf(from.split(".")[0] ?? from) + 1;
        return {
          code: "ambiguous-mention",
          severity: "manual",
          path: op.path,
          line,
          column: Math.max(1, column),
          message: `this names a route ${from}, and more than one router has one. If it is the one that is ${to} now, change it by hand.`,
        };
      }),
    );
  });
}

/**
 * A note for each text that is the route with a dot, `"posts."`, as code compares paths with: what
 * it decides is not known here.
 */
export function prefixMentions(
  snapshot: Snapshot,
  files: readonly RepoPath[],
  from: string,
  to: string,
): readonly Note[] {
  const prefix = new RegExp(`(["'\`])${from.replace(/[.$]/g, "\\$&")}\\.\\1`, "g");
  return files.flatMap((path) => {
    const text = snapshot.text(path) ?? "";
    return [...text.matchAll(prefix)].map((match): Note => ({
      code: "path-prefix",
      severity: "manual",
      path,
      ...positionAt(text, match.index),
      message: `${match[0]} is how paths below the route ${from} begin, which is ${to} now. What is decided with it here cannot be told; change it by hand if it is about that route.`,
    }));
  });
}
