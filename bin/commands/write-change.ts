import { runCommandIn } from "../../audits/run-command.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import type { ApplyOptions } from "../../workspace/apply/apply.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Lock } from "../../workspace/apply/lock.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { ReportCommand, ReportNote } from "../report/report.ts";
import { remarksIn } from "../report/places.ts";
import type { Progress } from "../terminal/progress.ts";
import { readTool } from "../tool.ts";
import { beforePartial } from "./partial.ts";
import { commandsToDo, runCommands } from "./phase-commands.ts";
import { rewrite } from "./rewrite.ts";

/** A change that is to be written, and what is to be done once it is. */
export interface Writing {
  /** Absolute, no symlink in it. */
  readonly root: string;
  readonly changes: ChangeSet;
  /** The phases whose commands are due, and those of them that are written in part. */
  readonly phases: readonly Phase[];
  readonly partial: readonly string[];
  readonly about: ApplyOptions;
  /** Why nothing is written, or why the commands are not run; undefined if they are. */
  readonly notWritten: string | undefined;
  readonly notRun: string | undefined;
}

/** What has come of it. */
export interface Written {
  readonly commands: readonly ReportCommand[];
  /** What the steps changed in what the commands have written; it is written, too. */
  readonly followUp: ChangeSet;
  readonly notes: readonly ReportNote[];
  /** The tree on disk, read again; undefined if nothing has been done to it. */
  readonly result: Snapshot | undefined;
}

/**
 * Applies a change, whole or not at all, and runs the commands of its phases. Throws UserError and
 * whatever else applyChangeSet throws; a command that fails is part of the result.
 */
export async function writeChange(
  { root, changes, phases, partial, about, notWritten, notRun }: Writing,
  progress: Progress,
): Promise<Written> {
  const applies = notWritten === undefined && changes.length > 0;
  if (applies) {
    progress.update("writing the change");
    await applyChangeSet(root, changes, about);
  }
  const { whole, others } = beforePartial(phases, partial);
  const why = notWritten ?? notRun;
  const onCommand = (command: string): void => progress.update(`running ${command}`);
  const commands = [
    ...(why === undefined
      ? await runCommands(whole, runCommandIn(root), onCommand)
      : commandsToDo(whole, why)),
    ...commandsToDo(others, notWritten ?? `phase ${partial[0]} is applied in part`),
  ];
  const ran = commands.some(({ status }) => status !== "not-run");
  const followed = ran ? await followUp(whole, root, about, progress) : NOTHING;
  const result = applies || ran ? (await loadSnapshot(root)).snapshot : undefined;
  return { commands, ...followed, result };
}

const NOTHING = { followUp: [], notes: [] };

/**
 * Runs the steps of `phases` on what their commands have written, such as a generated migration
 * that has to be put in order, and writes what comes of it.
 */
async function followUp(
  phases: readonly Phase[],
  root: string,
  about: ApplyOptions,
  progress: Progress,
): Promise<Pick<Written, "followUp" | "notes">> {
  const { snapshot, listing } = await loadSnapshot(root);
  // What the phases require has been shown, or nothing of them would have been written.
  const rewritten = await rewrite(phases, snapshot, progress, listing.skipped);
  const { runs, after, changes, conflicts } = rewritten;
  if (changes.length > 0) await applyChangeSet(root, changes, about);
  // What is worth knowing has been said the first time.
  const left = remarksIn(after, runs).notes.filter(({ severity }) => severity !== "info");
  return { followUp: changes, notes: [...conflicts, ...left] };
}

/** What the journal is told of an apply. */
export function aboutApply(
  plan: Plan,
  phases: readonly Phase[],
  lock: Lock | undefined,
): ApplyOptions {
  const { name, version } = readTool();
  const about = { tool: `${name} ${version}`, plan: plan.id, phases: phases.map(({ id }) => id) };
  return lock ? { ...about, lock } : about;
}
