import { z } from "zod";
import type { CommandResult, CriterionKind, Verdict } from "../criterion.ts";
import { literalPath } from "../places.ts";
import { listed, place } from "./fields.ts";

export interface Command {
  /**
   * A string is run with the system's shell, so `&&`, `|` and `$X` mean what they mean there. A
   * list is a program and its arguments, run as they are.
   */
  readonly command: string | readonly string[];
  /** Where to run it; the root if left out. */
  readonly folder?: string | undefined;
  /** After this it is killed, and the verdict is an error; ten minutes if left out. */
  readonly timeoutSeconds?: number | undefined;
}

const defaultTimeoutSeconds = 600;

/** Timers hold no more milliseconds than fit 31 bits. */
const longestTimeoutSeconds = 2_000_000;

/** How many of the last lines of a failed command go into the report. */
const linesShown = 20;

/** Holds if a command exits with 0. Left to a person where commands may not be run. */
export const command: CriterionKind<Command> = {
  kind: "command",
  schema: z.strictObject({
    command: z.union([
      z.string().regex(/\S/, "must not be empty"),
      z
        .array(z.string())
        .min(1)
        .refine(([program]) => program !== "", "must name a program"),
    ]),
    folder: place.optional(),
    timeoutSeconds: z.number().positive().max(longestTimeoutSeconds).optional(),
  }),
  title: (params) => {
    const folder = folderOf(params);
    return `${listed([asWritten(params.command)])} succeeds${folder === "" ? "" : ` in \`${folder}\``}`;
  },
  evaluate: async (params, _snapshot, context) => {
    if (!context.runCommand) {
      return verdict("manual", `not run: ${context.notRun ?? "commands are not allowed"}`);
    }
    const seconds = params.timeoutSeconds ?? defaultTimeoutSeconds;
    const result = await context.runCommand(params.command, {
      folder: folderOf(params),
      timeoutMs: Math.ceil(seconds * 1000),
    });
    return judge(result, seconds, typeof params.command === "string");
  },
};

function judge(result: CommandResult, seconds: number, withShell: boolean): Verdict {
  const output = lastLines(result.output);
  const about = (what: string) => (output === "" ? what : `${what}\n${output}`);
  if (result.notStarted !== undefined) {
    return verdict("error", about(`could not start: ${result.notStarted}`));
  }
  if (result.timedOut) return verdict("error", about(`stopped after ${seconds} s`));
  if (result.exitCode === null) return verdict("error", about("was killed before it ended"));
  if (result.exitCode === 0) return { status: "pass", scanned: 0, hits: [] };
  // What a shell exits with when a program is not there or may not be run.
  if (withShell && (result.exitCode === 126 || result.exitCode === 127)) {
    return verdict("error", about(`could not start: the shell exited with ${result.exitCode}`));
  }
  return verdict("fail", about(`exited with ${result.exitCode}`));
}

function verdict(status: Verdict["status"], message: string): Verdict {
  return { status, scanned: 0, hits: [], message };
}

function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-linesShown).join("\n");
}

function folderOf({ folder }: Command): string {
  return folder === undefined ? "" : (literalPath(folder) ?? folder);
}

/** A list as one would type it; quoted only where an argument would fall apart. */
function asWritten(command: string | readonly string[]): string {
  if (typeof command === "string") return command;
  return command.map((part) => (/^[^\s"'`]+$/.test(part) ? part : JSON.stringify(part))).join(" ");
}
