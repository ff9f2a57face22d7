import { relative, resolve } from "node:path";
import { loadConfigured } from "../../plans/configured.ts";
import type { ConfiguredPlan } from "../../plans/configured.ts";
import { DEFAULT_PLAN, loadPlan, selectPhases } from "../../plans/load.ts";
import { ownFileIn, withOwnFile } from "../../plans/own-file.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import type { FoundConfig } from "../../workspace/named-files/find-config.ts";
import type { Listing } from "../../workspace/list.ts";
import { mustBeSettled } from "../../workspace/apply/interrupted.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import { checkOutputFile } from "../../workspace/named-files/output-file.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { escapeControl } from "../terminal/escape.ts";
import { startProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress.ts";
import { locateTarget } from "./locate-target.ts";
import type { Location } from "./locate-target.ts";

/** One verb of the command line. Expected failures are thrown as UserError. */
export type Command = (options: Options, io: Io) => Promise<ExitCode>;

/** What every command starts from: the plan, and the target as it is on disk. */
export interface Target {
  readonly plan: Plan;
  /** The plan's own file, absolute; undefined for a built-in one. */
  readonly planFile: string | undefined;
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
  const location = locateTarget(options, io);
  const { root } = location;
  mustBeSettled(root);
  const files = [...options.outputs.map(({ file }) => file), options.patch];
  for (const file of files) if (file !== undefined) checkOutputFile(resolve(io.cwd, file));
  const { plan: source, file: planFile } = await planAt(location, options, io);
  const progress = startProgress(io.stderr, options.progress);
  try {
    progress.update("reading the list of files");
    const { snapshot, listing } = await loadSnapshot(root);
    const whole = await withCriteriaOfDocument(source, snapshot, root);
    const own = planFile === undefined ? undefined : ownFileIn(planFile, root, snapshot);
    const plan = own === undefined ? whole : withOwnFile(whole, own);
    const phases = selectPhases(plan, options.phases);
    return await work({ plan, source, planFile, phases, root, snapshot, listing }, progress);
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
  io.stderr.write(`${told(config, found.plan, root, io.cwd)}\n`);
  return found;
}

async function namedPlan(name: string | undefined, folder: string): Promise<ConfiguredPlan> {
  const plan = await loadPlan(name ?? DEFAULT_PLAN, folder);
  return { plan, file: name === undefined ? undefined : resolve(folder, name) };
}

/** Which plan was found, since nobody has named it, and where it is run if not where one is. */
function told({ file }: FoundConfig, { id }: Plan, root: string, cwd: string): string {
  const from = `plan ${id}, from ${relative(root, file)}`;
  const where = resolve(root) === resolveRoot(cwd) ? "" : ` (the root is ${root})`;
  return escapeControl(`${from}${where}`);
}

/** Reads Markdown only where there is some: what that is built on takes a while to load. */
async function withCriteriaOfDocument(plan: Plan, snapshot: Snapshot, root: string): Promise<Plan> {
  if (!plan.document) return plan;
  const { readDocument } = await import("../../plans/read-document.ts");
  return readDocument(plan, snapshot, root);
}
