import type { StepKind } from "../step.ts";

/** All step kinds that a plan can name. */
export const stepKinds: readonly StepKind<unknown>[] = [];
