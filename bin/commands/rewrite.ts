import type { KnownData } from "../../audits/requirement.ts";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import type { Phase } from "../../plans/plan.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { findConflicts } from "../../workspace/conflicts.ts";
import type { SkippedPath } from "../../workspace/list.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ReportNote } from "../report/report.ts";
import type { Progress } from "../terminal/progress.ts";

/** What the phases come to, in memory. */
export interface Rewrite {
  readonly runs: readonly PhaseRun[];
  /** The tree after the last phase that may be written. */
  readonly after: Snapshot;
  /** From the disk to `after`. */
  readonly changes: ChangeSet;
  /** What stands against writing a phase although its steps went well. Places are those on disk. */
  readonly conflicts: readonly ReportNote[];
}

/**
 * Runs `phases` on `disk` and looks whether the outcome can be written. A phase that cannot be is
 * blocked, and those after it are not reached. `others` is what the target has beside the files of
 * `disk`; `known` is what the phases' requirements are judged by, which are taken for granted without
 * it, for what is not to be written. Writes nothing.
 */
export async function rewrite(
  phases: readonly Phase[],
  disk: Snapshot,
  progress: Progress,
  others: readonly SkippedPath[] = [],
  known?: KnownData,
): Promise<Rewrite> {
  const executed = await executePhases(phases, disk, {
    known,
    onStep: (phase, step) => progress.update(`phase ${phase.id}, step ${step.id}: ${step.title}`),
  });
  const runs: PhaseRun[] = [];
  const conflicts: ReportNote[] = [];
  let after = disk;
  let changes: ChangeSet = [];
  for (const run of executed) {
    if (conflicts.length > 0) {
      runs.push({ ...run, state: "not-reached", steps: [], before: after, after });
      continue;
    }
    const next = run.after === after ? changes : changeSet(disk, run.after);
    const found = next === changes ? [] : findConflicts(next, disk.paths(), others);
    if (found.length === 0) {
      runs.push(run);
      changes = next;
      after = run.after;
      continue;
    }
    runs.push({ ...run, state: "blocked", after });
    for (const { code, path, message } of found) {
      const step = next.find((change) => change.path === path)?.steps.at(-1) ?? run.phase.id;
      conflicts.push({ code, severity: "blocking", path, line: 1, column: 1, message, step });
    }
  }
  return { runs, after, changes, conflicts };
}
