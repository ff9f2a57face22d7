import { z } from "zod";

const count = z.int().nonnegative();
const fromOne = z.int().positive();
const path = z.string().regex(/^(?!\/)(?!.*\\)./);

/** The contract of `--format json`. Scripts outside rely on it; more keys may come. */
export const reportSchema = z.object({
  schemaVersion: z.literal(1),
  tool: z.object({ name: z.literal("conn-codemod"), version: z.string() }),
  plan: z.string(),
  command: z.enum(["run", "audit", "status", "plan"]),
  dryRun: z.boolean(),
  phases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      state: z.enum(["done", "pending", "blocked", "skipped"]),
      why: z.string(),
      partial: z.boolean(),
      steps: z.array(
        z.object({
          id: z.string(),
          kind: z.string(),
          title: z.string(),
          files: count,
          edits: count,
        }),
      ),
    }),
  ),
  files: z.array(
    z.object({
      path,
      from: path.nullable(),
      change: z.enum(["added", "modified", "deleted", "moved"]),
      additions: count,
      deletions: count,
      steps: z.array(z.string()),
    }),
  ),
  occurrences: z.record(
    z.string(),
    z
      .object({
        total: count,
        inPaths: count,
        edited: count,
        removed: count,
        allowed: count,
        manual: count,
        unresolved: count,
      })
      .refine((it) => it.edited + it.removed + it.allowed + it.manual + it.unresolved === it.total)
      .refine((it) => it.inPaths <= it.total),
  ),
  notes: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(["blocking", "manual", "info"]),
      path,
      line: fromOne,
      column: fromOne,
      message: z.string(),
      step: z.string(),
    }),
  ),
  criteria: z.array(
    z.object({
      id: z.string(),
      phase: z.string(),
      title: z.string(),
      kind: z.string(),
      status: z.enum(["pass", "fail", "error", "manual", "unparsed"]),
      scanned: count,
      vacuous: z.boolean().nullable(),
      hits: z.array(
        z.object({
          path,
          line: fromOne,
          column: fromOne,
          text: z.string(),
          context: z.enum(["code", "type", "string", "comment", "import", "path", "other"]),
        }),
      ),
      source: z.object({ path, line: fromOne }).nullable(),
    }),
  ),
  commands: z.array(
    z.object({
      phase: z.string(),
      command: z.string(),
      folder: z.string(),
      status: z.enum(["not-run", "passed", "failed"]),
      message: z.string().nullable(),
      output: z.string(),
    }),
  ),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

/** The report that a command wrote, checked. */
export function readReport(text: string): z.infer<typeof reportSchema> {
  return reportSchema.parse(JSON.parse(text));
}
