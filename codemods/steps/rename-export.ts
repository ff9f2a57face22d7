import picomatch from "picomatch";
import { z } from "zod";
import type { StepKind } from "../step.ts";
import { identifier } from "./fields.ts";

const schema = z
  .strictObject({
    module: z.string().min(1).describe("The module that declares it."),
    from: identifier,
    to: identifier,
    in: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("Globs of the files that may change; all of them if left out."),
    comments: z
      .boolean()
      .default(true)
      .describe("Whether comments of the files that use it follow."),
  })
  .refine(({ from, to }) => from !== to, { error: "from and to must be different names" });

type RenameExportParams = z.infer<typeof schema>;

/** The parameters of a `rename-export` step as a plan gives them. */
export type RenameExportInput = z.input<typeof schema>;

/** Renames what a module exports, and whatever imports it, but nothing else of the same name. */
export const renameExportStep: StepKind<RenameExportParams> = {
  kind: "rename-export",
  schema,
  title: ({ module, from, to }) => `rename the export ${from} of ${module} to ${to}`,
  run: async ({ in: globs, ...renaming }, snapshot) => {
    const exact = new Set(globs);
    const matches = globs && picomatch([...globs], { dot: true, nonegate: true });
    // The compiler takes its time to load; listing the steps of a plan does not need it.
    const { renameExport } = await import("../refactors/rename-export.ts");
    return renameExport(snapshot, renaming, (path) => !matches || exact.has(path) || matches(path));
  },
};
