import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { KnownData } from "../../audits/requirement.ts";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { loadPlan, selectPhases } from "../../plans/load.ts";
import type { Plan } from "../../plans/plan.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";

const TABLE = "db/console/src/schema/tables/workspace-integrations.ts";
const HELPERS = "api/console/src/lib/source-config.ts";
const SEED = "packages/console-test-data/src/cli/seed-integrations.ts";
const ROUTERS = "api/console/src/router/";
const CAPTURE = "api/console/src/inngest/workflow/neural/observation-capture.ts";
const SOURCES =
  "apps/console/src/app/(app)/(org)/[slug]/[workspaceName]/(manage)/sources/_components/installed-sources.tsx";

function lineOf(tree: Snapshot, path: string, text: string): number {
  return (tree.text(path) ?? "").split("\n").findIndex((line) => line.includes(text)) + 1;
}

describe("phase 3b of the built-in plan on the fixture monorepo", () => {
  let plan: Plan;
  let before: Snapshot;
  let expanded: Snapshot;
  let run: PhaseRun;

  beforeAll(async () => {
    const tree = join(projectRoot, "fixtures/console/before");
    plan = await loadPlan("connections", tree);
    before = (await loadSnapshot(tree)).snapshot;
    const runs = await executePhases(selectPhases(plan, ["1", "2", "3a", "3b"]), before);
    const [, , third, fourth] = runs;
    if (!third || !fourth) throw new Error("no phases were run");
    expanded = third.after;
    run = fourth;
  });

  const after = (path: string): string => run.after.text(path) ?? `there is no ${path}`;
  /** Phase 3b on a tree, with what stands in its way. */
  const blockersOn = async (tree: Snapshot, known?: KnownData) => {
    const [only] = await executePhases(selectPhases(plan, ["3b"]), tree, { known });
    expect(only?.state).toBe("blocked");
    expect(only?.after).toBe(tree);
    const notes = only?.steps.flatMap((step) => step.notes) ?? [];
    return notes.filter(({ severity }) => severity === "blocking");
  };
  /** The tree before the phase with one text in the place of another, which is there once. */
  const changed = (path: string, from: string, to: string): Snapshot => {
    const text = expanded.text(path) ?? "";
    expect(text.split(from)).toHaveLength(2);
    return expanded.with([{ kind: "write", path, text: text.replace(from, () => to) }], "test");
  };

  test("leaves nothing to a person, but says that what a procedure answers has changed", () => {
    expect(run.state).toBe("pending");
    const notes = run.steps.flatMap((step) => step.notes);
    expect(notes.map(({ code, severity, path }) => [code, severity, path])).toEqual([
      ["answer-changed", "info", `${ROUTERS}org/workspace.ts`],
      ["answer-changed", "info", `${ROUTERS}org/workspace.ts`],
    ]);
  });

  test("changes the files that read or write the column, and takes away the three of 3a", () => {
    const known = new Map(expanded.overlay().map(({ path, text }) => [path, text]));
    const now = new Set(run.after.overlay().map(({ path }) => path));
    const differing = changeSet(before, run.after)
      .filter(({ path, after: text }) => known.get(path) !== text)
      .map(({ path, change }) => `${change} ${path}`);
    expect(differing).toEqual(
      [
        CAPTURE,
        `${ROUTERS}m2m/sources.ts`,
        `${ROUTERS}org/workspace.ts`,
        `${ROUTERS}user/workspace.ts`,
        SOURCES,
        TABLE,
        SEED,
      ].map((path) => `modified ${path}`),
    );
    expect([...known.keys()].filter((path) => !now.has(path))).toEqual([
      HELPERS.replace(".ts", ".test.ts"),
      HELPERS,
      "packages/console-test-data/src/cli/backfill-source-config-split.ts",
    ]);
  });

  test("leaves the old name nowhere but where it is another's", () => {
    const left = run.after
      .paths()
      .filter((path) => /source_?config/i.test(run.after.text(path) ?? ""))
      .filter((path) => !/\/migrations\//.test(path));
    expect(left).toEqual(["vendor/next/src/next-config-builder.ts"]);
  });

  test("makes the columns NOT NULL, and leaves no comment that is false now", () => {
    expect(after(TABLE)).toMatch(/provider: varchar\(.*\)\.\$type<\w+>\(\)\.notNull\(\),/);
    for (const type of ["ResourceMeta", "SyncConfig"]) {
      expect(after(TABLE)).toContain(`.$type<${type}>().notNull(),`);
    }
    expect(after(TABLE)).toContain(".$type<BackfillState>(),");
    expect(after(TABLE)).toContain("    // Denormalized for fast filtering\n");
    expect(after(TABLE)).not.toContain("how it is synced");
    expect(after(CAPTURE)).toContain("wanted, based on syncConfig.events;");
    expect(after(CAPTURE)).toContain("const configWithSync = integration.syncConfig;");
    expect(after(`${ROUTERS}org/workspace.ts`)).toContain(
      "        // Update the events of syncConfig\n        const currentConfig = integration.syncConfig;\n",
    );
  });

  test("answers what a client reads, which reads it there", () => {
    const router = after(`${ROUTERS}org/workspace.ts`);
    expect(router).toMatch(/metadata: s\.resourceMeta,\n\s+syncConfig: s\.syncConfig,/);
    expect(router).toContain("resource: { id: s.id, resourceData: s.resourceMeta }");
    expect(after(SOURCES)).toContain("<EventList events={source.syncConfig.events ?? []} />");
    expect(after(SOURCES)).not.toMatch(/\bsync\b/);
  });

  test("changes what has changed, and no more", () => {
    const webhooks = after(`${ROUTERS}m2m/sources.ts`);
    expect(webhooks.match(/resourceMeta: updatedConfig/g)).toHaveLength(2);
    expect(webhooks).not.toContain("syncConfig");
    expect(after(`${ROUTERS}user/workspace.ts`)).toMatch(
      /\.set\(\{\n\s+syncConfig,\n\s+isActive: true,\n\s+\}\)/,
    );
  });

  test("finds nothing to do the second time, and nothing of 3a either", async () => {
    for (const id of ["3a", "3b"]) {
      const [again] = await executePhases(selectPhases(plan, [id]), run.after);
      expect([id, again?.state]).toEqual([id, "done"]);
    }
  });

  test("is blocked before 3a, at the column", async () => {
    const tree = await executePhases(selectPhases(plan, ["1", "2"]), before);
    const last = tree.at(-1)?.after ?? before;
    expect(await blockersOn(last)).toMatchObject([
      { code: "not-expanded", path: TABLE, line: lineOf(last, TABLE, "sourceConfig: jsonb(") },
    ]);
  });

  test("is blocked by a write of the old column alone, there", async () => {
    const path = `${ROUTERS}m2m/sources.ts`;
    const tree = changed(
      path,
      `.set({
              sourceConfig: updatedConfig,
              resourceMeta: extractResourceMeta(updatedConfig),
              syncConfig: extractSyncConfig(updatedConfig),
            })`,
      ".set({ sourceConfig: updatedConfig })",
    );
    const line = lineOf(tree, path, ".set({ sourceConfig: updatedConfig })");
    expect(await blockersOn(tree)).toMatchObject([{ code: "not-written-too", path, line }]);
  });

  test("is blocked by a reader that no step rewrites, there", async () => {
    const path = CAPTURE;
    const tree = changed(
      path,
      "  if (!integration) return false;\n",
      "  if (!integration) return false;\n  console.debug(JSON.stringify(integration.sourceConfig));\n",
    );
    const line = lineOf(tree, path, "JSON.stringify");
    expect(await blockersOn(tree)).toMatchObject([{ code: "whole-value", path, line }]);
  });

  test("is blocked while nothing shows that the rows are ready, at the column", async () => {
    const known = { plan: { id: "connections", name: "" }, now: new Date() };
    const [only, ...others] = await blockersOn(expanded, known);
    expect(others).toEqual([]);
    const line = lineOf(expanded, TABLE, 'jsonb("source_config")');
    expect(only).toMatchObject({ code: "data-not-shown", path: TABLE, line });
    expect(only?.message).toContain(
      "`conn-codemod evidence --phase 3b --database URL --output evidence.json`",
    );
  });
});
