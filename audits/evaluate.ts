import type { Snapshot } from "../workspace/snapshot.ts";
import type { Criterion, EvaluationContext, Verdict } from "./criterion.ts";

export interface Evaluation {
  readonly criterion: Criterion;
  readonly verdict: Verdict;
}

/**
 * What becomes of each criterion on `snapshot`, in the order given, one after the other. The files
 * are searched once for what all of them look for. A criterion that throws is one that could not be
 * evaluated: its verdict is `error`, and the others go on.
 */
export async function evaluate(
  criteria: readonly Criterion[],
  snapshot: Snapshot,
  context: EvaluationContext,
): Promise<readonly Evaluation[]> {
  const needles = new Set(criteria.flatMap((criterion) => criterion.needles ?? []));
  // A snapshot remembers what it has looked for.
  if (needles.size > 0) snapshot.containing([...needles]);
  const evaluations: Evaluation[] = [];
  for (const criterion of criteria) {
    evaluations.push({ criterion, verdict: await verdictOf(criterion, snapshot, context) });
  }
  return evaluations;
}

async function verdictOf(
  criterion: Criterion,
  snapshot: Snapshot,
  context: EvaluationContext,
): Promise<Verdict> {
  try {
    return await criterion.evaluate(snapshot, context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { status: "error", scanned: 0, hits: [], message };
  }
}
