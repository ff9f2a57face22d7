import yargs from "yargs";
import type { Argv } from "yargs";
import { CWD, EVIDENCE, NO_CACHE, NO_COLOR, PHASE, PLAN, VERBOSE } from "./common-flags.ts";
import { explainFlags, initFlags, routesFlags } from "./look-flags.ts";
import { FORMATS } from "./report/formats.ts";

/** What says how to evaluate, and so has nothing to say where a report is there already. */
const EVALUATING = [
  "plan",
  "phase",
  "exec",
  "strict",
  "database",
  "evidence",
  "base",
  "baseline",
  "update-baseline",
  "accept-new",
  "suggest",
  "write-ticks",
];

/**
 * The commands and their flags; `columns` is for the help. Undefined where nobody will see one: the
 * parser makes it each time nevertheless, and lines that are not broken are made much faster.
 */
export function commandLine(version: string, columns: number | undefined): Argv {
  return yargs()
    .scriptName("conn-codemod")
    .usage("$0 <command> [plan] [flags]\n\nRuns a migration plan on a TypeScript monorepo.")
    .command("run [plan]", "rewrite the code and apply the change", runFlags)
    .command("audit [plan]", "say whether the plan's criteria hold; write nothing", auditFlags)
    .command("report [plan]", "audit, and comment on a pull request", reportFlags)
    .command("status [plan]", "say which phases are done, pending or blocked", statusFlags)
    .command("plan [plan]", "show the plan in words", commonFlags)
    .command("evidence [plan]", "count in a database whether its rows are ready", evidenceFlags)
    .command("routes", "show the tRPC routers, who calls them, and splitLinks", routesFlags)
    .command("explain <name> [plan]", "show where a name is, and what becomes of it", explainFlags)
    .command("init", "write a plan of your own for this repository", initFlags)
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
    .wrap(columns === undefined ? null : Math.min(columns, 96));
}

function commonFlags(command: Argv): Argv {
  return command
    .positional("plan", PLAN)
    .options({
      cwd: CWD,
      phase: { ...PHASE, defaultDescription: "all that the plan does not skip" },
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
    "no-cache": NO_CACHE,
    database: {
      type: "string",
      requiresArg: true,
      describe: 'where to try SQL migrations: "embedded", or the URL of a PostgreSQL server',
    },
    evidence: EVIDENCE,
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

/** What shows whether the data is ready for a phase that needs it to be. */
function dataFlags(command: Argv): Argv {
  return command
    .options({
      evidence: EVIDENCE,
      database: {
        type: "string",
        requiresArg: true,
        describe: "count there instead: the URL of the database in use, which is only read",
      },
    })
    .conflicts("evidence", "database");
}

function statusFlags(command: Argv): Argv {
  return dataFlags(commonFlags(command)).options({ "no-cache": NO_CACHE });
}

function evidenceFlags(command: Argv): Argv {
  return command
    .positional("plan", PLAN)
    .options({
      cwd: CWD,
      phase: { ...PHASE, defaultDescription: "all that require something of the data" },
      database: {
        type: "string",
        requiresArg: true,
        demandOption: "evidence needs the database to count in: --database URL",
        describe: "the URL of the database in use, which is only read",
      },
      output: {
        type: "string",
        requiresArg: true,
        describe: "write the evidence to this file instead of standard output",
      },
      "no-color": NO_COLOR,
      verbose: VERBOSE,
    })
    .group(["help", "version"], "Help:");
}

function runFlags(command: Argv): Argv {
  return dataFlags(execFlags(command)).options({
    "no-cache": NO_CACHE,
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
