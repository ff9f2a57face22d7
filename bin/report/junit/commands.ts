import type { Report } from "../report.ts";
import type { Case } from "./suite.ts";

const OUTCOMES = { passed: "passed", failed: "failure", "not-run": "skipped" } as const;

/** The commands that the plan wants run once the change of `phase` is written. */
export function commandCases({ commands }: Report, phase: string): readonly Case[] {
  return commands
    .filter((command) => command.phase === phase)
    .map(({ command, folder, title, status, message, output }) => ({
      name: `${command}${folder === "" ? "" : ` in ${folder}`}${title === null ? "" : `: ${title}`}`,
      group: "command-after-the-change",
      outcome: OUTCOMES[status],
      message: message ?? "",
      text: output.trimEnd(),
    }));
}
