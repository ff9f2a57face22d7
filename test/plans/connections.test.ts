import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { account } from "../../audits/accounting.ts";
import { evaluate } from "../../audits/evaluate.ts";
import { executePhases } from "../../plans/execute.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import { loadPlan, selectPhases } from "../../plans/load.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import {
  copyTree,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "../helpers/fixture-tree.ts";

const CONSOLE = "apps/console/src/";
const CONNECT = `${CONSOLE}app/(app)/(org)/[slug]/[workspaceName]/(manage)/sources/connect/`;
const NEW = `${CONSOLE}app/(app)/(user)/new/`;

describe("phase 1 of the built-in plan, as it is, on the fixture monorepo", () => {
  let tree: string;
  let plan: Plan;
  let phases: readonly Phase[];
  let before: Snapshot;
  let run: PhaseRun;

  beforeAll(async () => {
    tree = await temporaryFolder();
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    plan = await loadPlan("connections", tree);
    phases = selectPhases(plan, ["1"]);
    before = (await loadSnapshot(tree)).snapshot;
    const [only] = await executePhases(phases, before);
    if (!only) throw new Error("no phase was run");
    run = only;
  });

  const after = (path: string): string => run.after.text(path) ?? `there is no ${path}`;

  test("leaves nothing to a person", () => {
    const notes = run.steps.flatMap((step) => step.notes);
    expect(run.state).toBe("pending");
    expect(notes.filter((note) => note.severity !== "info")).toEqual([]);
  });

  test("changes the files that the plan names, and no other", () => {
    const changed = changeSet(before, run.after).map(({ path, change }) => `${change} ${path}`);
    expect(changed).toEqual(
      [
        "modified api/console/src/root.ts",
        "moved api/console/src/router/org/connections.ts",
        "deleted api/console/src/router/org/integration.ts",
        "deleted api/console/src/router/org/sources.ts",
        "modified api/console/src/router/org/workspace.ts",
        "modified api/console/src/router/user/workspace.ts",
        `modified ${CONNECT}_components/connect-button.tsx`,
        `modified ${CONNECT}_components/connect-form-provider.tsx`,
        `modified ${CONNECT}_components/github-connector.tsx`,
        `modified ${CONNECT}_components/vercel-connector.tsx`,
        `modified ${CONNECT}page.tsx`,
        `modified ${CONSOLE}app/(app)/(user)/account/settings/sources/_components/sources-list.tsx`,
        `modified ${CONSOLE}app/(app)/(user)/account/settings/sources/page.tsx`,
        `modified ${NEW}_components/create-workspace-button.tsx`,
        `modified ${NEW}_components/github-connector.tsx`,
        `modified ${NEW}_components/repository-picker.tsx`,
        `modified ${NEW}_components/workspace-form-provider.tsx`,
        `modified ${NEW}page.tsx`,
        `modified ${CONSOLE}components/github-connect-dialog.tsx`,
        `modified ${CONSOLE}components/integrations/github-repo-selector.tsx`,
        `modified ${CONSOLE}components/integrations/vercel-project-selector.tsx`,
        `modified ${CONSOLE}types/index.ts`,
        "modified packages/console-trpc/src/react.tsx",
      ].sort((a, b) => (a.replace(/^\w+ /, "") < b.replace(/^\w+ /, "") ? -1 : 1)),
    );
  });

  test("puts the route where its new neighbours are", () => {
    const root = after("api/console/src/root.ts");
    expect(root).toMatch(/workspace: workspaceRouter,\n\s+connections: connectionsRouter,/);
    expect(root).toContain('import { connectionsRouter } from "./router/org/connections";');
    expect(root).toMatch(/\* - workspace\.\*: .*\n \* - connections\.\*: OAuth connections/);
    expect(root).not.toMatch(/userSources|integrationRouter|import \{ sourcesRouter \}/);
    // A route of the same key in another router.
    expect(root).toContain("sources: sourcesM2MRouter,");
  });

  test("sends the moved procedures to the other endpoint, and only those", () => {
    const branches = run.steps.flatMap((step) => step.branches);
    expect(branches.length).toBeGreaterThan(0);
    for (const branch of branches) {
      expect(branch).toMatchObject({ before: true, after: false });
      expect(branch.from).toMatch(/^userSources\./);
      expect(branch.to).toBe(branch.from?.replace("userSources", "connections"));
    }
    const link = after("packages/console-trpc/src/react.tsx");
    expect(link).not.toMatch(/userSources|connections/);
    expect(link).toMatch(/path\.startsWith\("workspaceAccess\."\) \|\|\n\s+path\.startsWith/);
  });

  test("switches server proxies with their imports, and keeps one that is still used", () => {
    const both = after(`${NEW}page.tsx`);
    expect(both).toMatch(/import \{[^}]*\buserTrpc\b[^}]*\borgTrpc\b|\borgTrpc\b[^}]*\buserTrpc\b/);
    expect(both).toContain("orgTrpc.connections.github.get.queryOptions()");
    const page = after(`${CONNECT}page.tsx`);
    expect(page).toContain("orgTrpc.connections.vercel.get.queryOptions()");
    expect(page).not.toContain("userTrpc");
  });

  test("takes the other name where a component has an installationId already", () => {
    const selector = after(`${CONSOLE}components/integrations/github-repo-selector.tsx`);
    expect(selector).toMatch(/gwInstallationId: string;\n\s+installationId: string;/);
    expect(selector).toContain("integrationId: gwInstallationId,");
    expect(after(`${CONNECT}_components/github-connector.tsx`)).toMatch(
      /gwInstallationId=\{[^}]+\}\s+installationId=\{/,
    );
    const picker = after(`${NEW}_components/repository-picker.tsx`);
    expect(picker).toContain("installationId: string | null;");
    expect(picker).not.toContain("gwInstallationId");
    expect(after(`${NEW}_components/create-workspace-button.tsx`)).toMatch(
      /gwInstallationId: installationId,/,
    );
  });

  test("accounts for every occurrence", async () => {
    const accounts = await account({
      names: plan.names.map(({ name }) => name),
      before,
      after: run.after,
      changes: changeSet(before, run.after),
      notes: [],
      allow: plan.allow,
    });
    for (const counts of Object.values(accounts)) {
      const { edited, removed, allowed, manual, unresolved, total, introduced } = counts;
      expect(edited + removed + allowed + manual + unresolved).toBe(total);
      expect(total).toBeGreaterThan(0);
      expect(introduced).toBe(0);
    }
    const unresolved = accounts["userSources"]?.left.filter((it) => it.class === "unresolved");
    expect(unresolved?.map(({ path }) => path)).toContain("api/console/src/router/user/account.ts");
  });

  test("is red before and green after, for each criterion about the code", async () => {
    const code = phases.flatMap(({ criteria }) => criteria.filter((it) => it.kind !== "command"));
    const statuses = async (snapshot: Snapshot): Promise<string[]> =>
      (await evaluate(code, snapshot, {})).map(({ verdict }) => verdict.status);
    expect(await statuses(before)).toEqual(code.map(() => "fail"));
    expect(await statuses(run.after)).toEqual(code.map(() => "pass"));
  });

  test("finds nothing to do the second time", async () => {
    const [again] = await executePhases(phases, run.after);
    expect(again?.state).toBe("done");
    expect(again?.after).toBe(run.after);
  });

  test("type-checks when it is applied", async () => {
    await applyChangeSet(tree, changeSet(before, run.after));
    await linkNodeModules(tree);
    expect(await typeErrors(tree)).toEqual([]);
  });
});
