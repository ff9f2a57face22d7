import type { Criterion } from "../../audits/criterion.ts";
import { evaluate } from "../../audits/evaluate.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import { loadCommit, mergeBase } from "../../workspace/git/git-tree.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Progress } from "../terminal/progress.ts";

/** The commit that a change set out from, and the target as it was there. */
export interface Base {
  /** As it was written on the command line. */
  readonly ref: string;
  readonly commit: string;
  readonly snapshot: Snapshot;
}

/** The merge base of HEAD and `ref`; undefined without a `ref`. Throws what mergeBase throws. */
export async function loadBase(
  ref: string | undefined,
  root: string,
  progress: Progress,
): Promise<Base | undefined> {
  if (ref === undefined) return undefined;
  progress.update(`reading the merge base with ${ref}`);
  const commit = await mergeBase(root, ref);
  const { snapshot } = await loadCommit(root, commit);
  return { ref, commit, snapshot };
}

/** What becomes of the criteria on the base, where commands and databases cannot be tried. */
export async function evaluateOnBase(
  criteria: readonly Criterion[],
  base: Base | undefined,
): Promise<readonly Evaluation[]> {
  if (!base) return [];
  const reason = "on the base nothing is run";
  return await evaluate(criteria, base.snapshot, { notRun: reason, noDatabase: reason });
}

/** `evaluations`, where those that could not be evaluated on the base say so. */
export function withBase(
  evaluations: readonly Evaluation[],
  onBase: readonly Evaluation[],
): readonly Evaluation[] {
  const verdicts = new Map(onBase.map(({ criterion, verdict }) => [criterion.id, verdict]));
  return evaluations.map(({ criterion, verdict }) => {
    const then = verdicts.get(criterion.id);
    if (then?.status !== "error" || verdict.status === "error") return { criterion, verdict };
    const why = `on the base it could not be evaluated: ${then.message ?? "for no reason given"}`;
    const message = verdict.message === undefined ? why : `${verdict.message}\n${why}`;
    return { criterion, verdict: { ...verdict, message } };
  });
}
