import type { StepKind } from "../step.ts";
import { splitColumnSchema } from "../drizzle/split/params.ts";
import type { SplitColumnParams } from "../drizzle/split/params.ts";

/** Splits a column into several, in two sides: first both are written, then the old one goes. */
export const splitColumn: StepKind<SplitColumnParams> = {
  kind: "split-column",
  schema: splitColumnSchema,
  title: ({ side, column, into }) =>
    side === "expand"
      ? `split the column ${column}: write ${Object.keys(into).join(" and ")} beside it`
      : `split the column ${column}: read ${Object.keys(into).join(" and ")}, and drop it`,
  run: async (params, snapshot) =>
    params.side === "expand"
      ? (await import("./split-column/expand.ts")).expandSide(params, snapshot)
      : (await import("./split-column/contract.ts")).contractSide(params, snapshot),
};
