import { z } from "zod";
import { place } from "../criteria/fields.ts";
import { splitColumnData } from "../split/count-rows.ts";

/** What a plan says of a split column, for the requirement that all of its rows are split. */
export const splitDataReadyParams = z.strictObject({
  ...splitColumnData.shape,
  /** How old evidence may be, in hours. */
  maxAgeHours: z
    .number()
    .positive()
    .max(24 * 365)
    .default(24),
  /**
   * Where the target says that the old column is there: the place of what has no place of its own.
   * The line is the first one with `text`.
   */
  at: z.strictObject({ path: place, text: z.string().min(1) }),
  /** What fills the rows, in words: `cd db && pnpm backfill-orders`. */
  fill: z.string().min(1).optional(),
});
/** What a plan gives. */
export type SplitDataReadyInput = Readonly<z.input<typeof splitDataReadyParams>>;
export type SplitDataReadyParams = Readonly<z.output<typeof splitDataReadyParams>>;
