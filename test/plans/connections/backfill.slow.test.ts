import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { countRows, isReady, splitColumnData } from "../../../audits/split/count-rows.ts";
import {
  BACKFILL,
  backfillScript,
} from "../../../plans/connections/source-config-split/backfill-script.ts";
import { splitData } from "../../../plans/connections/source-config-split/data.ts";
import { loadConsole } from "../../helpers/console-code.ts";
import type { ConsoleCode } from "../../helpers/console-code.ts";
import {
  copyTree,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "../../helpers/fixture-tree.ts";

const TABLE = "db/console/src/schema/tables/workspace-integrations.ts";
const { at: _, fill: __, maxAgeHours: ___, ...data } = splitData;
const rule = splitColumnData.parse(data);
const sync = { events: ["push"], autoSync: true };
const github = { version: 1, sourceType: "github", type: "repository", repoId: "r", sync };
const { version: ____, sync: _____, ...githubMeta } = github;

/** The rows of the fixture's table, with new columns that were added by hand. */
describe("the script that fills the parts of a source config", () => {
  let tree: string;
  let pool: PGlite;
  let code: ConsoleCode;

  beforeAll(async () => {
    tree = join(await temporaryFolder(), "console");
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    await linkNodeModules(tree);
    const table = await readFile(join(tree, TABLE), "utf8");
    const columns = `
    resourceMeta: jsonb("resource_meta").$type<{ sourceType: string; repoId?: string }>(),
    syncConfig: jsonb("sync_config").$type<{ events?: string[]; autoSync: boolean }>(),

    // Id of the resource at the provider`;
    await writeFile(
      join(tree, TABLE),
      table.replace("\n    // Id of the resource at the provider", columns),
    );
    await writeFile(join(tree, BACKFILL), backfillScript);
    pool = new PGlite();
    code = await loadConsole(tree, pool);
    await migrate(drizzle(pool), { migrationsFolder: code.migrations });
    await pool.exec(`
      ALTER TABLE lightfast_workspace_integrations
        ADD COLUMN resource_meta jsonb, ADD COLUMN sync_config jsonb;
      INSERT INTO lightfast_org_workspaces (id, clerk_org_id, name, slug, settings)
        VALUES ('ws', 'org', 'one', 'one', '{}')`);
  });
  afterAll(async () => await pool.close());
  beforeEach(async () => await pool.exec("DELETE FROM lightfast_workspace_integrations"));

  const insert = async (id: string, config: unknown, more: object = {}): Promise<void> => {
    const row = {
      id,
      workspace_id: "ws",
      connected_by: "user",
      provider_resource_id: id,
      source_config: config,
      is_active: true,
      document_count: 0,
      connected_at: "2025-01-01T00:00:00Z",
      ...more,
    };
    await pool.query(
      "INSERT INTO lightfast_workspace_integrations SELECT * FROM jsonb_populate_record(NULL::lightfast_workspace_integrations, $1::jsonb)",
      [JSON.stringify(row)],
    );
  };
  const rows = async () => {
    const list = "id, resource_meta AS meta, sync_config AS sync, provider";
    const found = await pool.query<Record<string, unknown>>(
      `SELECT ${list} FROM lightfast_workspace_integrations ORDER BY id`,
    );
    return found.rows;
  };
  const backfill = async (...args: readonly string[]) => await code.script(BACKFILL, ...args);
  const counts = async () =>
    await pool.transaction(async (transaction) => {
      const query = async (text: string, values: readonly string[] = []) =>
        (await transaction.query<string[]>(text, [...values], { rowMode: "array" })).rows;
      return await countRows(rule, { query, exec: async (text) => void (await query(text)) });
    });

  test("type-checks", async () => {
    expect(await typeErrors(tree)).toEqual([]);
  });

  test("goes by batches, tells how far it is, and finds nothing to do the second time", async () => {
    for (let index = 0; index < 7; index += 1) await insert(`row-${index}`, github);
    const first = await backfill("--batch", "3");
    expect(first).toEqual({
      exitCode: 0,
      output:
        "7 workspace integrations to fill\n  3 of 7: 3 filled\n  6 of 7: 6 filled\n  7 of 7: 7 filled\n7 filled, 0 left\n",
    });
    const filled = await rows();
    expect(filled[0]).toEqual({ id: "row-0", meta: githubMeta, sync, provider: "github" });
    expect(isReady(await counts())).toBe(true);
    expect(await backfill()).toEqual({
      exitCode: 0,
      output: "0 workspace integrations to fill\n0 filled, 0 left\n",
    });
    expect(await rows()).toEqual(filled);
  });

  test("counts what it cannot split, leaves it as it is, and goes on behind it", async () => {
    await insert("a", { ...github, sourceType: "fax" });
    await insert("b", github);
    await insert("c", "text");
    await insert("d", { ...github, sync: null });
    await insert("e", { ...github, sourceType: "fax" });
    const { exitCode, output } = await backfill("--batch", "2");
    expect(exitCode).toBe(1);
    expect(output).toContain('2 not filled: unknown sourceType "fax": a, e\n');
    expect(output).toContain("1 not filled: sourceConfig is no object: c\n");
    expect(output).toContain("1 not filled: there is no sync: d\n");
    expect(output).toContain("1 filled, 4 left\n");
    const found = await rows();
    expect(found.map(({ meta }) => meta)).toEqual([null, githubMeta, null, null, null]);
    const { unsplittable } = await counts();
    expect(unsplittable.map(({ rows }) => rows)).toEqual([2, 1, 1]);
  });

  test("writes nothing over what is there", async () => {
    const own = { ...githubMeta, repoId: "written since" };
    await insert("a", github, { resource_meta: own });
    await insert("b", github, { resource_meta: own, sync_config: sync, provider: "github" });
    expect((await backfill()).output).toContain("1 of 1: 1 filled");
    expect(await rows()).toEqual([
      { id: "a", meta: own, sync, provider: "github" },
      { id: "b", meta: own, sync, provider: "github" },
    ]);
    // What differs from the old column is for the evidence to tell.
    const { differing } = await counts();
    expect(differing).toMatchObject([{ column: "resource_meta", rows: 2 }]);
  });

  test("leaves a row whose numbers it cannot hold exactly", async () => {
    await insert("a", github);
    await pool.exec(
      `UPDATE lightfast_workspace_integrations SET source_config = source_config || '{"big": 12345678901234567890}'`,
    );
    const { exitCode, output } = await backfill();
    expect(exitCode).toBe(1);
    expect(output).toContain("it was changed meanwhile, or cannot be read exactly");
    expect((await rows())[0]).toMatchObject({ meta: null });
  });

  test("writes nothing in a dry run, and takes no batch that is none", async () => {
    await insert("a", github);
    expect(await backfill("--dry-run")).toMatchObject({ exitCode: 0 });
    expect((await rows())[0]).toMatchObject({ meta: null });
    const wrong = await backfill("--batch", "0");
    expect(wrong.exitCode).toBe(1);
    expect(wrong.output).toContain("--batch takes a number of rows");
  });
});
