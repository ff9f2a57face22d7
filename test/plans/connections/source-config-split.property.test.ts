import { join } from "node:path";
import { createJiti } from "jiti";
import * as fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { splitColumnData } from "../../../audits/split/count-rows.ts";
import { isSameJson, joinParts, splitValue } from "../../../audits/split/split-value.ts";
import type { Json } from "../../../audits/split/split-value.ts";
import {
  BACKFILL,
  backfillScript,
} from "../../../plans/connections/source-config-split/backfill-script.ts";
import { splitData } from "../../../plans/connections/source-config-split/data.ts";
import { writeFiles } from "../../helpers/disk-tree.ts";
import { linkNodeModules, temporaryFolder } from "../../helpers/fixture-tree.ts";

type SplitSourceConfig = (config: unknown) =>
  | {
      readonly ok: true;
      readonly parts: Readonly<Record<"resourceMeta" | "syncConfig" | "provider", Json>>;
    }
  | { readonly ok: false; readonly reason: string };

const { at: _, fill: __, maxAgeHours: ___, ...data } = splitData;
const rule = splitColumnData.parse(data);

const text = fc.string();
const list = fc.option(fc.array(text), { nil: undefined });
const sync = fc.record({ branches: list, paths: list, events: list, autoSync: fc.boolean() });
const status = fc.record(
  {
    configStatus: fc.constantFrom("configured", "awaiting_config"),
    configPath: text,
    lastConfigCheck: text,
  },
  { requiredKeys: [] },
);
const github = fc.record(
  {
    version: fc.constant(1),
    sourceType: fc.constant("github"),
    type: fc.constant("repository"),
    installationId: text,
    repoId: text,
    repoName: text,
    repoFullName: text,
    defaultBranch: text,
    isPrivate: fc.boolean(),
    isArchived: fc.boolean(),
    sync,
    status,
  },
  { noNullPrototype: true },
);
const vercel = fc.record({
  version: fc.constant(1),
  sourceType: fc.constant("vercel"),
  type: fc.constant("project"),
  projectId: text,
  projectName: text,
  teamId: fc.option(text, { nil: undefined }),
  teamSlug: fc.option(text, { nil: undefined }),
  configurationId: text,
  sync,
});
/** As it comes out of the database: what is undefined is not there. */
const stored = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;
const config = fc.oneof(github, vercel).map(stored);
const members = fc.record(
  {
    version: fc.constantFrom(1, 2, null, "1"),
    sourceType: fc.oneof(fc.constantFrom("github", "vercel", "linear", "fax"), fc.jsonValue()),
    sync: fc.oneof(sync, fc.jsonValue()),
    other: fc.jsonValue(),
    ["__proto__"]: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const anything = fc.oneof(config, fc.jsonValue().map(stored), members.map(stored));

describe("splitting a source config", () => {
  let splitSourceConfig: SplitSourceConfig;
  beforeAll(async () => {
    const folder = await temporaryFolder();
    const column = "new Proxy({}, { get: () => ({}) })";
    writeFiles(folder, {
      [BACKFILL]: backfillScript,
      "db.ts": "export const db = {};\n",
      "schema.ts": `export const workspaceIntegrations = ${column};\n`,
    });
    await linkNodeModules(folder);
    const jiti = createJiti(import.meta.url, {
      alias: {
        "@db/console/schema": join(folder, "schema.ts"),
        "@db/console": join(folder, "db.ts"),
      },
      fsCache: false,
    });
    ({ splitSourceConfig } = await jiti.import<{ splitSourceConfig: SplitSourceConfig }>(
      join(folder, BACKFILL),
    ));
  });

  test("and joining it is the identity, on both shapes", () => {
    fc.assert(
      fc.property(config, (value) => {
        const split = splitSourceConfig(value);
        const { resourceMeta = null, syncConfig = null } = split.ok ? split.parts : {};
        const joined = joinParts(rule, { resource_meta: resourceMeta, sync_config: syncConfig });
        expect(isSameJson(joined, value)).toBe(true);
        expect(resourceMeta).not.toHaveProperty("sync");
        expect(resourceMeta).not.toHaveProperty("version");
      }),
      { numRuns: 500 },
    );
  });

  test("is done by the script as the evidence counts it, whatever is in a row", () => {
    fc.assert(
      fc.property(anything, (value) => {
        const script = splitSourceConfig(value);
        const counted = splitValue(rule, value);
        const own = script.ok
          ? {
              resource_meta: script.parts.resourceMeta,
              sync_config: script.parts.syncConfig,
              provider: script.parts.provider,
            }
          : { reason: script.reason !== "" };
        const theirs = counted.ok ? counted.parts : { reason: counted.reason !== "" };
        expect(isSameJson(stored(own), theirs)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test.each<[unknown, string]>([
    [null, "no object"],
    [[], "no object"],
    ["github", "no object"],
    [{}, "unknown sourceType (none)"],
    [{ sourceType: "fax", sync: {} }, 'unknown sourceType "fax"'],
    [{ sourceType: "github", sync: {}, version: 2 }, "unknown version 2"],
    [{ sourceType: "github" }, "there is no sync"],
    [{ sourceType: "github", sync: null }, "there is no sync"],
  ])("%j is not done, and the reason is told", (value, reason) => {
    const split = splitSourceConfig(value);
    expect(split).toMatchObject({ ok: false, reason: expect.stringContaining(reason) as unknown });
  });
});
