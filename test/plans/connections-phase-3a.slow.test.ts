import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, test } from "vitest";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { loadPlan, selectPhases } from "../../plans/load.ts";
import type { Plan } from "../../plans/plan.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import {
  copyTree,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "../helpers/fixture-tree.ts";

const SCHEMA = "db/console/src/schema/tables/workspace-integrations.ts";
const HELPERS = "api/console/src/lib/source-config.ts";
const SEED = "packages/console-test-data/src/cli/seed-integrations.ts";

/** The write paths of the document's table, with how often each file writes; and the seed script. */
const WRITES: readonly (readonly [path: string, count: number])[] = [
  ["api/console/src/router/user/workspace.ts", 2],
  ["api/console/src/router/org/workspace.ts", 4],
  ["api/console/src/router/m2m/sources.ts", 2],
  [SEED, 1],
];

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

describe("phase 3a of the built-in plan on the fixture monorepo", () => {
  let tree: string;
  let plan: Plan;
  let before: Snapshot;
  let run: PhaseRun;

  beforeAll(async () => {
    tree = join(await temporaryFolder(), "console");
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    plan = await loadPlan("connections", tree);
    const phases = selectPhases(plan, ["1", "2", "3a"]);
    const runs = await executePhases(phases, (await loadSnapshot(tree)).snapshot);
    const [, second, third] = runs;
    if (!second || !third) throw new Error("no phases were run");
    before = second.after;
    run = third;
  });

  const after = (path: string): string => run.after.text(path) ?? `there is no ${path}`;

  test("is run only if it is asked for", () => {
    expect(selectPhases(plan, []).map(({ id }) => id)).toEqual(["1", "2"]);
    expect(plan.phases.find(({ id }) => id === "3a")?.skipped).toMatch(/GitHub push sync/);
  });

  test("leaves nothing to a person", () => {
    expect(run.state).toBe("pending");
    const notes = run.steps.flatMap((step) => step.notes);
    expect(notes.filter(({ severity }) => severity !== "info")).toEqual([]);
  });

  test("changes the schema and the files that write, and brings three", () => {
    const known = new Map(before.overlay().map(({ path, text }) => [path, text]));
    const changed = changeSet(before, run.after)
      .filter(({ path, after: text }) => !known.has(path) || known.get(path) !== text)
      .map(({ path, change }) => `${change} ${path}`);
    expect(changed).toEqual(
      [
        ...WRITES.map(([path]) => `modified ${path}`),
        `modified ${SCHEMA}`,
        `added ${HELPERS}`,
        `added ${HELPERS.replace(".ts", ".test.ts")}`,
        "added packages/console-test-data/src/cli/backfill-source-config-split.ts",
      ].sort((a, b) => ((a.split(" ")[1] ?? "") < (b.split(" ")[1] ?? "") ? -1 : 1)),
    );
  });

  test("adds columns that may hold NULL, and leaves the provider so", () => {
    expect(after(SCHEMA)).toContain('resourceMeta: jsonb("resource_meta").$type<ResourceMeta>(),');
    expect(after(SCHEMA)).toContain('syncConfig: jsonb("sync_config").$type<SyncConfig>(),');
    expect(after(SCHEMA)).toContain(
      'backfillState: jsonb("backfill_state").$type<BackfillState>()',
    );
    expect(after(SCHEMA)).toMatch(
      /provider: varchar\("provider", \{ length: 50 \}\)\.\$type<\w+>\(\),/,
    );
  });

  test.each(WRITES)("writes all of them wherever %s wrote the one", (path, writes) => {
    expect(count(after(path), /\bresourceMeta(?::|,)/g)).toBe(writes);
    expect(count(after(path), /\bsyncConfig(?::|,)(?! _)/g)).toBeGreaterThanOrEqual(writes);
    const kept = (text: string): number => count(text, /\bsourceConfig\b/g);
    expect(kept(after(path))).toBeGreaterThanOrEqual(kept(before.text(path) ?? ""));
  });

  test("finds nothing to do the second time", async () => {
    const [again] = await executePhases(selectPhases(plan, ["3a"]), run.after);
    expect(again?.state).toBe("done");
  });

  test("type-checks, and the tests that it brings pass", async () => {
    writeFiles(
      tree,
      Object.fromEntries(
        run.after.overlay().map(({ path, text }) => [path, text ?? "export {};\n"]),
      ),
    );
    await linkNodeModules(tree);
    expect(await typeErrors(tree)).toEqual([]);
    const register = join(projectRoot, "node_modules/jiti/lib/jiti-register.mjs");
    const file = HELPERS.replace(".ts", ".test.ts");
    const { stdout } = await execa(process.execPath, ["--import", register, "--test", file], {
      cwd: tree,
      // The runner of these tests would be told, in a form of its own.
      env: { NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined },
    });
    expect(stdout).toMatch(/# pass 7\n# fail 0/);
  });
});
