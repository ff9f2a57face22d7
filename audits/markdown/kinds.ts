import { z } from "zod";
import type { CriterionKind } from "../criterion.ts";

export interface Manual {
  /** What the bullet says. */
  readonly text: string;
}

/** A bullet for a person: it is shown, and never judged. */
export const manual: CriterionKind<Manual> = {
  kind: "manual",
  schema: z.strictObject({ text: z.string() }),
  title: ({ text }) => text,
  evaluate: async () => ({ status: "manual", scanned: 0, hits: [] }),
};

export interface Unparsed {
  /** What the document says there. */
  readonly text: string;
  /** Why it is no criterion, and what to do about it. */
  readonly why: string;
}

/** A part of the document that should be a criterion and cannot be read as one. It fails. */
export const unparsed: CriterionKind<Unparsed> = {
  kind: "unparsed",
  schema: z.strictObject({ text: z.string(), why: z.string() }),
  title: ({ text }) => text,
  evaluate: async ({ why }) => ({ status: "unparsed", scanned: 0, hits: [], message: why }),
};
