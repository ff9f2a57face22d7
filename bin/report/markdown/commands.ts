import { code, codeHtml, prose } from "../escape/markdown.ts";
import type { RenderOptions } from "../renderer.ts";
import type { Report, ReportCommand } from "../report.ts";
import type { Part, Section } from "./document.ts";
import { bullets, codeBlock, folded } from "./parts.ts";

const MARKS = { passed: "✅", failed: "❌", "not-run": "⏸️" } as const;

/** How many of the last lines of a command's output are shown unless all are wanted. */
const SHOWN = 20;

/** The commands of the phases: what became of them, or that they are still to do. */
export function commandSection(report: Report, options: RenderOptions): Section {
  const { commands } = report;
  if (commands.length === 0) return { heading: "", parts: [] };
  return {
    heading: "### Commands after the change",
    parts: [
      bullets(
        "command",
        commands.map((command) => commandText(command, report)),
      ),
      ...commands.flatMap((command) => outputOf(command, options)),
    ],
  };
}

function commandText(command: ReportCommand, report: Report): string {
  const { status, folder, title, message } = command;
  const where = folder === "" ? "" : ` in ${code(folder)}`;
  const what = title === null ? "" : `: ${prose(title)}`;
  const text = `${code(command.command)}${where} (phase ${code(command.phase)})${what}`;
  if (report.command === "plan") return text;
  return `${MARKS[status]} ${text}${message === null ? "" : `; ${prose(message)}`}`;
}

function outputOf(command: ReportCommand, { verbose }: RenderOptions): readonly Part[] {
  const output = command.output.trimEnd();
  if (output === "" || (command.status !== "failed" && !verbose)) return [];
  const lines = output.split(/\r\n|\n/);
  const shown = verbose ? lines : lines.slice(-SHOWN);
  const summary = `What ${codeHtml(command.command)} printed at its end`;
  return [folded(summary, codeBlock("line", shown))];
}
