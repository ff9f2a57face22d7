import process from "node:process";
import { UserError } from "../workspace/errors.ts";
import { guardProcess } from "./guard-process.ts";
import type { Command } from "./commands/command.ts";
import type { deliver as Deliver } from "./commands/deliver.ts";
import type { Before } from "./commands/replay.ts";
import type { Io, Output, Terminal } from "./io.ts";
import type { CommandName, Options } from "./options.ts";
import { HELP_WIDTH, preparedHelp } from "./prepared-help.ts";
import { spareMemory } from "./spare-memory.ts";
import { wantsColor } from "./terminal/color.ts";
import { escapedLines } from "./terminal/escape.ts";
import { readTool } from "./tool.ts";

/** Loaded when they are needed: what one command is built on takes others a while to load. */
const COMMANDS: Readonly<Record<CommandName, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.ts")).run,
  audit: async () => (await import("./commands/audit.ts")).audit,
  report: async () => (await import("./commands/report.ts")).report,
  status: async () => (await import("./commands/status.ts")).status,
  plan: async () => (await import("./commands/plan.ts")).plan,
  evidence: async () => (await import("./commands/evidence.ts")).evidence,
  routes: async () => (await import("./commands/routes.ts")).routes,
  explain: async () => (await import("./commands/explain.ts")).explain,
  init: async () => (await import("./commands/init.ts")).init,
  recover: async () => (await import("./commands/recover.ts")).recover,
};

/** Runs the command line `argv` (without node and script). Resolves with the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  const columns = columnsOf(process.stdout, HELP_WIDTH);
  const prepared = preparedAnswer(argv, columns);
  if (prepared !== undefined) {
    own.write(prepared);
    return 0;
  }
  const [{ again, listed }, deliver] = await Promise.all([askAgain(argv), loadDelivery()]);
  if (again) {
    const { report, changes, options } = again;
    await deliver(report, changes, options, ioOf(options));
    return report.exitCode;
  }
  const { parseArguments } = await import("./options.ts");
  const asked = await parseArguments(argv, readTool().version, columns);
  if (asked.kind === "text") {
    own.write(asked.text);
    return 0;
  }
  spareMemory();
  const command = await COMMANDS[asked.command]();
  return await command(asked.options, { ...ioOf(asked.options), argv }, listed);
}

/** What is known of a command line that may have been given before. */
async function askAgain(argv: readonly string[]): Promise<Before> {
  const { replay } = await import("./commands/replay.ts");
  return await replay({ argv, cwd: process.cwd() }, ioOf);
}

/** What hands out a report; loaded while it is found out whether there is one, most often as text. */
async function loadDelivery(): Promise<typeof Deliver> {
  const { deliver } = await import("./commands/deliver.ts");
  const { rendererOf } = await import("./report/renderers.ts");
  await rendererOf("pretty");
  return deliver;
}

/** What the parser of the command line would answer, where that is known without it. */
function preparedAnswer(argv: readonly string[], columns: number): string | undefined {
  if (argv.length === 1 && argv[0] === "--version") return `${readTool().version}\n`;
  if (argv.length > 2 || columns < HELP_WIDTH) return undefined;
  const asked = argv.map((each) => (each === "-h" ? "--help" : each)).join(" ");
  return Object.hasOwn(preparedHelp, asked) ? preparedHelp[asked] : undefined;
}

function ioOf({ color }: Pick<Options, "color">): Io {
  return {
    cwd: process.cwd(),
    stdout: outputOf(process.stdout, own.write, color),
    stderr: outputOf(process.stderr, (text) => void process.stderr.write(text), color),
    terminal: terminalToAskOn,
  };
}

function terminalToAskOn(): Terminal | undefined {
  const { stdin: input, stderr: output } = process;
  const drawable = process.env["TERM"] !== "dumb";
  return input.isTTY && isTerminal(output) && drawable ? { input, output } : undefined;
}

function outputOf(
  stream: NodeJS.WriteStream,
  write: (text: string) => void,
  color: boolean,
): Output {
  return {
    write,
    isTTY: isTerminal(stream),
    columns: columnsOf(stream, Infinity),
    color: wantsColor(color, isTerminal(stream), process.env),
  };
}

function isTerminal(stream: NodeJS.WriteStream): boolean {
  // The types know of terminals only; a pipe does not have the property.
  return Boolean(stream.isTTY);
}

/** A terminal's width, or what COLUMNS says; otherwise `unknown`. */
function columnsOf(stream: NodeJS.WriteStream, unknown: number): number {
  const said = Number(process.env["COLUMNS"]);
  const columns = isTerminal(stream) ? stream.columns : said;
  return Number.isInteger(columns) && columns >= 20 ? columns : unknown;
}

/** What to tell about `error`. */
function explain(error: unknown, verbose: boolean): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (error instanceof UserError) {
    const text = `conn-codemod: ${error.message}`;
    return safe(verbose ? `${text}\n(${error.code})\n${stack}` : text);
  }
  return safe(
    `conn-codemod: this is a bug of conn-codemod, and not of what you asked it to do.\n${stack}\nPlease report it, with the lines above: \`npm bugs conn-codemod\` opens the place.`,
  );
}

function safe(text: string): string {
  return `${escapedLines(text).join("\n")}\n`;
}

// A reader that has seen enough, such as `head`, closes the pipe; that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

const argv = process.argv.slice(2);
const own = guardProcess();
const fail = (error: unknown): Promise<never> => {
  process.stderr.write(explain(error, argv.includes("--verbose")));
  return own.end(2);
};
// Node's own exit code for it would say that something is left for a person.
process.on("uncaughtException", (error) => void fail(error));
try {
  // Whatever else a plan's code may have started and left running.
  await own.end(await main(argv));
} catch (error) {
  await fail(error);
}
