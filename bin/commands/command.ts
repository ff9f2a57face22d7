import { resolve } from "node:path";
import { DEFAULT_PLAN, loadPlan, selectPhases } from "../../plans/load.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import type { Listing } from "../../workspace/list.ts";
import { mustBeSettled } from "../../workspace/interrupted.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import { checkOutputFile } from "../../workspace/output-file.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { startProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress.ts";

/** One verb of the command line. Expected failures are thrown as UserError. */
export type Command = (options: Options, io: Io) => Promise<ExitCode>;

/** What every command starts from: the plan, and the target as it is on disk. */
export interface Target {
  readonly plan: Plan;
  /** The plan before the criteria of its document came to it. */
  readonly source: Plan;
  /** The phases that were asked for. */
  readonly phases: readonly Phase[];
  /** Absolute, no symlink in it. */
  readonly root: string;
  readonly snapshot: Snapshot;
  readonly listing: Listing;
}

/**
 * Runs `work` on the plan, phases and target that `options` name, with a progress line, which is
 * gone when it ends. Throws UserError for what is wrong with them, with the target's root, or with
 * a file that is to be written at the end, and if an apply was interrupted there: `recover` is then
 * the only command that does anything.
 */
export async function withTarget<T>(
  options: Options,
  io: Io,
  work: (target: Target, progress: Progress) => Promise<T>,
): Promise<T> {
  const root = resolveRoot(resolve(io.cwd, options.cwd));
  mustBeSettled(root);
  const files = [...options.outputs.map(({ file }) => file), options.patch];
  for (const file of files) if (file !== undefined) checkOutputFile(resolve(io.cwd, file));
  const source = await loadPlan(options.plan ?? DEFAULT_PLAN, io.cwd);
  const progress = startProgress(io.stderr, options.progress);
  try {
    progress.update("reading the list of files");
    const { snapshot, listing } = await loadSnapshot(root);
    const plan = await withCriteriaOfDocument(source, snapshot, root);
    const phases = selectPhases(plan, options.phases);
    return await work({ plan, source, phases, root, snapshot, listing }, progress);
  } finally {
    progress.clear();
  }
}

/** Reads Markdown only where there is some: what that is built on takes a while to load. */
async function withCriteriaOfDocument(plan: Plan, snapshot: Snapshot, root: string): Promise<Plan> {
  if (!plan.document) return plan;
  const { readDocument } = await import("../../plans/read-document.ts");
  return readDocument(plan, snapshot, root);
}
