import type { AccountRule } from "../../audits/classify-occurrence.ts";
import type { CoverageGap } from "../../audits/coverage-gap.ts";
import { coverageGaps } from "../../audits/coverage.ts";
import type { CoverageInput } from "../../audits/coverage.ts";
import type { Suggestion } from "../../audits/suggest.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Progress } from "../terminal/progress.ts";
import { rewrite } from "./rewrite.ts";

/** A plan, all that may stay as far as it is concerned, and the phases that were asked for. */
export interface Judged {
  readonly plan: Pick<Plan, "phases" | "names"> & { readonly allow: readonly AccountRule[] };
  readonly phases: readonly Phase[];
}

/** What no criterion would catch, and what would close the holes. */
export interface Coverage {
  readonly coverage: readonly CoverageGap[];
  readonly suggestions: readonly Suggestion[];
}

/**
 * The gaps of `plan`, by the criteria of the phases that it does not skip and of those that were
 * asked for (`phases`): whether anything would catch something is a question to the plan as a whole.
 */
export function gapsOf(
  { plan, phases }: Judged,
  trees: Pick<CoverageInput, "now" | "before" | "steps">,
): readonly CoverageGap[] {
  const criteria = wantedPhases({ plan, phases }).flatMap((phase) => phase.criteria);
  const names = plan.names.map(({ name }) => name);
  return coverageGaps({ criteria, names, allow: plan.allow, ...trees });
}

/**
 * What an audit says of the coverage of `now` and, if there is one, of the tree that it came from.
 * To suggest something, it runs the steps in memory, on the older of the two.
 */
export async function coverageOf(
  judged: Judged,
  { now, before }: { readonly now: Snapshot; readonly before: Snapshot | undefined },
  suggest: boolean,
  progress: Progress,
): Promise<Coverage> {
  progress.update("looking for what no criterion would catch");
  if (!suggest) return { coverage: gapsOf(judged, { now, before }), suggestions: [] };
  const phases = wantedPhases(judged);
  const { runs, after, changes } = await rewrite(phases, before ?? now, progress);
  const coverage = gapsOf(judged, { now, before, steps: { after, changes } });
  const states = runs
    .filter(({ state }) => state === "done" || state === "pending")
    .map((run) => ({ phase: run.phase.id, after: run.after }));
  // With what the document is read with, which nobody else needs.
  const { suggestBullets } = await import("../../audits/suggest.ts");
  return { coverage, suggestions: suggestBullets(coverage, states, now) };
}

function wantedPhases({ plan, phases }: Judged): readonly Phase[] {
  return plan.phases.flatMap((phase) => {
    const own = phases.find(({ id }) => id === phase.id);
    return own ? [own] : phase.skipped === undefined ? [phase] : [];
  });
}
