import { z } from "zod";
import { commandFields } from "../audits/criteria/command.ts";
import { place } from "../audits/criteria/fields.ts";

/**
 * A plan as its author writes it: plain data, so that a plan in JSON can say all that one in
 * TypeScript can. Steps and criteria carry their kind's own parameters, which that kind checks.
 */
export const planSource = z
  .strictObject({
    $schema: z.string().optional().describe("The JSON Schema of plans, for editors."),
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/, "must be in kebab case")
      .describe("Kebab-case; the name to run it by."),
    title: z.string().min(1),
    names: z
      .array(z.string().min(1))
      .default([])
      .describe(
        "Names that the plan retires, in camel case; every occurrence of them is accounted for.",
      ),
    allow: z
      .array(
        z.strictObject({
          names: z.array(z.string().min(1)).optional(),
          paths: z.array(z.string().min(1).max(50_000)).min(1),
          reason: z.string().min(1),
        }),
      )
      .default([])
      .describe("Where such names may stay."),
    document: z
      .strictObject({ path: place, optional: z.boolean().default(false) })
      .optional()
      .describe(
        "The Markdown document of the plan, from the root of the target. Its success criteria are evaluated beside those below. With `optional`, a target without the file is no error.",
      ),
    phases: z.array(
      z.strictObject({
        id: z
          .string()
          .regex(/^[A-Za-z0-9][A-Za-z0-9.-]*$/, "must be a short word such as `1` or `3a`"),
        title: z.string().min(1),
        skipped: z
          .string()
          .min(1)
          .optional()
          .describe("Why the phase is left out unless it is asked for by name."),
        requires: z
          .array(z.strictObject({ kind: z.string().min(1), params: z.unknown().optional() }))
          .default([])
          .describe(
            "What must be so before anything of the phase is written, beyond what the code shows, such as the state of the data.",
          ),
        steps: z
          .array(
            z.strictObject({
              id: z
                .string()
                .min(1)
                .optional()
                .describe("Unique in the plan; `<phase>.<number>` if left out."),
              kind: z.string().min(1),
              params: z.unknown().optional(),
            }),
          )
          .default([]),
        criteria: z
          .array(
            z.strictObject({
              id: z
                .string()
                .min(1)
                .optional()
                .describe(
                  "Unique in the plan; made from the phase, the kind and a number if left out.",
                ),
              kind: z.string().min(1),
              params: z.unknown().optional(),
              afterCommands: z
                .boolean()
                .optional()
                .describe("Whether it can only hold once the phase's commands have been run."),
            }),
          )
          .default([]),
        commands: z
          .array(z.strictObject({ ...commandFields, title: z.string().min(1).optional() }))
          .default([])
          .describe("What is to be run when the change of the phase has been written."),
      }),
    ),
  })
  .refine(({ phases, document }) => phases.length > 0 || document !== undefined, {
    path: ["phases"],
    error:
      "must have at least one entry; a plan of one phase may have `steps` and `criteria` instead, and a plan of criteria alone a `document`",
  });
