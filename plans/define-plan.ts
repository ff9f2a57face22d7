import type { PlanSource } from "./language/source.ts";

/** A plan, with types and completion in the editor. Returns `source` as it is. */
export function definePlan(source: PlanSource): PlanSource {
  return source;
}
