import { basename } from "node:path";
import { lookUpFile } from "../workspace/named-files/named-file.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Step } from "../codemods/step.ts";
import type { Plan } from "./plan.ts";

/**
 * Where the plan in `file` (absolute) lies in the target, if it does and is a file of its own, and
 * not a part of package.json.
 */
export function ownFileIn(file: string, root: string, snapshot: Snapshot): RepoPath | undefined {
  const { place } = lookUpFile(file, root);
  const isShared = basename(file) === "package.json";
  return place !== undefined && !isShared && snapshot.has(place) ? place : undefined;
}

/**
 * `plan`, whose own file is `path` in the target: that says the old names for good reason, so they
 * may stay there, and nobody has to look at the places in it. Criteria are about it as about any
 * other file.
 */
export function withOwnFile(plan: Plan, path: RepoPath): Plan {
  const literal = path.replaceAll(/[\\*?[\](){}!+@|]/g, (sign) => `\\${sign}`);
  return {
    ...plan,
    allow: [...plan.allow, { names: undefined, paths: [literal], reason: "the plan itself" }],
    phases: plan.phases.map((phase) => ({
      ...phase,
      steps: phase.steps.map((step) => withoutNotesIn(step, path)),
    })),
  };
}

function withoutNotesIn(step: Step, path: RepoPath): Step {
  return {
    ...step,
    run: async (snapshot) => {
      const result = await step.run(snapshot);
      const notes = result.notes.filter(
        (note) => note.path !== path || note.severity === "blocking",
      );
      return { ...result, notes };
    },
  };
}
