import type { Evaluation } from "../../audits/evaluate.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ReportNote, ReportPhase } from "./report.ts";
import { counted } from "./words.ts";

export interface PhasesInput {
  readonly plan: Plan;
  /** Ids from the command line; empty if none were named. */
  readonly asked: readonly string[];
  /** Empty if the command runs no steps. */
  readonly runs: readonly PhaseRun[];
  readonly evaluations: readonly Evaluation[];
  readonly notes: readonly ReportNote[];
  /** Whether what the runs changed is on disk. */
  readonly applied: boolean;
  /** What was written, or would be. */
  readonly changes: ChangeSet;
  /** Ids of the phases of which a person has left out files. */
  readonly partial?: readonly string[];
}

/**
 * The state of each phase that was asked for; where none was named, of all of the plan. A phase is
 * done if there is nothing to change, nothing for a person, and none of its criteria fails.
 */
export function phasesOf(input: PhasesInput): readonly ReportPhase[] {
  const { plan, asked, runs } = input;
  const wanted = plan.phases.filter(({ id }) => asked.length === 0 || asked.includes(id));
  return wanted.map((phase) => {
    const { id, title } = phase;
    const partial = input.partial?.includes(id) ?? false;
    if (asked.length === 0 && phase.skipped !== undefined) {
      const why = `the plan skips it: ${phase.skipped}`;
      return { id, title, state: "skipped", why, partial, steps: [] };
    }
    const run = runs.find((candidate) => candidate.phase.id === id);
    return { id, title, ...stateOf(phase, run, input), partial, steps: run ? stepsOf(run) : [] };
  });
}

function stateOf(
  phase: Phase,
  run: PhaseRun | undefined,
  { runs, evaluations, notes, applied, changes, partial = [] }: PhasesInput,
): Pick<ReportPhase, "state" | "why"> {
  const own = notes.filter(({ step }) => run?.steps.some((each) => each.step.id === step));
  const blocking = notes.filter((note) => note.severity === "blocking").length;
  if (run?.state === "not-reached") {
    const blocked = runs.find(({ state }) => state === "blocked")?.phase.id ?? "before it";
    return { state: "skipped", why: `not reached: phase ${blocked} is blocked` };
  }
  if (run?.state === "blocked") {
    return {
      state: "blocked",
      why: `${counted(blocking, "obstacle")}; nothing of this phase ${applied ? "was" : "would be"} written`,
    };
  }
  const files = run ? changedPaths(run.before, run.after).length : 0;
  const manual = own.filter((note) => note.severity === "manual").length;
  const its = evaluations.filter(({ criterion }) => criterion.phase === phase.id);
  // Bullets for a person are no criteria that could hold.
  const bullets = its.filter(({ criterion }) => criterion.kind === "manual");
  const verdicts = its
    .filter((each) => !bullets.includes(each))
    .map(({ verdict }) => verdict.status);
  const count = (status: string): number => verdicts.filter((each) => each === status).length;
  const failed = count("fail") + count("error") + count("unparsed");
  const isPartial = partial.includes(phase.id);
  const pending =
    isPartial ||
    (files > 0 && !applied) ||
    manual > 0 ||
    failed > 0 ||
    // Where there are no steps, being done is all up to the criteria.
    ((!run || phase.steps.length === 0) && (count("manual") > 0 || its.length === 0)) ||
    (!run && bullets.some(({ criterion }) => criterion.ticked !== true));
  const why = [
    ...(run && isPartial ? [partInWords(run, changes, files, applied)] : []),
    ...(run && !isPartial ? [changesInWords(files, applied)] : []),
    ...(manual > 0 ? [`${counted(manual, "place")} left for a person`] : []),
    ...(verdicts.length > 0 ? [`${count("pass")} of ${verdicts.length} criteria hold`] : []),
    ...(count("manual") > 0 ? [`${count("manual")} not run or left to a person`] : []),
    ...(bullets.length > 0 ? [bulletsInWords(bullets)] : []),
    ...(its.length === 0 && (!run || phase.steps.length === 0) ? ["there are no criteria"] : []),
    ...(phase.stated === "complete" && failed > 0 ? ["the document says it is complete"] : []),
    ...(phase.stated === "skipped" && phase.skipped === undefined
      ? ["the document says it is skipped, the plan does not"]
      : []),
  ];
  return { state: pending ? "pending" : "done", why: why.join("; ") };
}

function bulletsInWords(bullets: readonly Evaluation[]): string {
  const ticked = bullets.filter(({ criterion }) => criterion.ticked === true).length;
  return `${counted(bullets.length, "bullet")} for a person, ${ticked === bullets.length ? "all" : ticked} ticked`;
}

function changesInWords(files: number, applied: boolean): string {
  if (files === 0) return "nothing to change";
  return applied ? `${counted(files, "file")} changed` : `${counted(files, "file")} to change`;
}

/** Of `files` that the phase changes, those that the person at the review has let through. */
function partInWords(
  { phase, steps }: PhaseRun,
  changes: ChangeSet,
  files: number,
  applied: boolean,
): string {
  const made = new Set([`${phase.id}.format`, ...steps.map(({ step }) => step.id)]);
  const taken = changes.filter((change) => change.steps.some((id) => made.has(id))).length;
  const all = counted(files, "file");
  if (taken === 0) return `partial, none of ${all} written: all left out in the review`;
  const what = applied ? "changed" : "to change";
  return `partial, ${taken} of ${all} ${what} and the rest left out in the review`;
}

function stepsOf({ steps }: PhaseRun): ReportPhase["steps"] {
  return steps.map(({ step, files, edits }) => ({
    id: step.id,
    kind: step.kind,
    title: step.title,
    files,
    edits,
  }));
}

/** The paths whose content differs; `after` has grown out of `before`. A moved file counts once. */
function changedPaths(before: Snapshot, after: Snapshot): readonly RepoPath[] {
  if (before === after) return [];
  const then = new Set(before.overlay().map(({ path }) => path));
  const now = after.overlay();
  const kept = new Set(now.map(({ path }) => path));
  const differing = now.filter(({ path, text }) => !then.has(path) || before.text(path) !== text);
  const undone = [...then].filter((path) => !kept.has(path) && after.has(path));
  return [...differing.map(({ path }) => path), ...undone];
}
