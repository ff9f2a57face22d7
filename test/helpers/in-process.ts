import type { Command } from "../../bin/commands/command.ts";
import type { Io, Output } from "../../bin/io.ts";
import { parseArguments } from "../../bin/options.ts";
import { UserError } from "../../workspace/errors.ts";
import type { CliResult } from "./cli.ts";

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("../../bin/commands/run.ts")).run,
  plan: async () => (await import("../../bin/commands/plan.ts")).plan,
  status: async () => (await import("../../bin/commands/status.ts")).status,
  routes: async () => (await import("../../bin/commands/routes.ts")).routes,
  explain: async () => (await import("../../bin/commands/explain.ts")).explain,
  init: async () => (await import("../../bin/commands/init.ts")).init,
  recover: async () => (await import("../../bin/commands/recover.ts")).recover,
  audit: async () => (await import("../../bin/commands/audit.ts")).audit,
  evidence: async () => (await import("../../bin/commands/evidence.ts")).evidence,
  report: async () => (await import("../../bin/commands/report.ts")).report,
};

/**
 * What the program does with `args` in `folder`, without a process for it. What is no UserError is
 * thrown, for that is a bug.
 */
export async function inProcess(folder: string, args: readonly string[]): Promise<CliResult> {
  const said = { stdout: "", stderr: "" };
  const output = (stream: keyof typeof said): Output => ({
    write: (text) => void (said[stream] += text),
    isTTY: false,
    columns: Infinity,
    color: false,
  });
  const io: Io = {
    cwd: folder,
    stdout: output("stdout"),
    stderr: output("stderr"),
    terminal: () => undefined,
  };
  try {
    const asked = await parseArguments(args, "0.0.0", 96);
    if (asked.kind === "text") throw new Error(`not a command: ${args.join(" ")}`);
    const load = COMMANDS[asked.command];
    if (!load) throw new Error(`cannot be run in this process: ${asked.command}`);
    const command = await load();
    return { exitCode: await command(asked.options, io), ...said };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { exitCode: 2, ...said, stderr: `${said.stderr}${error.message}\n` };
  }
}
