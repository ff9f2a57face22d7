import { rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { PGlite } from "@electric-sql/pglite";
import { createJiti } from "jiti";
import { copyTree, linkNodeModules, temporaryFolder } from "./fixture-tree.ts";

/** A procedure as a caller offers it. */
type Procedure = (input: unknown) => Promise<unknown>;
/** Procedures by their path: `workspace.sources.list`. */
export type Call = (path: string, input: unknown) => Promise<unknown>;

/** The code of the fixture monorepo at one stage, running on a database. */
export interface ConsoleCode {
  /** As a member of the organization `org`. */
  readonly org: Call;
  /** As a signed-in user. */
  readonly user: Call;
  /** As the service that hears of webhooks. */
  readonly m2m: Call;
  isEventWanted(providerResourceId: string, event: string): Promise<boolean>;
  /** Runs a script of the tree to its end. */
  script(path: string, ...args: readonly string[]): Promise<ScriptRun>;
  /** Where the SQL migrations are. */
  readonly migrations: string;
}

export interface ScriptRun {
  readonly exitCode: number;
  readonly output: string;
}

const CLIENT = `
import { drizzle } from "drizzle-orm/pglite";
import * as schema from "./schema";

export const db = drizzle(globalThis.consolePool, { schema });
export type Database = typeof db;
`;

const session = {
  type: "user",
  userId: "user",
  orgId: "org",
  memberships: [{ id: "org", slug: "org", name: "Org" }],
};

/** Loads a copy of the fixture tree `tree` with `pool` in the place of its database. */
export async function loadConsole(tree: string, pool: PGlite): Promise<ConsoleCode> {
  const copy = join(await temporaryFolder(), basename(tree));
  await copyTree(tree, copy);
  await rm(join(copy, "node_modules"), { recursive: true, force: true });
  await linkNodeModules(copy);
  await writeFile(join(copy, "db/console/src/client.ts"), CLIENT);
  Object.assign(globalThis, { consolePool: pool });

  const at = (path: string): string => join(copy, path);
  const alias = {
    "@db/console/schema": at("db/console/src/schema/index.ts"),
    "@db/console/client": at("db/console/src/client.ts"),
    "@db/console": at("db/console/src/index.ts"),
    "@repo/console-validation": at("packages/console-validation/src/index.ts"),
  };
  const load = async (path: string, fresh = false): Promise<Record<string, unknown>> => {
    const options = { alias, fsCache: false, moduleCache: !fresh };
    return await createJiti(import.meta.url, options).import(at(path));
  };
  const { db } = await load("db/console/src/client.ts");
  const routers = await load("api/console/src/root.ts");
  const { isEventWanted } = await load(
    "api/console/src/inngest/workflow/neural/observation-capture.ts",
  );
  const callerOf = (name: string, as: unknown): Call => {
    const router = routers[name] as { createCaller(context: unknown): unknown };
    const caller = router.createCaller({ db, session: as });
    return async (path, input) => {
      const found = path.split(".").reduce<unknown>((inner, key) => {
        // A caller is a function that answers to every key.
        return (inner as Readonly<Record<string, unknown>>)[key];
      }, caller);
      return await (found as Procedure)(input);
    };
  };
  return {
    org: callerOf("orgRouter", session),
    user: callerOf("userRouter", session),
    m2m: callerOf("m2mRouter", { type: "service" }),
    isEventWanted: isEventWanted as ConsoleCode["isEventWanted"],
    script: async (path, ...args) => await runScript(at(path), args, () => load(path, true)),
    migrations: at("db/console/src/migrations"),
  };
}

/** Until the script calls `process.exit`, or has been loaded without doing so. */
async function runScript(
  file: string,
  args: readonly string[],
  load: () => Promise<unknown>,
): Promise<ScriptRun> {
  const { argv, exit } = process;
  const { log, error } = console;
  let output = "";
  const keep = (...words: readonly unknown[]): void => {
    output += `${words.map(String).join(" ")}\n`;
  };
  process.argv = [process.execPath, file, ...args];
  Object.assign(console, { log: keep, error: keep });
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      process.exit = ((code: number) => resolve(code)) as typeof process.exit;
      const text = load();
      text.catch(reject);
      // A script that awaits its work at the top has ended when it is loaded.
      void text.then(() => file.includes("seed-") && resolve(0));
    });
    return { exitCode, output };
  } finally {
    process.argv = argv;
    process.exit = exit;
    Object.assign(console, { log, error });
  }
}
