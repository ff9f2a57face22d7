import type { Argv } from "yargs";
import { CWD, NO_COLOR, PHASE, PLAN, VERBOSE } from "./common-flags.ts";
import { EXPLAIN_FORMATS, ROUTES_FORMATS } from "./report/formats.ts";

/** Of commands whose output is no report. */
function lookFlags(command: Argv, formats: readonly string[], what: string): Argv {
  return command
    .options({
      cwd: CWD,
      format: {
        type: "string",
        array: true,
        requiresArg: true,
        describe: `${formats.join(", ")}; NAME=FILE writes one more to a file (repeatable)`,
        defaultDescription: '"pretty"',
      },
      output: {
        type: "string",
        requiresArg: true,
        describe: `write ${what} to this file instead of standard output`,
      },
      "no-progress": { type: "boolean", describe: "no progress line on standard error" },
      "no-color": NO_COLOR,
      verbose: VERBOSE,
    })
    .group(["help", "version"], "Help:");
}

/** The flags of `routes`. */
export function routesFlags(command: Argv): Argv {
  return lookFlags(command, ROUTES_FORMATS, "the routes").option("root", {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "FILE or FILE#export of the routers to show (repeatable)",
    defaultDescription: "all that are served, typed or called, and mounted nowhere",
  });
}

/** The flags of `explain`. */
export function explainFlags(command: Argv): Argv {
  return lookFlags(command, EXPLAIN_FORMATS, "it")
    .positional("name", {
      type: "string",
      describe: "the name, in any of its spellings: teamMembers, team-members",
    })
    .positional("plan", { ...PLAN, defaultDescription: "conn-codemod.config.*, or else none" })
    .option("phase", { ...PHASE, defaultDescription: "all that the plan does not skip" });
}

/** The flags of `init`: what should become what, and where the plan goes. */
export function initFlags(command: Argv): Argv {
  return command
    .options({
      cwd: CWD,
      "rename-route": wish("appRouter.posts=articles: the route, and its new last key"),
      "move-route": wish("userRouter.posts=orgRouter.articles: the route, and where it goes"),
      "delete-route": wish("appRouter.drafts: a route that nothing calls"),
      "rename-export": wish("src/db/posts.ts#posts=articles: what a module exports"),
      "rename-name": wish("postId=articleId: a name, everywhere"),
      "move-module": wish("src/posts.ts=src/articles.ts: a file"),
      "drop-column": wish("posts.authorId: a column of a Drizzle table"),
      "drop-table": wish("posts: a Drizzle table"),
      output: {
        type: "string",
        requiresArg: true,
        describe: "the plan's file: .json, or .ts for definePlan",
        defaultDescription: '"conn-codemod.config.json"',
      },
      title: { type: "string", requiresArg: true, describe: "what the plan is called" },
      yes: { alias: "y", type: "boolean", describe: "write without asking" },
      force: { type: "boolean", describe: "write over files that are there" },
      "no-progress": { type: "boolean", describe: "no progress line on standard error" },
      "no-color": NO_COLOR,
      verbose: VERBOSE,
    })
    .group(["help", "version"], "Help:");
}

function wish(describe: string) {
  return { type: "string", array: true, requiresArg: true, describe } as const;
}
