import { z } from "zod";

const key = z.string().regex(/^[A-Za-z_$][\w$]*$/, { error: "must be the key of a column" });
const member = z.string().min(1);
const name = z.string().regex(/^[A-Za-z_$][\w$]*$/, { error: "must be a name" });
const sourcePath = z
  .string()
  .regex(/^(?!\/)(?!.*\/$)(?!(?:.*\/)?\.{1,2}(?:\/|$))(?!.*\/\/)[^\\\0]+\.[cm]?tsx?$/, {
    error: "must be the path of a TypeScript file, relative to the root: src/lib/a.ts",
  });

/** A column that the split adds: how it is declared in the schema. */
const addedColumn = {
  /** Its name in the database. */
  database: z.string().min(1),
  /** The name of the type in its `$type<…>`, declared and exported above the table. */
  type: name,
  /**
   * What that type is, as it stands behind `export type X =`. Left out, it is derived from the
   * `$type<…>` of the old column.
   */
  is: z.string().min(1).optional(),
  /** The comment above it, a line. */
  comment: z.string().min(1).optional(),
};

/** A part of the old value with a column of its own. */
const part = z.union([
  /** One member of the old value. */
  z.strictObject({
    at: member,
    ...addedColumn,
    /** Whether the other side makes it NOT NULL. */
    notNull: z.boolean().default(true),
  }),
  /** What is left when the members of the other parts and those of `drop` are taken away. */
  z.strictObject({ rest: z.literal(true), ...addedColumn, notNull: z.boolean().default(true) }),
]);

const addition = z.strictObject({ ...addedColumn, is: z.string().min(1) });

export const splitColumnSchema = z
  .strictObject({
    /**
     * `expand`: the new columns are there, nullable, and each write of the old one writes them too.
     * `contract`: all reads are of the new columns, and the old one goes.
     */
    side: z.enum(["expand", "contract"]),
    /** The table's variable and the column's key, `orders.details`, as for `drop-column`. */
    column: z.string().regex(/^(?:[^#\\]+#)?[A-Za-z_$][\w$]*\.[A-Za-z_$][\w$]*$/, {
      error:
        "must be a table and a column of it: `orders.details` or `src/schema.ts#orders.details`",
    }),
    /** The old column's name in the database, by which a later run knows that there was one. */
    database: z.string().min(1).optional(),
    /** Globs of the files that may declare the table; everywhere if left out. */
    in: z.array(z.string().min(1)).min(1).optional(),
    /** The new columns by their keys. */
    into: z
      .record(key, part)
      .refine((parts) => Object.keys(parts).length > 0, { error: "must have a column" })
      .refine((parts) => Object.values(parts).filter((it) => "rest" in it).length <= 1, {
        error: "can have one column with `rest`, since the rest can go to one place only",
      }),
    /** Members of the old value that no new column takes. */
    drop: z.array(member).default([]),
    /** Further new columns, which hold nothing of the old value yet, by their keys. */
    add: z.record(key, addition).default({}),
    /** Columns that are there already and hold what a member of the old value says, by their keys. */
    also: z
      .record(
        key,
        z.strictObject({
          at: member,
          /** Whether the other side makes it NOT NULL. */
          notNull: z.boolean().default(false),
        }),
      )
      .default({}),
    /**
     * Functions `(old value) => part`, for writes of a value that is not written out in place. Of
     * undefined the part has to be undefined: an update leaves such a column alone.
     */
    helpers: z.strictObject({
      module: sourcePath,
      /** The name that the module exports for each key of `into`. */
      functions: z.record(key, name),
    }),
  })
  .refine(
    ({ into, helpers }) =>
      Object.keys(into).sort().join() === Object.keys(helpers.functions).sort().join(),
    { path: ["helpers", "functions"], error: "must have a function for each column of `into`" },
  );

/** How one column is split into several. */
export type SplitColumnParams = z.output<typeof splitColumnSchema>;

/** The same as a plan gives it, with what has a default left out. */
export type SplitColumnInput = z.input<typeof splitColumnSchema>;

/** One column of `into`. */
export type SplitPart = SplitColumnParams["into"][string];
