import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { gapsOf } from "../../bin/commands/coverage.ts";
import { canBeWatched } from "../../audits/coverage-gap.ts";
import type { CoverageGap } from "../../audits/coverage-gap.ts";
import type { Criterion } from "../../audits/criterion.ts";
import { evaluate } from "../../audits/evaluate.ts";
import { bindDemand } from "../../audits/markdown/bind.ts";
import { compileDocument } from "../../audits/markdown/compile.ts";
import { suggestBullets } from "../../audits/suggest.ts";
import type { Suggestion } from "../../audits/suggest.ts";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { loadPlan, selectPhases } from "../../plans/load.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

/** The criteria of a plan document that has the bullets in it, and nothing else. */
function criteriaOf(suggestions: readonly Suggestion[]): readonly Criterion[] {
  const phases = [...new Set(suggestions.map(({ phase }) => phase))];
  const sections = phases.map((id) => {
    const own = suggestions.filter(({ phase }) => phase === id).map(({ bullet }) => bullet);
    const heading = `## Phase ${id}: Some\n\n### Success Criteria:\n\n#### Automated Verification:`;
    return `${heading}\n${own.join("\n")}\n`;
  });
  const compiled = compileDocument(sections.join("\n"), { name: "plan.md" });
  return compiled.phases.flatMap(({ id, criteria }) =>
    criteria.map((each, index) => bindDemand(each, { id: `${id} ${index}`, phase: id }, undefined)),
  );
}

async function statusesOn(tree: Snapshot, criteria: readonly Criterion[]) {
  return new Set((await evaluate(criteria, tree, {})).map(({ verdict }) => verdict.status));
}

describe("what is suggested for the built-in plan on the fixture monorepo", () => {
  let plan: Plan;
  let asked: readonly Phase[];
  let before: Snapshot;
  let runs: readonly PhaseRun[];
  let gaps: readonly CoverageGap[];
  let suggestions: readonly Suggestion[];
  let steps: { readonly after: Snapshot; readonly changes: ReturnType<typeof changeSet> };

  beforeAll(async () => {
    const tree = join(projectRoot, "fixtures/console/before");
    plan = await loadPlan("connections", tree);
    asked = selectPhases(plan, []);
    before = (await loadSnapshot(tree)).snapshot;
    runs = await executePhases(asked, before);
    const after = runs.at(-1)?.after ?? before;
    steps = { after, changes: changeSet(before, after) };
    gaps = gapsOf({ plan, phases: asked }, { now: before, steps });
    const states = runs.map((run) => ({ phase: run.phase.id, after: run.after }));
    suggestions = suggestBullets(gaps, states, before);
  });

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
    const criteria = criteriaOf(suggestions);
    expect(criteria).toHaveLength(suggestions.length);
    expect(await statusesOn(before, criteria)).toEqual(new Set(["fail"]));
    for (const [index, { phase, after }] of runs.entries()) {
      const then = runs.slice(0, index + 1).map((run) => run.phase.id);
      const due = criteria.filter((criterion) => then.includes(criterion.phase));
      expect(due.map((criterion) => criterion.phase)).toContain(phase.id);
      expect(await statusesOn(after, due)).toEqual(new Set(["pass"]));
    }
  });

  test("with the bullets in the plan, nothing is left but what the steps do not change", () => {
    const criteria = criteriaOf(suggestions);
    const phases = asked.map((phase) => ({
      ...phase,
      criteria: [...phase.criteria, ...criteria.filter(({ phase: id }) => id === phase.id)],
    }));
    const left = gapsOf({ plan: { ...plan, phases }, phases }, { now: before, steps });
    expect(left.filter((gap) => canBeWatched(gap) && gap.stays === false)).toEqual([]);
    const watched = gaps.filter((gap) => canBeWatched(gap) && gap.stays === false);
    expect(left).toHaveLength(gaps.length - watched.length);
  });
});
