import { account, traceName } from "../../audits/accounting.ts";
import type { AccountInput, NameAccount } from "../../audits/accounting.ts";
import type { LaterState } from "../../audits/later-removals.ts";
import { executePhases } from "../../plans/execute.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
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
  context: PlanContext,
  progress: Progress,
): Promise<Readonly<Record<string, NameAccount>>> {
  progress.update("accounting for the names");
  const { plan } = context;
  const whole = { ...input, names: plan.names.map(({ name }) => name), allow: plan.allow };
  const accounts = await account(whole);
  const later = Object.values(accounts).some(({ unresolved }) => unresolved > 0)
    ? await laterStates(input.after, context, progress)
    : [];
  return later.length === 0 ? accounts : await account({ ...whole, later });
}

/** The same for `name` alone, with each of its occurrences. */
export async function traceWithLater(
  name: string,
  input: Omit<AccountInput, "names" | "allow" | "later">,
  context: PlanContext,
  progress: Progress,
): ReturnType<typeof traceName> {
  progress.update("accounting for the name");
  const whole = { ...input, names: [name], allow: context.plan.allow };
  const traced = await traceName(name, whole);
  const later =
    traced.account.unresolved > 0 ? await laterStates(input.after, context, progress) : [];
  return later.length === 0 ? traced : await traceName(name, { ...whole, later });
}

/** What the phases after those that were run make of the tree. */
async function laterStates(
  after: Snapshot,
  { plan, phases, reached }: PlanContext,
  progress: Progress,
): Promise<readonly LaterState[]> {
  const last = plan.phases.findLastIndex((phase) => phases.includes(phase));
  const rest = plan.phases.slice(last + 1).filter(({ skipped }) => skipped === undefined);
  if (!reached || rest.length === 0) return [];
  const runs = await executePhases(rest, after, {
    onStep: (phase, step) =>
      progress.update(`what phase ${phase.id} will remove, step ${step.id}: ${step.title}`),
  });
  return runs
    .filter(({ state }) => state === "pending")
    .map(({ phase, after: then }) => ({ after: then, reason: `phase ${phase.id} removes it` }));
}
