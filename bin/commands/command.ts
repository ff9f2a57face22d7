import { resolve } from "node:path";
import { loadConfigured } from "../../plans/configured.ts";
import type { ConfiguredPlan } from "../../plans/configured.ts";
import { DEFAULT_PLAN, builtInNames, loadPlan, selectPhases } from "../../plans/load.ts";
import { ownFileIn, withOwnFile } from "../../plans/own-file.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import { listFiles } from "../../workspace/list.ts";
import type { Listing } from "../../workspace/list.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { LoadedTarget } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { startProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress.ts";
import { placeOf, whichPlan } from "./locate-target.ts";
import type { Location } from "./locate-target.ts";
import type { Listed } from "./outcome.ts";

/**
 * One verb of the command line; `listed` are files that were listed already. Expected failures are
 * thrown as UserError.
 */
export type Command = (options: Options, io: Io, listed?: Listed) => Promise<ExitCode>;

/** What every command starts from: the plan, and the target as it is on disk. */
export interface Target extends LoadedTarget {
  readonly plan: Plan;
  /** The plan's own file, absolute; undefined for a built-in one. */
  readonly planFile: string | undefined;
  /** The plan before the criteria of its document came to it. */
  readonly source: Plan;
  /** The phases that were asked for. */
  readonly phases: readonly Phase[];
  /** Absolute, no symlink in it. */
  readonly root: string;
}

/** What a command does with its target. */
export type Work<T> = (target: Target, progress: Progress) => Promise<T>;

/**
 * Runs `work` on the plan, phases and target that `options` name, with a progress line, which is
 * gone when it ends. Throws UserError for what is wrong with them, and what placeOf throws.
 */
export async function withTarget<T>(options: Options, io: Io, work: Work<T>): Promise<T> {
  return await withTargetAt(await placeOf(options, io), undefined, options, io, work);
}

/** The same at a place that was found already, and whose files may have been listed. */
export async function withTargetAt<T>(
  location: Location,
  listing: Listing | undefined,
  options: Options,
  io: Io,
  work: Work<T>,
): Promise<T> {
  const { root } = location;
  // Git is at work while the plan is read; what is wrong with the plan is told first.
  const listed = Promise.allSettled([listing ?? listFiles(root)]);
  const { plan: source, file: planFile } = await planAt(location, options, io);
  const progress = startProgress(io.stderr, options.progress);
  try {
    progress.update("reading the list of files");
    if (source.document) void loadReader();
    const [found] = await listed;
    if (found.status === "rejected") throw found.reason;
    const loaded = await loadSnapshot(root, found.value);
    const whole = await withCriteriaOfDocument(source, loaded.snapshot, root);
    const own = planFile === undefined ? undefined : ownFileIn(planFile, root, loaded.snapshot);
    const plan = own === undefined ? whole : withOwnFile(whole, own);
    const phases = selectPhases(plan, options.phases);
    return await work({ ...loaded, plan, source, planFile, phases, root }, progress);
  } finally {
    progress.clear();
  }
}

/** The plan that `options` or a config names; a config is told. Throws what they throw. */
export async function planAt(
  { root, config }: Location,
  options: Pick<Options, "plan">,
  io: Io,
): Promise<ConfiguredPlan> {
  if (!config) return await namedPlan(options.plan, io.cwd);
  const found = await loadConfigured(config);
  io.stderr.write(`${whichPlan(config, found.plan.id, root, io.cwd)}\n`);
  return found;
}

async function namedPlan(name: string | undefined, folder: string): Promise<ConfiguredPlan> {
  const plan = await loadPlan(name ?? DEFAULT_PLAN, folder);
  const isFile = name !== undefined && !builtInNames.includes(name);
  return { plan, file: isFile ? resolve(folder, name) : undefined };
}

const loadReader = () => import("../../plans/read-document.ts");

/** Reads Markdown only where there is some: what that is built on takes a while to load. */
async function withCriteriaOfDocument(plan: Plan, snapshot: Snapshot, root: string): Promise<Plan> {
  if (!plan.document) return plan;
  const { readDocument } = await loadReader();
  return readDocument(plan, snapshot, root);
}
