import { z } from "zod";

const database = z
  .string()
  .min(1)
  .optional()
  .describe("Its name in the database, by which a later run knows that there was one.");
const globs = z
  .array(z.string().min(1))
  .min(1)
  .optional()
  .describe("Globs of the files that may declare the table; everywhere if left out.");

export const dropTableSchema = z.strictObject({
  table: z
    .string()
    .regex(/^(?:[^#\\]+#)?[A-Za-z_$][\w$]*$/, {
      error: "must be the name of a table, alone or behind its file: `src/schema.ts#users`",
    })
    .describe(
      "The table's variable, `users`, or `src/schema/users.ts#users` where the name is not the only one.",
    ),
  database,
  in: globs,
});

export type DropTableParams = z.infer<typeof dropTableSchema>;

export const dropColumnSchema = z.strictObject({
  column: z
    .string()
    .regex(/^(?:[^#\\]+#)?[A-Za-z_$][\w$]*\.[A-Za-z_$][\w$]*$/, {
      error: "must be a table and a column of it: `users.name` or `src/schema.ts#users.name`",
    })
    .describe(
      "The table's variable and the column's key, `users.name`, the table as for `drop-table`.",
    ),
  database,
  in: globs,
});

export type DropColumnParams = z.infer<typeof dropColumnSchema>;
