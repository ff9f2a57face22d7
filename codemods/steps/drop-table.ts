import type { StepKind } from "../step.ts";
import { dropTableSchema } from "./drop-table/params.ts";
import type { DropTableParams } from "./drop-table/params.ts";

/** Drops a Drizzle table that nothing reads: its declaration, types, relations, exports and file. */
export const dropTable: StepKind<DropTableParams> = {
  kind: "drop-table",
  schema: dropTableSchema,
  title: ({ table }) => `drop the table ${table}`,
  run: async (params, snapshot) =>
    (await import("./drop-table/run.ts")).dropTable(params, snapshot),
};
