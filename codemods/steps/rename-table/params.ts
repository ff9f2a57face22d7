import { z } from "zod";
import { identifier } from "../fields.ts";

export const renameTableSchema = z.strictObject({
  table: z
    .string()
    .regex(/^(?:[^#\\]+#)?[A-Za-z_$][\w$]*$/, {
      error: "must be the name of a table, alone or behind its file: `src/schema.ts#users`",
    })
    .describe(
      "The table's variable, `users`, or `src/schema/users.ts#users` where the name is not the only one.",
    ),
  to: identifier.describe(
    "The variable's new name; the old one to rename it in the database only.",
  ),
  database: z
    .string()
    .min(1)
    .optional()
    .describe("Its new name in the database; it keeps the one that it has if left out."),
  in: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe("Globs of the files that may declare the table; everywhere if left out."),
});

export type RenameTableParams = z.infer<typeof renameTableSchema>;
