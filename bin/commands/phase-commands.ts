import { asWritten, failureOf } from "../../audits/criteria/command.ts";
import type { RunCommand } from "../../audits/criterion.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import type { Phase, PhaseCommand } from "../../plans/plan.ts";
import type { ReportCommand } from "../report/report.ts";

/** The commands of `phases` as still to do; `why` says why they were not run. */
export function commandsToDo(phases: readonly Phase[], why: string): readonly ReportCommand[] {
  return phases.flatMap((phase) =>
    phase.commands.map((command) => ({
      ...outline(phase, command),
      status: "not-run" as const,
      message: why,
      output: "",
    })),
  );
}

/**
 * Runs the commands of `phases` in order, and after one that fails no other, since they build on
 * each other. `onCommand` is told before each.
 */
export async function runCommands(
  phases: readonly Phase[],
  runCommand: RunCommand,
  onCommand: (command: string) => void,
): Promise<readonly ReportCommand[]> {
  const results: ReportCommand[] = [];
  for (const phase of phases) {
    for (const each of phase.commands) {
      const outlined = outline(phase, each);
      const failed = results.find(({ status }) => status === "failed");
      if (failed) {
        const message = `not run, since \`${failed.command}\` failed`;
        results.push({ ...outlined, status: "not-run", message, output: "" });
        continue;
      }
      onCommand(outlined.command);
      const { command, folder, timeoutSeconds } = each;
      const timeoutMs = Math.ceil(timeoutSeconds * 1000);
      const result = await runCommand(command, { folder, timeoutMs });
      const failure = failureOf(result, timeoutSeconds, typeof command === "string");
      results.push({
        ...outlined,
        status: failure ? "failed" : "passed",
        message: failure?.what ?? null,
        output: result.output,
      });
    }
  }
  return results;
}

/**
 * A criterion that waits for commands which have not been run, and does not hold, is not failed
 * but still to be looked at.
 */
export function withoutCommands(
  evaluations: readonly Evaluation[],
  commands: readonly ReportCommand[],
): readonly Evaluation[] {
  return evaluations.map(({ criterion, verdict }) => {
    const waitsFor = commands.filter(
      ({ phase, status }) => phase === criterion.phase && status === "not-run",
    );
    const waits = criterion.afterCommands === true && waitsFor.length > 0;
    if (!waits || verdict.status !== "fail") return { criterion, verdict };
    const names = waitsFor.map(({ command }) => `\`${command}\``).join(", ");
    const message = `not judged before ${names}${waitsFor.length === 1 ? " is" : " are"} run`;
    return { criterion, verdict: { ...verdict, status: "manual", hits: [], message } };
  });
}

function outline(
  { id }: Phase,
  { command, folder, title }: PhaseCommand,
): Pick<ReportCommand, "phase" | "command" | "folder" | "title"> {
  return { phase: id, command: asWritten(command), folder, title: title ?? null };
}
