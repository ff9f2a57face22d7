import { resolve } from "node:path";
import { evaluate } from "../../audits/evaluate.ts";
import { runCommandIn } from "../../audits/run-command.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import { applyChangeSet } from "../../workspace/apply.ts";
import type { ApplyOptions } from "../../workspace/apply.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { unifiedPatch } from "../../workspace/diff.ts";
import { UserError } from "../../workspace/errors.ts";
import { modesBelow } from "../../workspace/file-mode.ts";
import { gitStatus } from "../../workspace/git.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import { withLockIfPossible } from "../../workspace/lock.ts";
import type { Lock } from "../../workspace/lock.ts";
import { writeOutputFile } from "../../workspace/output-file.ts";
import { exitCodeOfRun } from "../exit-code.ts";
import type { ExitCode, Io, Terminal } from "../io.ts";
import type { ReportNote } from "../report/report.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import { accountsIn, evaluationsIn, notesIn, notesOnLines, remarksIn } from "../report/places.ts";
import { readTool } from "../tool.ts";
import { gapsOf } from "./coverage.ts";
import { deliver } from "./deliver.ts";
import { accountWithLater } from "./later-phases.ts";
import { commandsToDo, runCommands, withoutCommands } from "./phase-commands.ts";
import { afterQuitting, allOf, beforePartial, review, terminalFor } from "./partial.ts";
import { rewrite } from "./rewrite.ts";
import { withTarget } from "./command.ts";
import type { Target } from "./command.ts";
import type { Progress } from "../terminal/progress.ts";

/** Rewrites the selected phases and, unless it is a dry run, applies the change. */
export async function run(options: Options, io: Io): Promise<ExitCode> {
  const terminal = terminalFor(options, io);
  const { report, changes, quit } = await withTarget(options, io, async (target, progress) => {
    const work = (lock?: Lock) =>
      rewriteTarget({ ...target, lock }, options, io, progress, terminal);
    if (options.dryRun || options.check) return await work();
    // From the start, so that of two runs the second is told at once, and not when it is done.
    return await withLockIfPossible(target.root, work);
  });
  if (quit) io.stderr.write("The review was ended before its end: nothing was written.\n");
  if (report) deliver(report, changes, quit ? afterQuitting(options) : options, io);
  return report?.exitCode ?? 1;
}

async function rewriteTarget(
  {
    plan,
    phases,
    root,
    snapshot: disk,
    listing,
    lock,
  }: Target & { readonly lock: Lock | undefined },
  options: Options,
  io: Io,
  progress: Progress,
  terminal: Terminal | undefined,
) {
  const criteria = phases.flatMap((phase) => phase.criteria);
  const dryRun = options.dryRun || options.check;
  const rewritten = await rewrite(phases, disk, progress, listing.skipped);
  const any = rewritten.changes.length > 0;
  if (any && !dryRun && !options.allowDirty) await mustBeClean(root);
  if (terminal) progress.clear();
  const chosen =
    terminal && any ? await review(rewritten, disk, terminal, options, io) : allOf(rewritten);
  const { runs, after, changes, partial, quit } = chosen;
  if (quit && afterQuitting(options).outputs.length === 0) return { changes, quit };

  // All that is told of the tree before is found out now: when it has been written over, a snapshot
  // that reads from the disk no longer shows it.
  const reached = runs.filter(({ state }) => state === "done" || state === "pending");
  const otherPaths = listing.skipped.map(({ path }) => path);
  const accounts = await accountWithLater(
    {
      before: disk,
      after,
      changes,
      notes: [...notesOnLines(after, runs), ...chosen.accountNotes],
      otherPaths,
    },
    { plan, phases, reached: reached.length === runs.length },
    progress,
  );
  const shown = dryRun ? disk : after;
  const remarks = remarksIn(shown, runs);
  const shownAccounts = accountsIn(shown, after, accounts);
  progress.update("looking for what no criterion would catch");
  const trees = { now: shown, before: disk, steps: { after, changes } };
  const coverage = gapsOf({ plan, phases }, trees);
  progress.update("evaluating the criteria");
  const notRun = { notRun: notRunReason(dryRun, quit) };
  const evaluationsBefore = changes.length === 0 ? [] : await evaluate(criteria, disk, notRun);
  const applies = !dryRun && changes.length > 0;
  if (options.patch !== undefined && !quit) {
    await writePatch(resolve(io.cwd, options.patch), root, changes);
  }
  const about = aboutApply(plan, phases, lock);
  if (applies) {
    progress.update("writing the change");
    await applyChangeSet(root, changes, about);
    progress.update("evaluating the criteria");
  }
  const mayRun = options.exec && !dryRun && !quit;
  const runCommand = runCommandIn(root);
  const ready = reached.map(({ phase }) => phase);
  const { whole, others } = beforePartial(ready, partial);
  const commands = [
    ...(mayRun
      ? await runCommands(whole, runCommand, (command) => progress.update(`running ${command}`))
      : commandsToDo(whole, notRun.notRun)),
    ...commandsToDo(others, quit ? notRun.notRun : `phase ${partial[0]} is applied in part`),
  ];
  const ran = commands.some(({ status }) => status !== "not-run");
  const written = applies || ran;
  const followed = ran ? await followUp(whole, root, about, progress) : { changes: [], notes: [] };
  const allChanges = [...changes, ...followed.changes];
  // What counts after writing is the tree as an audit would see it.
  const result = written ? (await loadSnapshot(root)).snapshot : after;
  const context = mayRun ? { runCommand } : notRun;
  const verdicts = withoutCommands(await evaluate(criteria, result, context), commands);
  const evaluations = written ? verdicts : evaluationsIn(shown, after, verdicts);

  const said = new Set(
    remarks.notes.map(({ code, path, message }) => `${code} ${path} ${message}`),
  );
  const news = followed.notes.filter(
    ({ code, path, message }) => !said.has(`${code} ${path} ${message}`),
  );
  const skipped = notesIn(shown, after, chosen.notes);
  const notes = [...rewritten.conflicts, ...skipped, ...remarks.notes, ...news];
  const { check, strict } = options;
  const outcome = exitCodeOfRun({
    notes,
    evaluations,
    accounts,
    commands,
    changes: allChanges.length,
    check,
    strict,
  });
  const report = buildReport({
    tool: readTool(),
    plan,
    command: "run",
    asked: options.phases,
    dryRun,
    applied: !dryRun,
    runs,
    changes: allChanges,
    accounts: shownAccounts,
    notes,
    branches: remarks.branches,
    commands,
    evaluations,
    evaluationsBefore,
    skippedPaths: listing.skipped,
    coverage,
    partial,
    exitCode: quit ? 1 : outcome,
  });
  return { report, changes: allChanges, quit };
}

/**
 * Runs the steps of `phases` on what their commands have written, such as a generated migration
 * that has to be put in order, and writes what comes of it.
 */
async function followUp(
  phases: readonly Phase[],
  root: string,
  about: ApplyOptions,
  progress: Progress,
): Promise<{ readonly changes: ChangeSet; readonly notes: readonly ReportNote[] }> {
  const { snapshot, listing } = await loadSnapshot(root);
  const rewritten = await rewrite(phases, snapshot, progress, listing.skipped);
  const { runs, after, changes, conflicts } = rewritten;
  if (changes.length > 0) await applyChangeSet(root, changes, about);
  // What is worth knowing has been said the first time.
  const left = remarksIn(after, runs).notes.filter(({ severity }) => severity !== "info");
  return { changes, notes: [...conflicts, ...left] };
}

/** What the journal is told. */
function aboutApply(plan: Plan, phases: readonly Phase[], lock: Lock | undefined): ApplyOptions {
  const { name, version } = readTool();
  const about = { tool: `${name} ${version}`, plan: plan.id, phases: phases.map(({ id }) => id) };
  return lock ? { ...about, lock } : about;
}

function notRunReason(dryRun: boolean, quit: boolean): string {
  if (quit) return "the review was ended before its end";
  return dryRun ? "in a dry run the change is not on disk" : "pass --exec";
}

async function writePatch(file: string, root: string, changes: ChangeSet): Promise<void> {
  const { prefix } = await gitStatus(root);
  writeOutputFile(file, unifiedPatch(changes, { prefix, modeOf: modesBelow(root) }));
}

/** How many files the message about a dirty checkout names. */
const NAMED = 10;

/**
 * Throws UserError `dirty-checkout`. Asked before anybody reviews the change, but only when there is
 * something to write, so that a second run, on what the first one wrote, is told that there is
 * nothing to do.
 */
async function mustBeClean(root: string): Promise<void> {
  const { dirty } = await gitStatus(root);
  if (dirty.length === 0) return;
  const named = dirty.slice(0, NAMED).map((path) => `  ${path}`);
  const more = dirty.length > NAMED ? [`  … and ${dirty.length - NAMED} more`] : [];
  throw new UserError(
    "dirty-checkout",
    [
      "the checkout has uncommitted changes, so the change could not be told from them:",
      ...named,
      ...more,
      "Nothing was written. Commit or remove them, or pass --allow-dirty.",
    ].join("\n"),
  );
}
