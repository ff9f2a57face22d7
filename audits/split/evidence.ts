import { z } from "zod";
import { UserError } from "../../workspace/errors.ts";
import { hashOf } from "../../workspace/hash.ts";
import { splitCounts } from "./count-rows.ts";
import type { SplitColumnData } from "./count-rows.ts";

const name = z.string().min(1);

/** What was counted in a database, as `conn-codemod evidence` writes it. */
export const evidence = z.strictObject({
  schemaVersion: z.literal(1),
  /** The program that counted. */
  tool: z.strictObject({ name, version: name }),
  /** The id of the plan that it was counted for. */
  plan: name,
  /** Where, without user and password. */
  database: z.strictObject({ server: name, name, version: z.string() }),
  /** When, in UTC. All counts are of one state of the data. */
  takenAt: z.iso.datetime(),
  tables: z
    .array(
      z.strictObject({
        /** The phase that requires it. */
        phase: name,
        /** The sum (SHA-256) of how the plan splits the column: of another way, other rows count. */
        rule: name,
        schema: name,
        table: name,
        /** The column that is split. */
        column: name,
        ...splitCounts.shape,
      }),
    )
    .min(1),
});
export type Evidence = Readonly<z.output<typeof evidence>>;
export type TableEvidence = Evidence["tables"][number];

/** An evidence file that the user gave. */
export interface EvidenceFile {
  /** From the root of the target, for places. */
  readonly path: string;
  readonly text: string;
  readonly data: Evidence;
}

/** Reads an evidence file. Throws UserError `invalid-evidence` that lists what is wrong. */
export function readEvidence(text: string, path: string): EvidenceFile {
  const invalid = (why: string): UserError =>
    new UserError(
      "invalid-evidence",
      `${path} is no evidence file: ${why}\n\`conn-codemod evidence\` writes one.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
  const parsed = evidence.safeParse(value);
  if (parsed.success) return { path, text, data: parsed.data };
  const issues = parsed.error.issues.slice(0, 5);
  throw invalid(issues.map(({ path: at, message }) => `\n  ${at.join(".")}: ${message}`).join(""));
}

/** The sum of what decides which rows count. */
export function ruleOf(data: SplitColumnData): string {
  return hashOf(JSON.stringify(sorted(data)));
}

/** The value with the members of all objects in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, each]) => each !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([key, each]) => [key, sorted(each)]));
}
