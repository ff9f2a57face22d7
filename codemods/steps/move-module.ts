import { z } from "zod";
import type { StepKind } from "../step.ts";

const error = "must be the path of a file, relative to the root: src/lib/a.ts";
const repoPath = z
  .string()
  .regex(/^(?!\/)(?!.*\/$)(?!(?:.*\/)?\.{1,2}(?:\/|$))(?!.*\/\/)[^\\\0]+$/, { error })
  // `C:` is a drive on some computers.
  .regex(/^(?![A-Za-z]:)/, { error });

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
