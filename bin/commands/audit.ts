import { account } from "../../audits/accounting.ts";
import { databaseNamed } from "../../audits/database/open.ts";
import { evaluate } from "../../audits/evaluate.ts";
import { runCommandIn } from "../../audits/run-command.ts";
import { UserError } from "../../workspace/errors.ts";
import { exitCodeOfAudit } from "../exit-code.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import { readTool } from "../tool.ts";
import { select, withTarget } from "./command.ts";
import { deliver } from "./deliver.ts";

/** Says whether the criteria of the selected phases hold on the tree as it is. */
export async function audit(options: Options, io: Io): Promise<ExitCode> {
  const { plan, phases, root } = await select(options, io);
  const criteria = phases.flatMap((phase) => phase.criteria);
  if (criteria.length === 0) {
    const ids = phases.map(({ id }) => id).join(", ");
    throw new UserError(
      "nothing-to-audit",
      `the plan ${plan.id} has no criteria in ${ids === "" ? "the phases that it does not skip" : `phase ${ids}`}, so there is nothing to say. Name phases that have some with --phase.`,
    );
  }
  const where = options.database;
  const database =
    where === undefined
      ? { noDatabase: "pass --database embedded" }
      : { openDatabase: databaseNamed(where) };
  const report = await withTarget(root, options, io, async ({ snapshot, listing }, progress) => {
    progress.update("evaluating the criteria");
    const commands = options.exec ? { runCommand: runCommandIn(root) } : { notRun: "pass --exec" };
    const evaluations = await evaluate(criteria, snapshot, { ...commands, ...database });
    progress.update("accounting for the names");
    const names = plan.names.map(({ name }) => name);
    const { allow } = plan;
    const tree = { before: snapshot, after: snapshot, changes: [], notes: [] };
    const accounts = await account({ names, ...tree, allow });
    return buildReport({
      tool: readTool(),
      plan,
      command: "audit",
      asked: options.phases,
      dryRun: false,
      applied: false,
      runs: [],
      changes: [],
      accounts,
      notes: [],
      branches: [],
      commands: [],
      evaluations,
      evaluationsBefore: [],
      skippedPaths: listing.skipped,
      exitCode: exitCodeOfAudit(evaluations),
    });
  });
  deliver(report, [], options, io);
  return report.exitCode;
}
