import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { serverAt } from "../../audits/database/server.ts";
import { evidence } from "../../audits/split/evidence.ts";
import { countTrials } from "../audits/split/count-trials.ts";
import { inProcess } from "../helpers/in-process.ts";
import { readReport } from "../helpers/report-schema.ts";
import { smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";
import { FILL_ORDERS, ORDERS, splitFiles, splitPlan } from "../helpers/split-plan.ts";

const server = inject("server");
const password = "not:a/secret";

async function run(name: string, ...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: `${server}/${name}` });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  await run("postgres", "CREATE DATABASE counted", "CREATE ROLE stranger LOGIN PASSWORD 'secret'");
});

countTrials(() => serverAt(`${server}/counted`));

describe("conn-codemod evidence", () => {
  let target: SmallTarget;
  let file: string;
  beforeEach(async () => {
    target = await smallTarget(splitFiles, splitPlan);
    file = join(target.beside, "evidence.json");
    await run(
      "counted",
      "DROP TABLE IF EXISTS orders",
      ORDERS,
      `INSERT INTO orders (id, details) SELECT n, '{"version": 1, "kind": "parcel", "terms": {}}' FROM generate_series(1, 3) AS n`,
    );
  });
  const database = ["--database", `${server}/counted`];
  const conn = async (command: string, ...flags: readonly string[]) =>
    await inProcess(target.root, [command, target.plan, "--phase", "2", ...flags]);
  const notesOf = async (...flags: readonly string[]) => {
    const { exitCode, stdout } = await conn("run", "--dry-run", "--format", "json", ...flags);
    return { exitCode, codes: readReport(stdout).notes.map(({ code }) => code) };
  };

  test("counts, changes nothing, and tells no password; what it writes opens the gate", async () => {
    const first = await conn("evidence", ...database, "--output", file);
    expect([first.exitCode, first.stdout]).toEqual([1, ""]);
    expect(first.stderr).toBe(
      "orders.details: 3 rows\n  3 with NULL in terms\n  3 with NULL in about\n  3 with NULL in kind\n",
    );
    expect(await notesOf("--evidence", file)).toEqual({
      exitCode: 1,
      codes: Array<string>(3).fill("rows-not-filled"),
    });
    expect((await notesOf(...database)).codes).toHaveLength(3);

    await run("counted", FILL_ORDERS);
    const started = Date.now();
    const second = await conn("evidence", ...database, "--output", file);
    const ended = Date.now();
    expect(second).toMatchObject({
      exitCode: 0,
      stderr: "orders.details: 3 rows, all of them ready\n",
    });
    const text = readFileSync(file, "utf8");
    const found = evidence.parse(JSON.parse(text));
    expect(found).toMatchObject({
      plan: "split",
      database: { server: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as unknown, name: "counted" },
      tables: [{ phase: "2", table: "orders", column: "details", rows: 3 }],
    });
    expect(Date.parse(found.takenAt)).toBeGreaterThanOrEqual(started);
    expect(Date.parse(found.takenAt)).toBeLessThanOrEqual(ended);
    expect(text + first.stderr + second.stderr).not.toContain(password);
    expect(text).not.toContain(encodeURIComponent(password));
    expect(text).not.toContain("admin");

    expect(await notesOf("--evidence", file)).toEqual({ exitCode: 0, codes: [] });
    expect(await notesOf(...database)).toEqual({ exitCode: 0, codes: [] });
  });

  test("writes to standard output where no file is named", async () => {
    const { exitCode, stdout } = await conn("evidence", ...database);
    expect(exitCode).toBe(1);
    expect(evidence.parse(JSON.parse(stdout)).tables[0]?.columns).toEqual(
      ["terms", "about", "kind"].map((name) => ({ name, nulls: 3 })),
    );
  });

  test("says what it may not or cannot look at, without the password", async () => {
    const stranger = new URL(`${server}/counted`);
    stranger.username = "stranger";
    stranger.password = "secret";
    const refused = await conn("evidence", "--database", stranger.href);
    expect(refused).toMatchObject({ exitCode: 2, stdout: "" });
    expect(refused.stderr).toContain("permission denied for table orders");
    expect(refused.stderr).not.toContain("secret");
    await run("counted", "ALTER TABLE orders DROP COLUMN details");
    const gone = await conn("evidence", ...database);
    expect(gone.exitCode).toBe(2);
    expect(gone.stderr).toContain("orders has no column details");
  });
});
