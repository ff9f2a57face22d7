import { z } from "zod";
import type { Note, StepKind } from "../step.ts";
import { repoPath } from "./fields.ts";

const schema = z.strictObject({
  paths: z
    .array(repoPath)
    .min(1)
    .describe("The files to delete; those that are not there are left out."),
});

/** The parameters of a `delete-file` step. */
export type DeleteFileParams = z.infer<typeof schema>;

/** Deletes files that nothing but each other imports. */
export const deleteFileStep: StepKind<DeleteFileParams> = {
  kind: "delete-file",
  schema,
  title: ({ paths }) => `delete ${paths.join(", ")}`,
  run: async ({ paths }, snapshot) => {
    const there = [...new Set(paths)].filter((path) => snapshot.has(path));
    if (there.length === 0) return { ops: [], notes: [] };
    const { importersOf } = await import("../refactors/importers.ts");
    const notes = there.flatMap((path) =>
      importersOf(snapshot, path)
        .filter((importer) => !there.includes(importer.path))
        .map((importer): Note => ({
          code: "module-imported",
          severity: "blocking",
          ...importer,
          message: `${path} would be deleted and is still imported here. Remove the import, then run again.`,
        })),
    );
    const ops = there.map((path) => ({ kind: "delete" as const, path }));
    return { ops: notes.length > 0 ? [] : ops, notes };
  },
};
