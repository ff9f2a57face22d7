import { z } from "zod";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { CommandResult, CriterionKind, Hit, Verdict } from "../criterion.ts";
import { filesAt, literalPath, nearestPath } from "../places.ts";
import { alwaysSucceeds, shellText } from "./always-succeeds.ts";
import { counted, listed, place } from "./fields.ts";

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
  /** Whether it must also leave every file of the target as it was. */
  readonly changesNothing?: boolean | undefined;
}

export const defaultTimeoutSeconds = 600;

/** Timers hold no more milliseconds than fit 31 bits. */
const longestTimeoutSeconds = 2_000_000;

/** How many of the last lines of a failed command go into the report. */
const linesShown = 20;

/** What a plan says of a command, for zod. */
export const commandFields = {
  command: z
    .union([
      z.string().regex(/\S/, "must not be empty"),
      z
        .array(z.string())
        .min(1)
        .refine(([program]) => program !== "", "must name a program"),
    ])
    .describe("With the system's shell if it is text, without one if it is a list."),
  folder: place.optional().describe("Where to run it; the root if left out."),
  timeoutSeconds: z
    .number()
    .positive()
    .max(longestTimeoutSeconds)
    .optional()
    .describe("After this it is stopped; ten minutes if left out."),
};

/**
 * Holds if a command exits with 0 and, where that is asked for, changes no file. Left to a person
 * where commands may not be run.
 */
export const command: CriterionKind<Command> = {
  kind: "command",
  schema: z.strictObject({
    ...commandFields,
    command: commandFields.command.refine(
      (written) => !alwaysSucceeds(shellText(written) ?? "", false),
      "succeeds whatever happens: take off what is behind the last `||` or `;`",
    ),
    changesNothing: z
      .boolean()
      .optional()
      .describe("Whether it must also leave every file of the target as it was."),
  }),
  title: (params) => {
    const folder = folderOf(params);
    const where = folder === "" ? "" : ` in \`${folder}\``;
    const more = params.changesNothing === true ? " and changes no file" : "";
    return `${listed([asWritten(params.command)])} succeeds${where}${more}`;
  },
  evaluate: async (params, snapshot, context) => {
    if (!context.runCommand) {
      const missing = missingFolder(folderOf(params), snapshot);
      if (missing !== undefined) return verdict("error", missing);
      return verdict("manual", `not run: ${context.notRun ?? "commands are not allowed"}`);
    }
    const seconds = params.timeoutSeconds ?? defaultTimeoutSeconds;
    const result = await context.runCommand(params.command, {
      folder: folderOf(params),
      timeoutMs: Math.ceil(seconds * 1000),
      watch: params.changesNothing === true,
    });
    return judge(result, seconds, typeof params.command === "string");
  },
};

/** Where nothing is run, a folder that is not there would otherwise go unnoticed. */
function missingFolder(folder: string, snapshot: Snapshot): string | undefined {
  if (filesAt(folder, snapshot).length > 0 || snapshot.paths().length === 0) return undefined;
  const nearest = nearestPath(folder, snapshot);
  return `there is no folder ${folder} to run it in${nearest === undefined ? "" : `; the nearest there is: ${nearest}`}`;
}

function judge(result: CommandResult, seconds: number, withShell: boolean): Verdict {
  const failure = failureOf(result, seconds, withShell);
  if (!failure) return unchanged(result);
  const output = lastLines(result.output);
  const message = output === "" ? failure.what : `${failure.what}\n${output}`;
  return verdict(failure.ran ? "fail" : "error", message);
}

/** A pass, unless it has changed files and was watched for that. */
function unchanged({ changed = [], output }: CommandResult): Verdict {
  if (changed.length === 0) return { status: "pass", scanned: 0, hits: [] };
  const hits = changed.map(({ path, change }): Hit => {
    return {
      path,
      line: 1,
      column: 1,
      text: `${path} (${change} by the command)`,
      context: "path",
    };
  });
  const what = `exited with 0, but changed ${counted(changed.length, "file")}, which are left as it made them`;
  const message = [what, lastLines(output)].filter((part) => part !== "").join("\n");
  return { status: "fail", scanned: 0, hits, message };
}

function broken(what: string): { what: string; ran: false } {
  return { what, ran: false };
}

/**
 * Why a command did not succeed, in words, and whether it ran to its end; undefined if it did
 * succeed. `seconds` is the time that it had, `withShell` whether it was run with the shell.
 */
export function failureOf(
  result: CommandResult,
  seconds: number,
  withShell: boolean,
): { readonly what: string; readonly ran: boolean } | undefined {
  const { exitCode } = result;
  if (result.notStarted !== undefined) return broken(`could not start: ${result.notStarted}`);
  if (result.timedOut) return broken(`stopped after ${seconds} s`);
  if (exitCode === null) return broken("was killed before it ended");
  if (exitCode === 0) return undefined;
  // What a shell exits with when a program is not there or may not be run.
  if (withShell && (exitCode === 126 || exitCode === 127)) {
    return broken(`could not start: the shell exited with ${exitCode}`);
  }
  return { what: `exited with ${exitCode}`, ran: true };
}

function verdict(status: Verdict["status"], message: string): Verdict {
  return { status, scanned: 0, hits: [], message };
}

function lastLines(output: string): string {
  return output.trimEnd().split("\n").slice(-linesShown).join("\n");
}

/** The folder that a command is run in, `""` for the root. */
export function folderOf({ folder }: Pick<Command, "folder">): string {
  return folder === undefined ? "" : (literalPath(folder) ?? folder);
}

/** A list as one would type it; quoted only where an argument would fall apart. */
export function asWritten(command: string | readonly string[]): string {
  if (typeof command === "string") return command;
  return command.map((part) => (/^[^\s"'`]+$/.test(part) ? part : JSON.stringify(part))).join(" ");
}
