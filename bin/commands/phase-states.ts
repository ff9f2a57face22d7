import { evaluate } from "../../audits/evaluate.ts";
import type { Listing } from "../../workspace/list.ts";
import { exitCodeOfStatus } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import { accountsIn, notesOnLines, remarksIn } from "../report/places.ts";
import { readTool } from "../tool.ts";
import { restsOf } from "./rests.ts";
import { withTargetAt } from "./command.ts";
import { knownData } from "./known-data.ts";
import { accountWithLater } from "./later-phases.ts";
import type { Location } from "./locate-target.ts";
import type { Produced } from "./outcome.ts";
import { commandsToDo, withoutCommands } from "./phase-commands.ts";
import { rewrite } from "./rewrite.ts";

/** How far each phase is on the target at `location`, whose files may have been listed. */
export async function phaseStatesAt(
  location: Location,
  listing: Listing | undefined,
  options: Options,
  io: Io,
): Promise<Produced> {
  return await withTargetAt(location, listing, options, io, async (target, progress) => {
    const { plan, phases, snapshot: disk, listing: listed } = target;
    const known = await knownData(target, options, io);
    const rewritten = await rewrite(phases, disk, progress, listed.skipped, known);
    const { runs, after, changes, conflicts } = rewritten;
    progress.update("evaluating the criteria");
    const criteria = phases.flatMap((phase) => phase.criteria);
    const notRun = "status runs no commands; `audit --exec` does";
    const commands = commandsToDo(phases, "`conn-codemod run --exec` runs it");
    const evaluations = withoutCommands(
      await evaluate(criteria, disk, { notRun, known }),
      commands,
    );
    const otherPaths = listed.skipped.map(({ path }) => path);
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
      skippedPaths: listed.skipped,
      exitCode: exitCodeOfStatus(runs, evaluations),
    });
    return { report, changes, rests: await restsOf(target, location, options, io) };
  });
}
