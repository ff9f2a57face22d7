import { existsSync } from "node:fs";
import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import jscodeshift from "jscodeshift";
import { run } from "jscodeshift/src/Runner.js";
import { beforeAll, describe, expect, test } from "vitest";
import * as seedIntegrations from "../../../plans/connections/transforms/seed-integrations.ts";
import {
  copyTree,
  linkNodeModules,
  projectRoot,
  temporaryFolder,
  typeErrors,
} from "../../helpers/fixture-tree.ts";
import { seedRuns } from "../../helpers/seed-database.ts";

const SCRIPT = "packages/console-test-data/src/cli/seed-integrations.ts";

/** The script after the transform (undefined: it stays), and what the transform reported. */
function transformed(source: string): { text: string | undefined; reports: string[] } {
  const j = jscodeshift.withParser(seedIntegrations.parser);
  const reports: string[] = [];
  const report = (message: string) => reports.push(message);
  const api = { j, jscodeshift: j, stats: () => {}, report };
  return { text: seedIntegrations.default({ path: "seed.ts", source }, api), reports };
}

const folder = join(projectRoot, "fixtures/plans/connections");
const cases = (await readdir(folder)).filter((name) => name.startsWith("seed-integrations-"));

describe.each(cases)("%s", (name) => {
  const read = (path: string) => readFile(join(folder, name, path), "utf8");
  const expectedText = () =>
    existsSync(join(folder, name, "after")) ? read("after/seed.ts") : undefined;

  test("is changed as it should be, and not once more", async () => {
    const { text, reports } = transformed(await read("before/seed.ts"));
    expect(text).toBe(await expectedText());
    const known = existsSync(join(folder, name, "reports.json"));
    expect(reports).toEqual(known ? JSON.parse(await read("reports.json")) : []);
    const again = transformed(text ?? (await read("before/seed.ts")));
    expect(again).toEqual({ text: undefined, reports: text === undefined ? reports : [] });
  });

  test("is changed likewise by jscodeshift's own runner", async () => {
    const built = join(projectRoot, "dist/plans/connections/transforms/seed-integrations.js");
    expect(existsSync(built), "run `npm run build` first").toBe(true);
    const copy = await temporaryFolder();
    await cp(join(folder, name, "before"), copy, { recursive: true });
    const require = createRequire(import.meta.url);
    delete require.cache[require.resolve("jscodeshift/src/Worker.js")];
    const result = await run(built, [copy], { runInBand: true, silent: true, verbose: 0 });
    expect(result.error).toBe(0);
    const text = await readFile(join(copy, "seed.ts"), "utf8");
    expect(text).toBe((await expectedText()) ?? (await read("before/seed.ts")));
  });
});

describe("the script of the fixture monorepo", () => {
  const PROVIDERS = ["github", "linear", "sentry", "vercel"];
  let tree = "";
  let after = "";

  beforeAll(async () => {
    tree = join(await temporaryFolder(), "console");
    await copyTree(join(projectRoot, "fixtures/console/before"), tree);
    await linkNodeModules(tree);
    after = transformed(await readFile(join(tree, SCRIPT), "utf8")).text ?? "";
    await writeFile(join(tree, SCRIPT), after);
  });

  test("does not speak of user sources, and type-checks", async () => {
    expect(after).not.toMatch(/user[ -_]?source/i);
    expect(after).not.toMatch(/accessToken|providerMetadata/);
    expect(await typeErrors(tree)).toEqual([]);
  });

  test("runs: a row for each provider with its installation, and none more the second time", async () => {
    const naive = after.replace(/^.*workspaceIntegrations\.providerResourceId, .*\n/m, "");
    expect(naive).not.toBe(after);
    const [all, one, withoutFilter] = await seedRuns(tree, [
      { script: after, installed: PROVIDERS, runs: 2 },
      { script: after, installed: ["vercel"], runs: 2 },
      { script: naive, installed: PROVIDERS, runs: 1 },
    ]);

    const [first, second] = all ?? [];
    expect(first?.map(({ provider }) => provider).sort()).toEqual(PROVIDERS);
    for (const { provider, installationId } of first ?? []) {
      expect(installationId).toBe(`${provider}-active`);
    }
    expect(second).toEqual(first);

    // Where the organization has no installation, there is a row all the same.
    const linked = (one?.[0] ?? []).filter(({ installationId }) => installationId !== null);
    expect(one?.[0]).toHaveLength(4);
    expect(linked.map(({ provider }) => provider)).toEqual(["vercel"]);
    expect(one?.[1]).toEqual(one?.[0]);

    // What the test is for: the first row would make the script skip the others.
    expect(withoutFilter?.[0]?.map(({ provider }) => provider)).toEqual(["github"]);
  });
});
