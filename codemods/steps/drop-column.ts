import type { StepKind } from "../step.ts";
import { dropColumnSchema } from "./drop-table/params.ts";
import type { DropColumnParams } from "./drop-table/params.ts";

/** Drops a column of a Drizzle table that nothing reads, with its indexes and relations. */
export const dropColumn: StepKind<DropColumnParams> = {
  kind: "drop-column",
  schema: dropColumnSchema,
  title: ({ column }) => `drop the column ${column}`,
  run: async (params, snapshot) =>
    (await import("./drop-table/run.ts")).dropColumn(params, snapshot),
};
