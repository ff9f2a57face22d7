import type { StepKind } from "../step.ts";
import { renameTableSchema } from "./rename-table/params.ts";
import type { RenameTableParams } from "./rename-table/params.ts";

/** Renames a Drizzle table: its variable wherever it is used, and its name in the database. */
export const renameTable: StepKind<RenameTableParams> = {
  kind: "rename-table",
  schema: renameTableSchema,
  title: ({ table, to, database }) =>
    `rename the table ${table} to ${to}${database === undefined ? "" : ` (\`${database}\` in the database)`}`,
  run: async (params, snapshot) =>
    (await import("./rename-table/run.ts")).renameTable(params, snapshot),
};
