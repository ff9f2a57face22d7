import yargs from "yargs";
import type { Argv } from "yargs";
import { UserError } from "../workspace/errors.ts";
import { requestOutputs } from "./output-requests.ts";
import { FORMATS } from "./report/formats.ts";
import type { OutputRequest } from "./report/formats.ts";

export const COMMANDS = ["run", "audit", "report", "status", "plan", "recover"] as const;
export type CommandName = (typeof COMMANDS)[number];

/** What the command line asks for. A flag that a command does not have is at its default. */
export interface Options {
  /** A built-in plan or a file; undefined for the plan that is run where nobody names one. */
  readonly plan: string | undefined;
  /** The target's root, as it was written. */
  readonly cwd: string;
  /** Empty: all phases that are not marked skipped. */
  readonly phases: readonly string[];
  readonly dryRun: boolean;
  readonly check: boolean;
  readonly patch: string | undefined;
  readonly allowDirty: boolean;
  readonly exec: boolean;
  readonly strict: boolean;
  readonly interactive: boolean;
  /** A branch, tag or commit; the criteria are evaluated on its merge base with HEAD as well. */
  readonly base: string | undefined;
  /** The file of known findings, as it was written. */
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  /** Whether `--update-baseline` may put new findings in. */
  readonly acceptNew: boolean;
  readonly suggest: boolean;
  readonly writeTicks: boolean;
  /** Of `recover`: take the last applied change back. */
  readonly undo: boolean;
  /** Of `recover`: leave files that somebody has changed since as they are. */
  readonly skipChanged: boolean;
  /** `embedded` or the URL of a server, not checked yet; undefined to leave the database alone. */
  readonly database: string | undefined;
  /** The pull request to comment on: its number, or that of the event that a workflow is for. */
  readonly pullRequest: number | "event" | undefined;
  /** The JSON report to take instead of evaluating: a file as it was written, `-` for stdin. */
  readonly from: string | undefined;
  readonly outputs: readonly OutputRequest[];
  readonly progress: boolean;
  readonly color: boolean;
  readonly verbose: boolean;
}

/** What says how to evaluate, and so has nothing to say where a report is there already. */
const EVALUATING = [
  "plan",
  "phase",
  "exec",
  "strict",
  "database",
  "base",
  "baseline",
  "update-baseline",
  "accept-new",
  "suggest",
  "write-ticks",
];

/** A command to run, or a text that was asked for (`--help`, `--version`). */
export type Invocation =
  | { readonly kind: "command"; readonly command: CommandName; readonly options: Options }
  | { readonly kind: "text"; readonly text: string };

/**
 * What `argv` (without node and script) asks for; `columns` is for the help. Throws UserError
 * `usage` for unknown commands and flags, missing values and flags that contradict each other.
 */
export async function parseArguments(
  argv: readonly string[],
  version: string,
  columns: number,
): Promise<Invocation> {
  const parser = commandLine(version, columns);
  let text = "";
  let problem: string | undefined;
  const parsed = await parser.parseAsync([...argv], {}, (error, _parsed, output) => {
    text = output;
    if (error) problem = error.message;
  });
  // With a message of its own, yargs puts the help before it; the message alone is clearer.
  if (problem !== undefined) throw usage(problem, argv);
  if (text !== "") return { kind: "text", text: `${text}\n` };
  const command = COMMANDS.find((name) => name === parsed["_"][0]);
  if (!command) throw usage("no command was given", argv);
  return { kind: "command", command, options: optionsFrom(parsed) };
}

function commandLine(version: string, columns: number): Argv {
  return yargs()
    .scriptName("conn-codemod")
    .usage("$0 <command> [plan] [flags]\n\nRuns a migration plan on a TypeScript monorepo.")
    .command("run [plan]", "rewrite the code and apply the change", runFlags)
    .command("audit [plan]", "say whether the plan's criteria hold; write nothing", auditFlags)
    .command("report [plan]", "audit, and comment on a pull request", reportFlags)
    .command("status [plan]", "say which phases are done, pending or blocked", commonFlags)
    .command("plan [plan]", "show the plan in words", commonFlags)
    .command("recover", "finish or undo an interrupted apply", recoverFlags)
    .example("$0 run --dry-run", "show what the built-in plan would change")
    .example("$0 run --phase 1", "apply its phase 1")
    .example("$0 run plan.ts --check", "exit with 1 if there is something to change")
    .example("$0 run -d --patch change.diff", "write the change for `git apply`")
    .example("$0 audit --exec --format json", "check the criteria, for a script")
    .example("$0 audit --database embedded", "try the migration on a PostgreSQL in memory")
    .epilogue(
      "Exit: 0 all done, or all held; 1 something is left for a person, or a criterion\nfailed; 2 bad input, or something could not be evaluated.\n\n`$0 <command> --help` shows the flags of a command.".replaceAll(
        "$0",
        "conn-codemod",
      ),
    )
    .demandCommand(1, 1, "no command was given", "there is more than one command")
    .strict()
    .locale("en")
    .parserConfiguration({
      "boolean-negation": false,
      "camel-case-expansion": false,
      "duplicate-arguments-array": true,
      "greedy-arrays": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "dot-notation": false,
    })
    .exitProcess(false)
    .help()
    .alias("help", "h")
    .version(version)
    .wrap(Math.min(columns, 96));
}

const CWD = {
  type: "string",
  requiresArg: true,
  describe: "the root of the repository to work on",
  defaultDescription: "the current folder",
} as const;
const NO_COLOR = { type: "boolean", describe: "no colours (NO_COLOR does the same)" } as const;
const VERBOSE = { type: "boolean", describe: "shorten no list; show stack traces" } as const;

function commonFlags(command: Argv): Argv {
  return command
    .positional("plan", {
      type: "string",
      describe:
        "a built-in plan or a file (.json; .ts and .js are code, and run; .md for criteria alone)",
      defaultDescription: '"connections"',
    })
    .options({
      cwd: CWD,
      phase: {
        type: "string",
        array: true,
        requiresArg: true,
        describe: "only this phase (repeatable)",
        defaultDescription: "all that the plan does not skip",
      },
      format: {
        type: "string",
        array: true,
        requiresArg: true,
        describe: `${FORMATS.join(", ")}; NAME=FILE writes one more to a file (repeatable)`,
        defaultDescription: '"pretty"',
      },
      output: {
        type: "string",
        requiresArg: true,
        describe: "write the report to this file instead of standard output",
      },
      "no-progress": { type: "boolean", describe: "no progress line on standard error" },
      "no-color": NO_COLOR,
      verbose: VERBOSE,
    })
    .group(["help", "version"], "Help:");
}

function auditFlags(command: Argv): Argv {
  return execFlags(command).options({
    database: {
      type: "string",
      requiresArg: true,
      describe: 'where to try SQL migrations: "embedded", or the URL of a PostgreSQL server',
    },
    base: {
      type: "string",
      requiresArg: true,
      describe: "a branch or commit to evaluate the criteria on too: its merge base with HEAD",
    },
    baseline: {
      type: "string",
      requiresArg: true,
      describe: "the file of known findings, which do not fail; a line of it without one does",
    },
    "update-baseline": {
      type: "boolean",
      describe: "take lines without a finding out of the --baseline file",
    },
    "accept-new": {
      type: "boolean",
      describe: "with --update-baseline: put new findings into the file",
    },
    suggest: {
      type: "boolean",
      describe: "print the bullets that would catch what no criterion catches",
    },
    "write-ticks": {
      type: "boolean",
      describe: "set the boxes of the plan document to what was found",
    },
    strict: {
      type: "boolean",
      describe: "exit with 1 for what is unresolved, vacuous, in no criterion, or not ticked too",
    },
  });
}

function reportFlags(command: Argv): Argv {
  return auditFlags(command)
    .options({
      "pull-request": {
        type: "string",
        describe: "comment on the pull request of this number",
        defaultDescription: "that of the workflow's event",
      },
      from: {
        type: "string",
        requiresArg: true,
        describe: "take this report (of --format json) instead of evaluating; - for stdin",
      },
    })
    .conflicts("from", EVALUATING);
}

function execFlags(command: Argv): Argv {
  return commonFlags(command).option("exec", {
    type: "boolean",
    describe: "run the commands of the plan: those of its phases, and those that are criteria",
  });
}

function runFlags(command: Argv): Argv {
  return execFlags(command).options({
    "dry-run": { alias: "d", type: "boolean", describe: "show the change and write nothing" },
    check: {
      type: "boolean",
      describe: "like --dry-run, and exit with 1 if there is something to change",
    },
    patch: {
      type: "string",
      requiresArg: true,
      describe: "write the change to this file too, for `git apply`",
    },
    "allow-dirty": {
      type: "boolean",
      describe: "apply although there are uncommitted changes",
    },
    strict: { type: "boolean", describe: "exit with 1 if an occurrence is unresolved" },
    interactive: {
      alias: "i",
      type: "boolean",
      describe: "ask for each file whether its change is to be written",
    },
  });
}

function recoverFlags(command: Argv): Argv {
  return command
    .options({
      cwd: CWD,
      undo: { type: "boolean", describe: "take the last applied change back" },
      "skip-changed": {
        type: "boolean",
        describe: "leave files that were changed since as they are, and recover the others",
      },
      "no-color": NO_COLOR,
      verbose: VERBOSE,
    })
    .conflicts("undo", "skip-changed")
    .group(["help", "version"], "Help:");
}

function optionsFrom(parsed: Readonly<Record<string, unknown>>): Options {
  const on = (name: string): boolean => parsed[name] === true;
  if (on("interactive") && on("check")) {
    throw usage("--check asks nobody, so it cannot be given with --interactive", ["run"]);
  }
  const baseline = oneText(parsed, "baseline");
  if (on("update-baseline") && baseline === undefined) {
    throw usage("--update-baseline needs the file: --baseline FILE", ["audit"]);
  }
  if (on("accept-new") && !on("update-baseline")) {
    throw usage("--accept-new is for --update-baseline, and does nothing without it", ["audit"]);
  }
  const output = oneText(parsed, "output");
  return {
    plan: oneText(parsed, "plan"),
    cwd: oneText(parsed, "cwd") ?? ".",
    phases: texts(parsed, "phase"),
    dryRun: on("dry-run"),
    check: on("check"),
    patch: oneText(parsed, "patch"),
    allowDirty: on("allow-dirty"),
    exec: on("exec"),
    strict: on("strict"),
    interactive: on("interactive"),
    base: oneText(parsed, "base"),
    baseline,
    updateBaseline: on("update-baseline"),
    acceptNew: on("accept-new"),
    suggest: on("suggest"),
    writeTicks: on("write-ticks"),
    undo: on("undo"),
    skipChanged: on("skip-changed"),
    database: oneText(parsed, "database"),
    pullRequest: pullRequestIn(parsed),
    from: oneText(parsed, "from"),
    outputs: requestOutputs(texts(parsed, "format"), output),
    progress: !on("no-progress"),
    color: !on("no-color"),
    verbose: on("verbose"),
  };
}

function pullRequestIn(parsed: Readonly<Record<string, unknown>>): Options["pullRequest"] {
  if (parsed["pull-request"] === "") return "event";
  const written = oneText(parsed, "pull-request");
  if (written === undefined) return undefined;
  if (/^[1-9]\d{0,9}$/.test(written)) return Number(written);
  throw usage(
    `--pull-request takes a number, and not ${JSON.stringify(written)}; write the plan before it`,
    ["report"],
  );
}

function texts(parsed: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  const value = parsed[name];
  const all = value === undefined ? [] : [value].flat();
  return all.map((each) => {
    if (typeof each !== "string" || each === "") throw usage(`--${name} needs a value`, []);
    return each;
  });
}

function oneText(parsed: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const [first, second] = texts(parsed, name);
  if (second !== undefined) throw usage(`--${name} can be given once only`, []);
  return first;
}

function usage(problem: string, argv: readonly string[]): UserError {
  const command = COMMANDS.find((name) => argv.includes(name));
  const help = `conn-codemod ${command === undefined ? "" : `${command} `}--help`;
  const [first = "", ...rest] = problem.split("\n");
  const text = [first.charAt(0).toLowerCase() + first.slice(1), ...rest].join("\n");
  return new UserError("usage", `${text}.\n\`${help}\` shows what there is.`);
}
