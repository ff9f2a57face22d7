import picomatch from "picomatch";
import { z } from "zod";
import { isPascal } from "../refactors/rename/spellings.ts";
import type { StepKind } from "../step.ts";
import { identifier } from "./fields.ts";

const schema = z
  .strictObject({
    from: identifier.describe("The name, its Pascal form and its setter (`set…`) are renamed."),
    to: identifier,
    otherwise: identifier.optional().describe("The new name of a symbol for which `to` is taken."),
    in: z.array(z.string().min(1)).min(1).describe("Globs of the files that may change."),
    comments: z.boolean().default(true).describe("Whether comments follow the code."),
  })
  .superRefine(({ from, to, otherwise }, context) => {
    const names = otherwise === undefined ? [from, to] : [from, to, otherwise];
    if (new Set(names).size < names.length) {
      context.addIssue({
        code: "custom",
        message: "from, to and otherwise must be different names",
      });
    }
    // Else the Pascal form of one could be the plain form of another.
    if (new Set(names.map(isPascal)).size > 1) {
      const message = "from, to and otherwise must all begin with a capital, or none of them";
      context.addIssue({ code: "custom", message });
    }
  });

type RenameNameParams = z.infer<typeof schema>;

/** The parameters of a `rename-name` step as a plan gives them. */
export type RenameNameInput = z.input<typeof schema>;

/** Renames a symbol by where it comes from, wherever it is used in some files. */
export const renameNameStep: StepKind<RenameNameParams> = {
  kind: "rename-name",
  schema,
  title: ({ from, to }) => `rename ${from} to ${to}`,
  run: async (params, snapshot) => {
    const exact = new Set(params.in);
    // A leading `!` has no special meaning: an exception must not grow to everything else.
    const matches = picomatch([...params.in], { dot: true, nonegate: true });
    // The compiler takes its time to load; listing the steps of a plan does not need it.
    const { renameName } = await import("../refactors/rename/rename.ts");
    return renameName(snapshot, params, (path) => exact.has(path) || matches(path));
  },
};
