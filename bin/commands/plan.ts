import type { Evaluation } from "../../audits/evaluate.ts";
import type { Phase } from "../../plans/plan.ts";
import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { buildReport } from "../report/build.ts";
import type { Report } from "../report/report.ts";
import { readTool } from "../tool.ts";
import { withTarget } from "./command.ts";
import type { Target } from "./command.ts";
import { deliver } from "./deliver.ts";
import { commandsToDo } from "./phase-commands.ts";

/**
 * Shows the plan: its phases, their steps and criteria. As nothing is looked at in the target, no
 * phase is called done, and no criterion held.
 */
export async function plan(options: Options, io: Io): Promise<ExitCode> {
  const report = await withTarget(options, io, async (target) => outline(target, options));
  await deliver(report, [], options, io);
  return 0;
}

function outline({ plan, phases }: Target, options: Options): Report {
  const evaluations = phases
    .flatMap((phase) => phase.criteria)
    .map((criterion): Evaluation => {
      if (criterion.kind === "unparsed") {
        const why = "could not be understood: `conn-codemod audit` says why, and fails";
        return { criterion, verdict: { status: "unparsed", scanned: 0, hits: [], message: why } };
      }
      const message = "not evaluated: `conn-codemod audit` does that";
      return { criterion, verdict: { status: "manual", scanned: 0, hits: [], message } };
    });
  const report = buildReport({
    tool: readTool(),
    plan,
    command: "plan",
    asked: options.phases,
    dryRun: false,
    applied: false,
    runs: [],
    changes: [],
    accounts: {},
    notes: [],
    branches: [],
    commands: commandsToDo(phases, "`conn-codemod run --exec` runs it"),
    evaluations,
    evaluationsBefore: [],
    skippedPaths: [],
    exitCode: 0,
  });
  return {
    ...report,
    phases: report.phases.map((phase) => ({
      ...phase,
      why: phase.state === "skipped" ? phase.why : "not looked at: `conn-codemod status` does that",
      steps: stepsOf(phases.find(({ id }) => id === phase.id)),
    })),
  };
}

/** What the phase requires stands before its steps, as in the report of a run. */
function stepsOf(phase: Phase | undefined): Report["phases"][number]["steps"] {
  const all = phase ? [...phase.requires, ...phase.steps] : [];
  return all.map(({ id, kind, title }) => ({ id, kind, title, files: 0, edits: 0 }));
}
