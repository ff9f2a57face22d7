import { resolve } from "node:path";
import { evaluate } from "../../audits/evaluate.ts";
import { runCommandIn } from "../../audits/run-command.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import type { Listing } from "../../workspace/list.ts";
import { unifiedPatch } from "../../workspace/diff.ts";
import { modesBelow } from "../../workspace/file-mode.ts";
import { gitStatus } from "../../workspace/git/git.ts";
import { withLockIfPossible } from "../../workspace/apply/lock.ts";
import type { Lock } from "../../workspace/apply/lock.ts";
import { writeOutputFile } from "../../workspace/named-files/output-file.ts";
import { exitCodeOfRun } from "../exit-code.ts";
import type { Io, Terminal } from "../io.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import { evaluationsIn } from "../report/places.ts";
import type { Report, ReportNote } from "../report/report.ts";
import type { Progress } from "../terminal/progress.ts";
import { readTool } from "../tool.ts";
import { restsOf } from "./rests.ts";
import { mustBeClean } from "./clean-checkout.ts";
import { withTarget, withTargetAt } from "./command.ts";
import type { Target } from "./command.ts";
import { knownData } from "./known-data.ts";
import type { Location } from "./locate-target.ts";
import { afterQuitting, allOf, review, terminalFor } from "./partial.ts";
import { withoutCommands } from "./phase-commands.ts";
import type { Produced } from "./outcome.ts";
import { rewrite } from "./rewrite.ts";
import { reachedPhases, tellChange } from "./tell-change.ts";
import { aboutApply, writeChange } from "./write-change.ts";

/** What a dry run comes to on the target at `location`, whose files may have been listed. */
export async function rewriteDryAt(
  location: Location,
  listing: Listing | undefined,
  options: Options,
  io: Io,
): Promise<Produced> {
  return await withTargetAt(location, listing, options, io, async (target, progress) => {
    const { report, changes } = await rewriteTarget(target, undefined, options, io, progress);
    if (!report) throw new Error("nobody was asked, and the review was ended");
    return { report, changes, rests: await restsOf(target, location, options, io) };
  });
}

/** Rewrites the target and applies the change, or as much of it as a person at a terminal wants. */
export async function rewriteAndApply(options: Options, io: Io): Promise<Rewritten> {
  const terminal = terminalFor(options, io);
  return await withTarget(options, io, async (target, progress) => {
    const work = (lock?: Lock) => rewriteTarget(target, lock, options, io, progress, terminal);
    if (isDry(options)) return await work();
    // From the start, so that of two runs the second is told at once, and not when it is done.
    return await withLockIfPossible(target.root, work);
  });
}

/** What a run comes to; no report where a person ended the review and nothing waits for one. */
export interface Rewritten {
  readonly report?: Report;
  readonly changes: ChangeSet;
  readonly quit: boolean;
}

async function rewriteTarget(
  target: Target,
  lock: Lock | undefined,
  options: Options,
  io: Io,
  progress: Progress,
  terminal?: Terminal,
): Promise<Rewritten> {
  const { plan, phases, root, snapshot: disk, listing } = target;
  const dryRun = isDry(options);
  const known = await knownData(target, options, io);
  const rewritten = await rewrite(phases, disk, progress, listing.skipped, known);
  const any = rewritten.changes.length > 0;
  if (any && !dryRun && !options.allowDirty) await mustBeClean(root);
  if (terminal) progress.clear();
  const chosen =
    terminal && any ? await review(rewritten, disk, terminal, options, io) : allOf(rewritten);
  const { runs, after, changes, partial, quit } = chosen;
  if (quit && afterQuitting(options).outputs.length === 0) return { changes, quit };

  const notWritten = whyNotWritten(dryRun, quit);
  const notRun = options.exec ? undefined : "pass --exec";
  const shown = dryRun ? disk : after;
  const why = notWritten ?? "pass --exec";
  const told = await tellChange(target, chosen, { shown, why }, progress);
  if (options.patch !== undefined && !quit) {
    await writePatch(resolve(io.cwd, options.patch), root, changes);
  }
  const about = aboutApply(plan, phases, lock);
  const ready = reachedPhases(chosen);
  const writing = { root, changes, phases: ready, partial, about, notWritten, notRun };
  const { commands, followUp, notes: news, result } = await writeChange(writing, progress);
  progress.update("evaluating the criteria");
  const mayRun = notWritten === undefined && notRun === undefined;
  const context = mayRun ? { runCommand: runCommandIn(root) } : { notRun: why };
  const criteria = phases.flatMap((phase) => phase.criteria);
  // What counts after writing is the tree as an audit would see it.
  const found = await evaluate(criteria, result ?? after, { ...context, known });
  const verdicts = withoutCommands(found, commands);
  const evaluations = result ? verdicts : evaluationsIn(shown, after, verdicts);

  const { accounts, remarks, skipped, coverage, evaluationsBefore } = told;
  const earlier = [...rewritten.conflicts, ...skipped, ...remarks.notes];
  const notes = [...earlier, ...notSaid(news, remarks.notes)];
  const allChanges = [...changes, ...followUp];
  const { check, strict } = options;
  const verdict = { notes, evaluations, accounts, commands, changes: allChanges.length };
  const exitCode = quit ? 1 : exitCodeOfRun({ ...verdict, check, strict });
  const report = buildReport({
    tool: readTool(),
    plan,
    command: "run",
    asked: options.phases,
    dryRun,
    applied: !dryRun,
    runs,
    changes: allChanges,
    accounts,
    notes,
    branches: remarks.branches,
    commands,
    evaluations,
    evaluationsBefore,
    skippedPaths: listing.skipped,
    coverage,
    partial,
    exitCode,
  });
  return { report, changes: allChanges, quit };
}

/** Whether nothing is to be written. */
export function isDry({ dryRun, check }: Options): boolean {
  return dryRun || check;
}

function whyNotWritten(dryRun: boolean, quit: boolean): string | undefined {
  if (quit) return "the review was ended before its end";
  return dryRun ? "in a dry run the change is not on disk" : undefined;
}

/** What of `notes` is not in `said`, wherever in a file that was. */
function notSaid(notes: readonly ReportNote[], said: readonly ReportNote[]): readonly ReportNote[] {
  const known = new Set(said.map(withoutPlace));
  return notes.filter((note) => !known.has(withoutPlace(note)));
}

function withoutPlace({ code, path, message }: ReportNote): string {
  return `${code} ${path} ${message}`;
}

async function writePatch(file: string, root: string, changes: ChangeSet): Promise<void> {
  const { prefix } = await gitStatus(root);
  writeOutputFile(file, unifiedPatch(changes, { prefix, modeOf: modesBelow(root) }));
}
