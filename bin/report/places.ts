import type { AccountInput, NameAccount } from "../../audits/accounting.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import type { BranchChange } from "../../codemods/step.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { placeMapper } from "../../workspace/map-place.ts";
import type { Place } from "../../workspace/map-place.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ReportNote } from "./report.ts";

/** What the steps left, with places in `tree`. */
export interface Remarks {
  readonly notes: readonly ReportNote[];
  readonly branches: readonly BranchChange[];
}

/**
 * The notes and branch changes of all steps. A step names places of the tree that it was given;
 * here they are those of `tree`, or stay as they are where `tree` does not have the file.
 */
export function remarksIn(tree: Snapshot, runs: readonly PhaseRun[]): Remarks {
  const steps = runs.flatMap((run) => run.steps);
  const located = steps.map(({ step, notes, branches, seen }) => {
    const move = mover(seen, tree);
    return {
      notes: notes.map((note) => ({ ...move(note), step: step.id })),
      branches: branches.map((branch) => {
        const { path, line } = move({ path: branch.path, line: branch.line, column: 1 });
        return { ...branch, path, line };
      }),
    };
  });
  return {
    notes: located.flatMap(({ notes }) => notes),
    branches: located.flatMap(({ branches }) => branches),
  };
}

/** The notes about lines that are still there, for the accounting; places are those of `after`. */
export function notesOnLines(after: Snapshot, runs: readonly PhaseRun[]): AccountInput["notes"] {
  return runs
    .flatMap((run) => run.steps)
    .flatMap(({ notes, seen }) => {
      const map = placeMapper(seen, after);
      return notes.flatMap((note) => {
        const place = note.severity === "info" ? undefined : map(note);
        if (!place?.there) return [];
        const { path, line, column } = place;
        return [{ path, line, column, message: note.message }];
      });
    });
}

/** Accounts made on `after`, with places in `tree`. */
export function accountsIn(
  tree: Snapshot,
  after: Snapshot,
  accounts: Readonly<Record<string, NameAccount>>,
): Readonly<Record<string, NameAccount>> {
  const move = mover(after, tree);
  return Object.fromEntries(
    Object.entries(accounts).map(([name, account]) => [
      name,
      { ...account, left: account.left.map(move), added: account.added.map(move) },
    ]),
  );
}

/** Verdicts made on `after`, with places in `tree`. */
export function evaluationsIn(
  tree: Snapshot,
  after: Snapshot,
  evaluations: readonly Evaluation[],
): readonly Evaluation[] {
  const move = mover(after, tree);
  return evaluations.map(({ criterion, verdict }) => ({
    criterion,
    verdict: { ...verdict, hits: verdict.hits.map(move) },
  }));
}

/** Notes on `after`, with places in `tree`. */
export function notesIn(
  tree: Snapshot,
  after: Snapshot,
  notes: readonly ReportNote[],
): readonly ReportNote[] {
  return notes.map(mover(after, tree));
}

/** What is about a whole file or folder stays at its beginning, whatever was put in there. */
function isPath(place: Place): boolean {
  return "context" in place && place.context === "path";
}

function mover(from: Snapshot, to: Snapshot): <P extends Place>(place: P) => P {
  const map = placeMapper(from, to);
  return (place) => {
    const found = map(place);
    if (!found) return place;
    const { path, line, column } = found;
    return isPath(place) ? { ...place, path } : { ...place, path, line, column };
  };
}
