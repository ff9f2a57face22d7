import { account } from "../../audits/accounting.ts";
import type { AccountInput, NameAccount } from "../../audits/accounting.ts";
import type { LaterState } from "../../audits/later-removals.ts";
import { executePhases } from "../../plans/execute.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import type { Progress } from "../terminal/progress.ts";

/** What the accounting needs to know of the plan beside its names and rules. */
export interface PlanContext {
  readonly plan: Plan;
  /** The phases that have led from `before` to `after`, and whether all of them could. */
  readonly phases: readonly Phase[];
  readonly reached: boolean;
}

/**
 * The account of the plan's names. What a later phase of the plan removes may stay until then; so
 * where something is unresolved, the phases after the last of `phases` are run in memory as well.
 * One that is blocked removes nothing, and neither do those behind it.
 */
export async function accountWithLater(
  input: Omit<AccountInput, "names" | "allow" | "later">,
  { plan, phases, reached }: PlanContext,
  progress: Progress,
): Promise<Readonly<Record<string, NameAccount>>> {
  progress.update("accounting for the names");
  const names = plan.names.map(({ name }) => name);
  const whole = { ...input, names, allow: plan.allow };
  const accounts = await account(whole);
  const open = Object.values(accounts).some(({ unresolved }) => unresolved > 0);
  const last = plan.phases.findLastIndex((phase) => phases.includes(phase));
  const rest = plan.phases.slice(last + 1).filter(({ skipped }) => skipped === undefined);
  if (!open || !reached || rest.length === 0) return accounts;

  const runs = await executePhases(rest, input.after, {
    onStep: (phase, step) =>
      progress.update(`what phase ${phase.id} will remove, step ${step.id}: ${step.title}`),
  });
  const later = runs
    .filter(({ state }) => state === "pending")
    .map(({ phase, after }): LaterState => ({ after, reason: `phase ${phase.id} removes it` }));
  return later.length === 0 ? accounts : await account({ ...whole, later });
}
