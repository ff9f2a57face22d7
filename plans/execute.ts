import type { KnownData, Requirement } from "../audits/requirement.ts";
import type { BranchChange, Note, Step } from "../codemods/step.ts";
import { formatChanges } from "../codemods/format.ts";
import type { Op } from "../workspace/op.ts";
import { ConflictError } from "../workspace/snapshot.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Phase } from "./plan.ts";

/** What one step did, or would do. */
export interface StepRun {
  readonly step: Step;
  /** How many files it touches, and how many places in them. */
  readonly files: number;
  readonly edits: number;
  /** Places are those of `seen`. */
  readonly notes: readonly Note[];
  readonly branches: readonly BranchChange[];
  /** The tree that the step was given. */
  readonly seen: Snapshot;
}

/** What became of one phase. */
export interface PhaseRun {
  readonly phase: Phase;
  /** `done`: nothing to change. `pending`: `after` differs from `before`. `blocked`: it may not. */
  readonly state: "done" | "pending" | "blocked" | "not-reached";
  readonly steps: readonly StepRun[];
  readonly before: Snapshot;
  /** The tree after the phase; of a blocked phase, the tree before it. */
  readonly after: Snapshot;
}

export interface ExecuteOptions {
  /** Told before each step, for a progress line. */
  readonly onStep?: (phase: Phase, step: Step) => void;
  /**
   * By what the phases' requirements are judged. Without it they are taken for granted, which is
   * for what is never written, such as a look at what a later phase will do.
   */
  readonly known?: KnownData | undefined;
}

/**
 * Runs `phases` in order, each step on the result of the one before. A phase with a blocking note
 * changes nothing, and the phases after it are not reached, since they build on it. Nothing is
 * written: what is to change is in the overlay of the last `after`.
 */
export async function executePhases(
  phases: readonly Phase[],
  snapshot: Snapshot,
  options: ExecuteOptions = {},
): Promise<readonly PhaseRun[]> {
  const runs: PhaseRun[] = [];
  let current = snapshot;
  for (const phase of phases) {
    const blocked = runs.some((run) => run.state === "blocked");
    const run: PhaseRun = blocked
      ? { phase, state: "not-reached", steps: [], before: current, after: current }
      : await executePhase(phase, current, options);
    runs.push(run);
    current = run.after;
  }
  return runs;
}

async function executePhase(
  phase: Phase,
  before: Snapshot,
  options: ExecuteOptions,
): Promise<PhaseRun> {
  const steps: StepRun[] = [];
  let after = before;
  for (const step of phase.steps) {
    options.onStep?.(phase, step);
    const { run, next } = await executeStep(step, after);
    steps.push(run);
    after = next;
  }
  // Nothing is required of a phase that has been carried out: what it drops is not there any more.
  if (options.known && (isBlocked(steps) || !isSame(before, after))) {
    const asked: StepRun[] = [];
    for (const requirement of phase.requires) {
      asked.push(await askFor(requirement, before, options.known));
    }
    steps.unshift(...asked);
  }
  if (isBlocked(steps)) return { phase, state: "blocked", steps, before, after: before };
  after = after.with(await formatChanges(before, after), `${phase.id}.format`);
  return { phase, state: isSame(before, after) ? "done" : "pending", steps, before, after };
}

function isBlocked(steps: readonly StepRun[]): boolean {
  return steps.some((run) => run.notes.some((note) => note.severity === "blocking"));
}

/** A requirement as a step that changes nothing, with a blocking note for all that is against it. */
async function askFor(
  requirement: Requirement,
  seen: Snapshot,
  known: KnownData,
): Promise<StepRun> {
  const { id, kind, title } = requirement;
  const blockers = await requirement.judge(known, seen);
  const notes = blockers.map((blocker): Note => ({ ...blocker, severity: "blocking" }));
  const step: Step = { id, kind, title, run: async () => ({ ops: [], notes }) };
  return { step, files: 0, edits: 0, notes, branches: [], seen };
}

async function executeStep(step: Step, seen: Snapshot): Promise<{ run: StepRun; next: Snapshot }> {
  const result = await step.run(seen);
  const run = {
    step,
    files: new Set(result.ops.map(pathOf)).size,
    edits: result.ops.reduce((sum, op) => sum + (op.kind === "edit" ? op.edits.length : 1), 0),
    branches: result.branches ?? [],
    seen,
  };
  try {
    return { run: { ...run, notes: result.notes }, next: seen.with(result.ops, step.id) };
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
    const { code, path, message } = error;
    const note: Note = { code, severity: "blocking", path, line: 1, column: 1, message };
    return { run: { ...run, notes: [...result.notes, note] }, next: seen };
  }
}

/** Whether nothing has changed between two states of one target. */
function isSame(before: Snapshot, after: Snapshot): boolean {
  if (before === after) return true;
  const [old, now] = [before.overlay(), after.overlay()];
  return (
    old.length === now.length &&
    old.every(({ path, from, text }, index) => {
      const other = now[index];
      return other?.path === path && other.from === from && other.text === text;
    })
  );
}

function pathOf(op: Op): string {
  return op.kind === "move" ? op.to : op.path;
}
