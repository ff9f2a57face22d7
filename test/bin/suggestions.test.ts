import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { gapsOf } from "../../bin/commands/coverage.ts";
import { canBeWatched } from "../../audits/coverage.ts";
import type { CoverageGap } from "../../audits/coverage.ts";
import { bindCriterion } from "../../audits/criterion.ts";
import type { Criterion } from "../../audits/criterion.ts";
import { pathAbsent, zeroReferences } from "../../audits/criteria/index.ts";
import { evaluate } from "../../audits/evaluate.ts";
import { suggestBullets } from "../../audits/suggest.ts";
import type { Suggestion } from "../../audits/suggest.ts";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { loadPlan } from "../../plans/load.ts";
import type { Plan } from "../../plans/plan.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

/** What a bullet says, read apart from the compiler of documents. */
function criterionOf({ phase, bullet }: Suggestion, index: number): Criterion {
  const spans = [...bullet.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text);
  const at = { id: `suggested ${index}`, phase };
  const [name = "", ...paths] = spans;
  return bullet.startsWith("- [ ] Zero grep results for ")
    ? bindCriterion(zeroReferences, { name, paths }, at)
    : bindCriterion(pathAbsent, { paths: spans }, at);
}

async function statusesOn(tree: Snapshot, criteria: readonly Criterion[]) {
  return new Set((await evaluate(criteria, tree, {})).map(({ verdict }) => verdict.status));
}

describe("what is suggested for the built-in plan on the fixture monorepo", () => {
  let plan: Plan;
  let before: Snapshot;
  let runs: readonly PhaseRun[];
  let gaps: readonly CoverageGap[];
  let suggestions: readonly Suggestion[];
  let steps: { readonly after: Snapshot; readonly changes: ReturnType<typeof changeSet> };

  beforeAll(async () => {
    const tree = join(projectRoot, "fixtures/console/before");
    plan = await loadPlan("connections", tree);
    before = (await loadSnapshot(tree)).snapshot;
    runs = await executePhases(plan.phases, before);
    const after = runs.at(-1)?.after ?? before;
    steps = { after, changes: changeSet(before, after) };
    gaps = gapsOf({ plan, phases: plan.phases }, { now: before, steps });
    const states = runs.map((run) => ({ phase: run.phase.id, after: run.after }));
    suggestions = suggestBullets(gaps, states, before);
  }, 120_000);

  test("there are holes, the client's splitLink among them", () => {
    expect(runs.map(({ state }) => state)).toEqual(["pending", "pending"]);
    expect(gaps).toContainEqual(
      expect.objectContaining({
        path: "packages/console-trpc/src/react.tsx",
        spelling: "userSources",
        steps: ["1.1"],
      }),
    );
    expect(suggestions.length).toBeGreaterThan(3);
  });

  test("every bullet is red before, and holds from its phase on", async () => {
    const criteria = suggestions.map(criterionOf);
    expect(await statusesOn(before, criteria)).toEqual(new Set(["fail"]));
    for (const [index, { phase, after }] of runs.entries()) {
      const then = runs.slice(0, index + 1).map((run) => run.phase.id);
      const due = criteria.filter((criterion) => then.includes(criterion.phase));
      expect(due.map((criterion) => criterion.phase)).toContain(phase.id);
      expect(await statusesOn(after, due)).toEqual(new Set(["pass"]));
    }
  });

  test("with the bullets in the plan, nothing is left but what the steps do not change", () => {
    const criteria = suggestions.map(criterionOf);
    const phases = plan.phases.map((phase) => ({
      ...phase,
      criteria: [...phase.criteria, ...criteria.filter(({ phase: id }) => id === phase.id)],
    }));
    const left = gapsOf({ plan: { ...plan, phases }, phases }, { now: before, steps });
    expect(left.filter((gap) => canBeWatched(gap) && gap.stays === false)).toEqual([]);
    const watched = gaps.filter((gap) => canBeWatched(gap) && gap.stays === false);
    expect(left).toHaveLength(gaps.length - watched.length);
  });
});
