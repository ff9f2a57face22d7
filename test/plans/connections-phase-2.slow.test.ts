import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { databaseNamed } from "../../audits/database/open.ts";
import type { EvaluationContext, Verdict } from "../../audits/criterion.ts";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { loadPlan, selectPhases } from "../../plans/load.ts";
import type { Phase } from "../../plans/plan.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { cli } from "../helpers/cli.ts";
import {
  copyTree,
  gitInit,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "../helpers/fixture-tree.ts";
import { pnpmIn } from "../helpers/pnpm.ts";
import { readReport } from "../helpers/report-schema.ts";
import { seedRuns } from "../helpers/seed-database.ts";

const SCHEMA = "db/console/src/schema/";
const MIGRATIONS = "db/console/src/migrations";
const SEED = "packages/console-test-data/src/cli/seed-integrations.ts";

/** What drizzle-kit is to write; the order is its own. */
const STATEMENTS = [
  'ALTER TABLE "lightfast_workspace_integrations" DROP COLUMN "gateway_installation_id";',
  'ALTER TABLE "lightfast_workspace_integrations" DROP COLUMN "user_source_id";',
  'ALTER TABLE "lightfast_workspace_integrations" DROP CONSTRAINT "lightfast_workspace_integrations_user_source_id_lightfast_user_sources_id_fk";',
  'DROP INDEX "workspace_source_user_source_id_idx";',
  'DROP TABLE "lightfast_user_sources" CASCADE;',
];

describe("phase 2 of the built-in plan, as it is, on the fixture monorepo", () => {
  let tree: string;
  let phases: readonly Phase[];
  let before: Snapshot;
  let run: PhaseRun;

  beforeAll(async () => {
    tree = join(await temporaryFolder(), "console");
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    const plan = await loadPlan("connections", tree);
    phases = selectPhases(plan, ["1", "2"]);
    const [first, second] = await executePhases(phases, (await loadSnapshot(tree)).snapshot);
    if (!first || !second) throw new Error("no phases were run");
    before = first.after;
    run = second;
  });

  const after = (path: string): string => run.after.text(path) ?? `there is no ${path}`;
  const criterion = (kind: string) => {
    const found = phases[1]?.criteria.find((each) => each.kind === kind);
    if (!found) throw new Error(`there is no criterion ${kind}`);
    return found;
  };

  test("leaves nothing to a person", () => {
    const notes = run.steps.flatMap((step) => step.notes);
    expect(run.state).toBe("pending");
    expect(notes.filter((note) => note.severity !== "info")).toEqual([]);
  });

  test("changes the files that the plan names, and no other", () => {
    const untouched = new Map(before.overlay().map(({ path, text }) => [path, text]));
    const changed = changeSet(before, run.after)
      .filter(({ path, after: text }) => !untouched.has(path) || untouched.get(path) !== text)
      .map(({ path, change }) => `${change} ${path}`);
    expect(changed).toEqual([
      "modified db/console/src/index.ts",
      `modified ${SCHEMA}index.ts`,
      `modified ${SCHEMA}relations.ts`,
      `modified ${SCHEMA}tables/gw-installations.ts`,
      `modified ${SCHEMA}tables/index.ts`,
      `deleted ${SCHEMA}tables/user-sources.ts`,
      `modified ${SCHEMA}tables/workspace-integrations.ts`,
      `modified ${SEED}`,
      "modified packages/console-validation/src/schemas/sources.ts",
    ]);
  });

  test("leaves a schema that reads well", () => {
    const integrations = after(`${SCHEMA}tables/workspace-integrations.ts`);
    expect(integrations).not.toMatch(/userSource|gatewayInstallationId|Gateway connection ref/);
    expect(integrations).toContain(
      "3. We create a row that links the installation to the workspace",
    );
    expect(integrations).toContain("// Gateway installation FK (org-scoped)\n    installationId:");
    expect(after(`${SCHEMA}tables/gw-installations.ts`)).toContain(
      "    // Typed provider account info\n    providerAccountInfo:",
    );
    expect(after("packages/console-validation/src/schemas/sources.ts")).toContain(
      "Used by:\n * - workspace_integrations table",
    );
    for (const path of [
      `${SCHEMA}tables/index.ts`,
      `${SCHEMA}index.ts`,
      "db/console/src/index.ts",
    ]) {
      expect(after(path)).not.toMatch(/UserSource/i);
      expect(after(path)).toContain("userApiKeys, type UserApiKey, type InsertUserApiKey");
    }
    expect(after(`${SCHEMA}relations.ts`)).toMatch(
      /references: \[orgWorkspaces\.id\],\n {2}\}\),\n {2}installation: one\(/,
    );
  });

  test("is red before and green after, for each criterion about the code", async () => {
    const code = (phases[1]?.criteria ?? []).filter(({ kind }) => /zero|path/.test(kind));
    expect(code).toHaveLength(4);
    for (const each of code) {
      expect(await each.evaluate(before, {})).toMatchObject({ status: "fail" });
      expect(await each.evaluate(run.after, {})).toMatchObject({ status: "pass" });
    }
    expect(await criterion("migration").evaluate(run.after, {})).toMatchObject({ status: "fail" });
  });

  test("finds nothing to do the second time", async () => {
    const [again] = await executePhases(phases.slice(1), run.after);
    expect(again?.state).toBe("done");
    expect(again?.after).toBe(run.after);
  });
});

describe("with drizzle-kit as the command of the phase", () => {
  let tree: string;
  let snapshot: Snapshot;
  let phase: Phase;
  let report: ReturnType<typeof readReport>;
  let file: string;
  let sql: string;

  const evaluate = (kind: string, of: Snapshot, context: EvaluationContext): Promise<Verdict> => {
    const found = phase.criteria.find((each) => each.kind === kind);
    if (!found) throw new Error(`there is no criterion ${kind}`);
    return found.evaluate(of, context);
  };

  const onEmbedded: EvaluationContext = { openDatabase: databaseNamed("embedded") };

  beforeAll(async () => {
    const folder = await temporaryFolder();
    tree = join(folder, "console");
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    await gitInit(tree);
    await linkNodeModules(tree);
    const env = await pnpmIn(folder);
    const first = await cli(tree, ["run", "--phase", "1"]);
    if (first.exitCode !== 0) throw new Error(first.stdout);
    const flags = ["--phase", "2", "--allow-dirty", "--format", "json"];
    report = readReport((await cli(tree, ["run", "--exec", ...flags], env)).stdout);

    [phase] = selectPhases(await loadPlan("connections", tree), ["2"]) as [Phase];
    const names = await readdir(join(tree, MIGRATIONS));
    const [added, ...others] = names.filter((name) => name.startsWith("0002_"));
    if (added === undefined || others.length > 0) throw new Error(`there are ${names.join(", ")}`);
    file = join(tree, MIGRATIONS, added);
    sql = await readFile(file, "utf8");
    snapshot = (await loadSnapshot(tree)).snapshot;
  });

  test("the command has run, and what waited for it holds", () => {
    expect(report.commands).toMatchObject([
      { phase: "2", command: "pnpm db:generate", folder: "db/console", status: "passed" },
    ]);
    expect(report.commands[0]?.output).toContain("Your SQL migration file");
    const migration = report.criteria.find(({ kind }) => kind === "migration");
    expect(migration?.status).toBe("pass");
  });

  test("the migration is what the plan says, and there is nothing else to generate", async () => {
    const statements = sql.split("--> statement-breakpoint").map((statement) => statement.trim());
    // drizzle-kit says this of every table that it drops; it changes nothing.
    const policy = 'ALTER TABLE "lightfast_user_sources" DISABLE ROW LEVEL SECURITY;';
    expect(statements.sort()).toEqual([policy, ...STATEMENTS].sort());

    const names = await readdir(join(tree, MIGRATIONS));
    const { all } = await execa("pnpm", ["db:generate"], {
      cwd: join(tree, "db/console"),
      env: await pnpmIn(await temporaryFolder()),
      all: true,
    });
    expect(all).toContain("No schema changes");
    expect(await readdir(join(tree, MIGRATIONS))).toEqual(names);
  });

  test("the tree type-checks, and is formatted as before", async () => {
    expect(await typeErrors(tree)).toEqual([]);
    const prettier = join(projectRoot, "node_modules", "prettier", "bin", "prettier.cjs");
    const { exitCode } = await execa(process.execPath, [prettier, "--check", "."], { cwd: tree });
    expect(exitCode).toBe(0);
  });

  test("the migration applies in the order that it has been put into, and not in drizzle-kit's", async () => {
    const verdict = await evaluate("database", snapshot, onEmbedded);
    expect(verdict).toMatchObject({ status: "pass", hits: [] });
    expect(verdict.message).toContain("DROP TABLE lightfast_user_sources: 3 rows");

    // The table first, and with it goes the constraint that a later statement names.
    const separator = "--> statement-breakpoint";
    const statements = sql.split(separator).map((statement) => statement.trim());
    const table = statements.find((statement) => statement.startsWith("DROP TABLE")) ?? "";
    const others = statements.filter((statement) => statement !== table);
    const path = file.slice(tree.length + 1);
    const text = [table, ...others].join(`\n${separator}\n`);
    const broken = snapshot.with([{ kind: "write", path, text }], "test");
    const failed = await evaluate("database", broken, onEmbedded);
    expect(failed.status).toBe("fail");
    expect(failed.hits[0]?.text).toContain("DROP CONSTRAINT");
    expect(await evaluate("migration", broken, {})).toMatchObject({ status: "pass" });

    // The seed script runs on what the migrations lead to.
    const script = await readFile(join(tree, SEED), "utf8");
    const [runs] = await seedRuns(tree, [{ script, installed: ["github", "sentry"], runs: 2 }]);
    expect(runs?.[0]).toHaveLength(4);
    expect(runs?.[1]).toEqual(runs?.[0]);
  });
});
