import { z } from "zod";
import type { Op } from "../../workspace/op.ts";
import { joinPath } from "../../workspace/repo-path.ts";
import { ConflictError } from "../../workspace/snapshot.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { Note, StepKind, StepResult } from "../step.ts";

/** What a refactor of a plan's own gives back; what it leaves out is empty. */
export interface RefactorResult {
  readonly ops?: readonly Op[] | undefined;
  readonly notes?: readonly Note[] | undefined;
}

/**
 * Reads the target's files and says what is to change. Run on its own result, it must find nothing
 * more to do. It never writes.
 */
export type Refactor = (snapshot: Snapshot) => RefactorResult | Promise<RefactorResult>;

export interface RefactorParams {
  /** What it does, in words for people. */
  readonly name: string;
  readonly run: Refactor;
}

/** Runs a function of the plan's own on all files at once. */
export const refactorStep: StepKind<RefactorParams> = {
  kind: "refactor",
  schema: z.strictObject({
    name: z.string().trim().min(1),
    run: z.custom<Refactor>((value) => typeof value === "function", {
      error: "must be a function; only a plan in TypeScript or JavaScript can hold one",
    }),
  }),
  title: ({ name }) => name,
  run: async ({ name, run }, snapshot) => {
    try {
      return checked(await run(snapshot), snapshot);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const path = error instanceof ConflictError ? error.path : "";
      const message = `the refactor “${name}” failed: ${why}`;
      const at = { path, line: 1, column: 1 };
      return {
        ops: [],
        notes: [{ code: "refactor-failed", severity: "blocking", ...at, message }],
      };
    }
  },
};

const path = z.string().refine((written) => written !== "" && joinPath("", written) === written, {
  error: "must be a path from the root, such as src/a.ts",
});
const position = z.number().int().min(1);
const offset = z.number().int().min(0);

/** A plan in JavaScript has no types that would have told its author. */
const result = z.strictObject({
  ops: z
    .array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("write"), path, text: z.string() }),
        z.strictObject({
          kind: z.literal("edit"),
          path,
          edits: z.array(z.strictObject({ start: offset, end: offset, text: z.string() })),
        }),
        z.strictObject({ kind: z.literal("move"), from: path, to: path }),
        z.strictObject({ kind: z.literal("delete"), path }),
      ]),
    )
    .default([]),
  notes: z
    .array(
      z.strictObject({
        code: z.string().min(1),
        severity: z.enum(["blocking", "manual", "info"]),
        path,
        line: position,
        column: position,
        message: z.string().min(1),
      }),
    )
    .default([]),
});

/** What it returned, if that is what a step returns. A file that is as it was is no change. */
function checked(returned: unknown, snapshot: Snapshot): StepResult {
  const parsed = result.safeParse(returned ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(
      `it returned no operations and notes: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`,
    );
  }
  const { ops, notes } = parsed.data;
  snapshot.with(ops, "refactor"); // throws for what cannot be done
  const kept = ops.filter((op) => op.kind !== "write" || snapshot.text(op.path) !== op.text);
  return { ops: kept, notes };
}
