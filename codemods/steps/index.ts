import type { StepKind } from "../step.ts";
import { renameNameStep } from "./rename-name.ts";

/** All step kinds that a plan can name. */
export const stepKinds: readonly StepKind<unknown>[] = [renameNameStep];
