import { z } from "zod";

const name = z.string().min(1);

/** A row of the plan's sample. Columns that are left out get their defaults. */
export const sampleRow = z.strictObject({
  table: name,
  /** `public` if left out. */
  schema: name.optional(),
  /** By the columns' names; anything that JSON can say. */
  values: z.record(name, z.json()),
  /**
   * Whether columns that need a value and are not among `values` get a made-up one, so that a plan
   * need not know those that it is not about.
   */
  fill: z.boolean().optional(),
});
export type SampleRow = z.infer<typeof sampleRow>;
