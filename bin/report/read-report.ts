import { z } from "zod";
import { UserError } from "../../workspace/errors.ts";
import { COMMANDS } from "../options.ts";
import type { Report } from "./report.ts";

/** More than any report of ours has of one thing, and few enough to be shown. */
const MANY = 200_000;

const text = z.string().max(200_000);
const word = z.string().min(1).max(1000);
const count = z.int().nonnegative();
const fromOne = z.int().positive();
const listOf = <Item extends z.ZodType>(item: Item): z.ZodArray<Item> => z.array(item).max(MANY);

/** Relative to the root of the target; what a renderer makes a link of has to stay in there. */
const path = z
  .string()
  .max(10_000)
  .refine((it) => !it.startsWith("/") && !it.split("/").includes(".."), "leads out of the target");

const context = z.enum(["code", "type", "string", "comment", "import", "path", "other"]);
const place = { path, line: fromOne, column: fromOne };

const leftOccurrence = z.object({
  ...place,
  text,
  context,
  class: z.enum(["allowed", "manual", "unresolved"]),
  rule: text.nullable(),
});

/** As `Report` says it: what is not in both does not compile. */
const schema: z.ZodType<Report> = z.object({
  schemaVersion: z.literal(1),
  tool: z.object({ name: word, version: word }),
  plan: z.string().regex(/^[a-z][a-z0-9-]{0,99}$/),
  planTitle: text,
  command: z.enum(COMMANDS),
  dryRun: z.boolean(),
  applied: z.boolean(),
  phases: listOf(
    z.object({
      id: word,
      title: text,
      state: z.enum(["done", "pending", "blocked", "skipped"]),
      why: text,
      partial: z.boolean(),
      steps: listOf(z.object({ id: word, kind: word, title: text, files: count, edits: count })),
    }),
  ),
  files: listOf(
    z.object({
      path,
      from: path.nullable(),
      change: z.enum(["added", "modified", "deleted", "moved"]),
      additions: count,
      deletions: count,
      steps: listOf(word),
    }),
  ),
  occurrences: z.record(
    word,
    z
      .object({
        total: count,
        inPaths: count,
        edited: count,
        removed: count,
        allowed: count,
        manual: count,
        unresolved: count,
        introduced: count,
        left: listOf(leftOccurrence),
        added: listOf(leftOccurrence),
        unreadable: listOf(path),
      })
      .refine(
        (it) => it.edited + it.removed + it.allowed + it.manual + it.unresolved === it.total,
        "the parts do not sum to the total",
      ),
  ),
  notes: listOf(
    z.object({
      ...place,
      code: word,
      severity: z.enum(["blocking", "manual", "info"]),
      message: text,
      step: word,
    }),
  ),
  criteria: listOf(
    z.object({
      id: word,
      phase: word,
      title: text,
      kind: word,
      status: z.enum(["pass", "fail", "error", "manual", "unparsed"]),
      scanned: count,
      vacuous: z.boolean().nullable(),
      message: text.nullable(),
      hits: listOf(z.object({ ...place, text, context, baselined: z.exactOptional(z.boolean()) })),
      baselined: count,
      ticked: z.boolean().nullable(),
      contradicted: z.boolean(),
      source: z.object({ path, line: fromOne }).nullable(),
    }),
  ),
  commands: listOf(
    z.object({
      phase: word,
      command: text,
      folder: path,
      title: text.nullable(),
      status: z.enum(["not-run", "passed", "failed"]),
      message: text.nullable(),
      output: text,
    }),
  ),
  branches: listOf(
    z.object({
      path,
      line: fromOne,
      from: text.nullable(),
      to: text.nullable(),
      before: z.boolean().nullable(),
      after: z.boolean().nullable(),
    }),
  ),
  skippedPaths: listOf(
    z.object({
      path,
      code: z.enum([
        "symlink",
        "symlink-outside",
        "symlink-broken",
        "submodule",
        "not-a-file",
        "not-on-disk",
        "name-not-utf8",
        "unreadable",
      ]),
      reason: text,
    }),
  ),
  document: z.object({ path: z.string().max(10_000), inTarget: z.boolean() }).nullable(),
  base: z.object({ ref: text, commit: word }).nullable(),
  coverage: listOf(
    z.object({
      path,
      name: text.nullable(),
      spelling: text.nullable(),
      count,
      line: fromOne,
      change: z.enum(["modified", "moved", "deleted"]).nullable(),
      movedTo: path.nullable(),
      stays: z.boolean().nullable(),
      steps: listOf(word),
    }),
  ),
  suggestions: listOf(z.object({ phase: word, bullet: text })),
  baseline: z
    .object({
      file: text,
      known: count,
      unknown: count,
      stale: listOf(text),
      renames: listOf(z.object({ from: text, to: text, findings: count })),
      updated: z.boolean(),
      removed: count,
      added: count,
    })
    .nullable(),
  exitCode: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

/**
 * The report that `json`, the text of `--format json`, holds. It may come from anybody: what is not
 * a report is refused, and its strings are as little to be trusted as those of a repository. `name`
 * says in errors where it is from. Throws UserError `not-a-report`.
 */
export function readReport(json: string, name: string): Report {
  const parsed = schema.safeParse(parsedJson(json, name));
  if (parsed.success) return parsed.data;
  const { path: at = [], message = "" } = parsed.error.issues[0] ?? {};
  throw notAReport(name, `${JSON.stringify(at.map(String).join("."))}: ${message}`);
}

function parsedJson(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw notAReport(name, error instanceof Error ? error.message : String(error));
  }
}

function notAReport(name: string, why: string): UserError {
  return new UserError(
    "not-a-report",
    `${name} is not a report of this version of conn-codemod (${why.slice(0, 500)}). Write one with --format json=FILE.`,
  );
}
