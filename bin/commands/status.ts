import { evaluate } from "../../audits/evaluate.ts";
import { exitCodeOfStatus } from "../exit-code.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import { accountsIn, notesOnLines, remarksIn } from "../report/places.ts";
import { readTool } from "../tool.ts";
import { withTarget } from "./command.ts";
import { deliver } from "./deliver.ts";
import { knownData } from "./known-data.ts";
import { accountWithLater } from "./later-phases.ts";
import { commandsToDo, withoutCommands } from "./phase-commands.ts";
import { rewrite } from "./rewrite.ts";

/** Says how far each phase is: what its steps would still change, and whether its criteria hold. */
export async function status(options: Options, io: Io): Promise<ExitCode> {
  const { report, changes } = await withTarget(options, io, async (target, progress) => {
    const { plan, phases, snapshot: disk, listing } = target;
    const known = await knownData(target, options, io);
    const rewritten = await rewrite(phases, disk, progress, listing.skipped, known);
    const { runs, after, changes, conflicts } = rewritten;
    progress.update("evaluating the criteria");
    const criteria = phases.flatMap((phase) => phase.criteria);
    const notRun = "status runs no commands; `audit --exec` does";
    const commands = commandsToDo(phases, "`conn-codemod run --exec` runs it");
    const evaluations = withoutCommands(
      await evaluate(criteria, disk, { notRun, known }),
      commands,
    );
    const otherPaths = listing.skipped.map(({ path }) => path);
    const accounts = await accountWithLater(
      { before: disk, after, changes, notes: notesOnLines(after, runs), otherPaths },
      {
        plan,
        phases,
        reached: runs.every(({ state }) => state === "done" || state === "pending"),
      },
      progress,
    );
    const remarks = remarksIn(disk, runs);
    const report = buildReport({
      tool: readTool(),
      plan,
      command: "status",
      asked: options.phases,
      dryRun: true,
      applied: false,
      runs,
      changes,
      accounts: accountsIn(disk, after, accounts),
      notes: [...conflicts, ...remarks.notes],
      branches: remarks.branches,
      commands,
      evaluations,
      evaluationsBefore: [],
      skippedPaths: listing.skipped,
      exitCode: exitCodeOfStatus(runs, evaluations),
    });
    return { report, changes };
  });
  await deliver(report, changes, options, io);
  return report.exitCode;
}
