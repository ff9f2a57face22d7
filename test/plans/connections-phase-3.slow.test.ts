import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { countRows, isReady, splitColumnData } from "../../audits/split/count-rows.ts";
import type { SplitCounts } from "../../audits/split/count-rows.ts";
import { ruleOf } from "../../audits/split/evidence.ts";
import type { Evidence } from "../../audits/split/evidence.ts";
import { connections } from "../../plans/connections/index.ts";
import { BACKFILL } from "../../plans/connections/source-config-split/backfill-script.ts";
import { splitData } from "../../plans/connections/source-config-split/data.ts";
import { cli } from "../helpers/cli.ts";
import { loadConsole } from "../helpers/console-code.ts";
import type { ConsoleCode } from "../helpers/console-code.ts";
import { answersOf, changeRows, writeRows } from "../helpers/console-rows.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import {
  copyTree,
  gitInit,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "../helpers/fixture-tree.ts";
import { pnpmIn } from "../helpers/pnpm.ts";

const ids = connections.phases?.map(({ id }) => id) ?? [];
const { at: _, fill: __, maxAgeHours: ___, ...data } = splitData;
const rule = splitColumnData.parse(data);

/**
 * Old code, its rows, the first migration, both codes side by side, the backfill, the second
 * migration and the last code: one database, and after each stage the same answers.
 */
describe.runIf(ids.includes("3a") && ids.includes("3b"))("the split, end to end", () => {
  let folder: string;
  let tree: string;
  let env: Record<string, string>;
  let pool: PGlite;
  let old: ConsoleCode;
  let both: ConsoleCode;

  const conn = async (...args: readonly string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await cli(tree, [...args], env);
    if (exitCode !== 0)
      throw new Error(`${args.join(" ")} ended with ${exitCode}:\n${stdout}${stderr}`);
  };
  const phase = async (id: string, ...flags: readonly string[]): Promise<void> =>
    await conn("run", "--exec", "--phase", id, "--allow-dirty", ...flags);
  const stage = async (name: string): Promise<ConsoleCode> => {
    expect(await typeErrors(tree)).toEqual([]);
    const copy = join(folder, name);
    await copyTree(tree, copy);
    const code = await loadConsole(copy, pool);
    await migrate(drizzle(pool), { migrationsFolder: code.migrations });
    return code;
  };
  const counts = async (): Promise<SplitCounts> =>
    await pool.transaction(async (transaction) => {
      const query = async (text: string, values: readonly string[] = []) =>
        (await transaction.query<string[]>(text, [...values], { rowMode: "array" })).rows;
      return await countRows(rule, { query, exec: async (text) => void (await query(text)) });
    });
  /** What `conn-codemod evidence` would have written of this database, which has no address. */
  const evidence = async (name: string): Promise<string> => {
    const { schema, table, column } = rule;
    const found: Evidence = {
      schemaVersion: 1,
      tool: { name: "conn-codemod", version: "0" },
      plan: connections.id,
      database: { server: "in this process", name: "console", version: "" },
      takenAt: new Date().toISOString(),
      tables: [{ phase: "3b", rule: ruleOf(rule), schema, table, column, ...(await counts()) }],
    };
    writeFiles(folder, { [name]: JSON.stringify(found, undefined, 2) });
    return join(folder, name);
  };

  beforeAll(async () => {
    // The fixture's code tells of each event that it leaves out.
    vi.spyOn(console, "info").mockReturnValue();
    folder = await temporaryFolder();
    tree = join(folder, "console");
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    await gitInit(tree);
    await linkNodeModules(tree);
    // Types are checked at each stage, by the compiler itself.
    env = await pnpmIn(folder, ["typecheck", "lint", "build:console"]);
    pool = new PGlite();
    await phase("1");
    await phase("2");
    old = await stage("old");
    await writeRows(old, pool, "first");
  });
  afterAll(async () => await pool.close());

  test("stage by stage", async () => {
    const before = await answersOf(old, pool);
    expect(before.rows.length).toBeGreaterThan(5);

    // 3a: both codes are running.
    await phase("3a");
    both = await stage("both");
    expect(await answersOf(old, pool)).toEqual(before);
    expect(await answersOf(both, pool)).toEqual(before);

    await writeRows(old, pool, "second");
    await writeRows(both, pool, "third");
    await changeRows(old, pool, "first");
    await changeRows(both, pool, "second");
    const during = await answersOf(old, pool);
    expect(await answersOf(both, pool)).toEqual(during);
    expect(during.rows.length).toBe(before.rows.length * 3);

    // What the code of 3a writes needs no filling, and what the old code writes does.
    const unfilled = await counts();
    expect(unfilled.columns.find(({ name }) => name === "sync_config")?.nulls).toBeGreaterThan(0);
    expect(unfilled).toMatchObject({ unsplittable: [], differing: [] });
    await expect(phase("3b", "--evidence", await evidence("early.json"))).rejects.toThrow(
      "ended with 1",
    );

    expect(await both.script(BACKFILL, "--batch", "2")).toMatchObject({ exitCode: 0 });
    expect(isReady(await counts())).toBe(true);
    expect(await answersOf(old, pool)).toEqual(during);
    expect(await answersOf(both, pool)).toEqual(during);

    // Old code that still runs changes what is filled: told, and mended as the message says.
    await changeRows(old, pool, "third");
    expect((await counts()).differing.map(({ column }) => column).sort()).toEqual([
      "resource_meta",
      "sync_config",
    ]);
    await pool.exec(
      "UPDATE lightfast_workspace_integrations SET resource_meta = NULL, sync_config = NULL WHERE provider_resource_id LIKE '%-third'",
    );
    expect(await both.script(BACKFILL)).toMatchObject({ exitCode: 0 });
    expect(isReady(await counts())).toBe(true);
    const filled = await answersOf(both, pool);

    // 3b: the old column is gone.
    await phase("3b", "--evidence", await evidence("ready.json"));
    const last = await stage("last");
    expect(await answersOf(last, pool)).toEqual(filled);
    await writeRows(last, pool, "fourth");
    await changeRows(last, pool, "fourth");
    const after = await answersOf(last, pool);
    expect(after.rows.length).toBe(before.rows.length * 4);
    // The same as the old code gave for rows of the same kind.
    const own = (answers: typeof after, group: string) =>
      answers.rows.filter((row) => row.group === group).map(({ group: __, ...row }) => row);
    expect(own(after, "fourth")).toEqual(own(after, "third"));
  });
});
