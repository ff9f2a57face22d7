import type { AccountNote } from "../../audits/classify-occurrence.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import type { LeftOut } from "../../workspace/take-part.ts";
import type { ReportNote } from "../report/report.ts";

/** What to tell about `left`; `stepIds` are the steps of the plan. */
export function noteOn(left: LeftOut, stepIds: readonly string[], quit: boolean): ReportNote {
  const { path, line, change } = left;
  return {
    code: "skipped-in-review",
    severity: "manual",
    path,
    line,
    column: 1,
    message: messageOf(left, quit),
    step: change.steps.find((id) => stepIds.includes(id)) ?? change.steps.at(0) ?? "",
  };
}

/** The same for every line that would have changed, and for a path that would have gone. */
export function accountNotesOn(left: LeftOut, quit: boolean): readonly AccountNote[] {
  const { change, hunk, path, lines } = left;
  const message = messageOf(left, quit);
  const staysInPlace =
    hunk === undefined && (change.change === "moved" || change.change === "deleted");
  return [
    ...lines.map((line) => ({ path, line, message })),
    ...(staysInPlace ? [{ path, line: 1, column: 1, message }] : []),
  ];
}

function messageOf({ change, hunk }: LeftOut, quit: boolean): string {
  const again = "run again to be asked again.";
  const what =
    hunk === undefined
      ? {
          added: "this file, which is to be added, was",
          modified: "the change of this file was",
          deleted: "the removal of this file was",
          moved: `the move of this file to ${change.path}, and the edits in it, were`,
        }[change.change]
      : "the change of these lines was";
  return quit
    ? `${what} not written, since the review was ended before its end: ${again}`
    : `${what} skipped in the review: ${again}`;
}

/**
 * `runs` without the branches of steps of which something was left out: which branch a procedure
 * takes was worked out for all of the step. Where `part` has something of such a step, a note of the
 * step says so.
 */
export function withoutBranchesOfPart(
  runs: readonly PhaseRun[],
  left: readonly LeftOut[],
  part: ChangeSet,
): readonly PhaseRun[] {
  const incomplete = new Set(left.flatMap(({ change }) => change.steps));
  const written = new Set(part.flatMap(({ steps }) => steps));
  return runs.map((run) => ({
    ...run,
    steps: run.steps.map((step) => {
      const { id } = step.step;
      const [first] = step.branches;
      if (!first || !incomplete.has(id)) return step;
      const message = `which branch of this splitLink a procedure takes was worked out for all of step ${id}, and a part of it was left out in the review. Look where the procedures go now.`;
      if (!written.has(id)) return { ...step, branches: [] };
      const note = {
        code: "branches-unknown",
        severity: "manual",
        path: first.path,
        line: first.line,
        column: 1,
        message,
      } as const;
      return { ...step, branches: [], notes: [...step.notes, note] };
    }),
  }));
}
