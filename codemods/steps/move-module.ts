import { z } from "zod";
import type { StepKind } from "../step.ts";
import { repoPath } from "./fields.ts";

const schema = z.strictObject({
  from: repoPath.describe("The file as it is."),
  to: repoPath.describe("The file as it is to be, name included."),
});

/** The parameters of a `move-module` step. */
export type MoveModuleParams = z.infer<typeof schema>;

/** Moves a file and repoints all that names it. */
export const moveModuleStep: StepKind<MoveModuleParams> = {
  kind: "move-module",
  schema,
  title: ({ from, to }) => `move module ${from} to ${to}`,
  run: async (params, snapshot) => {
    // The compiler takes its time to load; listing the steps of a plan does not need it.
    const { moveModule } = await import("../refactors/move-module/move-module.ts");
    return moveModule(snapshot, params);
  },
};
