import { runOnParsable } from "./parsable.ts";
import type { Step, StepKind } from "./step.ts";

/** Bind checked parameters to a step kind. `id` is unique in the plan: `1.4`. */
export function bindStep<Params>(kind: StepKind<Params>, params: Params, id: string): Step {
  return {
    id,
    kind: kind.kind,
    title: kind.title(params),
    run: (snapshot) => runOnParsable((parsable) => kind.run(params, parsable), snapshot),
  };
}
