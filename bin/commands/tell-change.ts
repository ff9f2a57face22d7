import type { NameAccount } from "../../audits/accounting.ts";
import type { CoverageGap } from "../../audits/coverage-gap.ts";
import { evaluate } from "../../audits/evaluate.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import type { Phase } from "../../plans/plan.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { accountsIn, notesIn, notesOnLines, remarksIn } from "../report/places.ts";
import type { Remarks } from "../report/places.ts";
import type { ReportNote } from "../report/report.ts";
import type { Progress } from "../terminal/progress.ts";
import type { Target } from "./command.ts";
import { gapsOf } from "./coverage.ts";
import { accountWithLater } from "./later-phases.ts";
import type { Chosen } from "./partial.ts";

/** What is to be told of a change. Places are those of the tree that is on disk in the end. */
export interface Told {
  readonly accounts: Readonly<Record<string, NameAccount>>;
  readonly remarks: Remarks;
  /** What a person left out of the change. */
  readonly skipped: readonly ReportNote[];
  readonly coverage: readonly CoverageGap[];
  /** What the criteria came to before it. */
  readonly evaluationsBefore: readonly Evaluation[];
}

/** The phases of a change that were got as far as. */
export function reachedPhases({ runs }: Pick<Chosen, "runs">): readonly Phase[] {
  return runs
    .filter(({ state }) => state === "done" || state === "pending")
    .map(({ phase }) => phase);
}

/**
 * All that is told of `chosen` and the tree before it. For asking before anything is written: once
 * it has been written over, a snapshot that reads from the disk no longer shows the tree before.
 * `shown` is the tree that will be on disk in the end, and `why` says why commands are not run here.
 */
export async function tellChange(
  { plan, phases, snapshot: disk, listing }: Target,
  chosen: Chosen,
  { shown, why }: { readonly shown: Snapshot; readonly why: string },
  progress: Progress,
): Promise<Told> {
  const { runs, after, changes } = chosen;
  const reached = reachedPhases(chosen);
  const accounts = await accountWithLater(
    {
      before: disk,
      after,
      changes,
      notes: [...notesOnLines(after, runs), ...chosen.accountNotes],
      otherPaths: listing.skipped.map(({ path }) => path),
    },
    { plan, phases, reached: reached.length === runs.length },
    progress,
  );
  progress.update("looking for what no criterion would catch");
  const trees = { now: shown, before: disk, steps: { after, changes } };
  const coverage = gapsOf({ plan, phases }, trees);
  progress.update("evaluating the criteria");
  const criteria = phases.flatMap((phase) => phase.criteria);
  return {
    accounts: accountsIn(shown, after, accounts),
    remarks: remarksIn(shown, runs),
    skipped: notesIn(shown, after, chosen.notes),
    coverage,
    evaluationsBefore: changes.length === 0 ? [] : await evaluate(criteria, disk, { notRun: why }),
  };
}
