/**
 * The helpers of 3a.4. The document's return what any object may be, so that its writes would not
 * type-check; these return the parts of the kind of config that they are given.
 */
export const helpers = `import type { WorkspaceIntegration } from "@db/console/schema";

type SourceConfig = NonNullable<WorkspaceIntegration["sourceConfig"]>;

/** A config without what has a column of its own; there is none of no config. */
type ResourceMetaOf<Config> = Config extends SourceConfig ? Omit<Config, "sync" | "version"> : Config;

type SyncConfigOf<Config> = Config extends SourceConfig ? Config["sync"] : Config;

/**
 * Extract resourceMeta from a sourceConfig blob. Of null it is null, and of undefined undefined,
 * which an update leaves alone. Used during dual-write migration.
 */
export function extractResourceMeta<Config extends SourceConfig | null | undefined>(
  config: Config,
): ResourceMetaOf<Config> {
  if (!config) return config as ResourceMetaOf<Config>;
  const { sync: _sync, version: _version, ...resourceMeta } = config;
  return resourceMeta as ResourceMetaOf<Config>;
}

/**
 * Extract syncConfig from a sourceConfig blob; null if there is none in it. Of null it is null, and
 * of undefined undefined, which an update leaves alone. Used during dual-write migration.
 */
export function extractSyncConfig<Config extends SourceConfig | null | undefined>(
  config: Config,
): SyncConfigOf<Config> {
  if (!config) return config as SyncConfigOf<Config>;
  return (config.sync ?? null) as SyncConfigOf<Config>;
}
`;

/** Their tests. They need no test runner but Node's, since the package has none. */
export const helpersTest = `import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { extractResourceMeta, extractSyncConfig } from "./source-config";

const github = {
  version: 1 as const,
  sourceType: "github" as const,
  type: "repository" as const,
  installationId: "12345678",
  repoId: "567890123",
  repoName: "frontend",
  repoFullName: "acme/frontend",
  defaultBranch: "main",
  isPrivate: true,
  isArchived: false,
  sync: { branches: ["main"], paths: ["**/*"], events: ["push"], autoSync: true },
};

const vercel = {
  version: 1 as const,
  sourceType: "vercel" as const,
  type: "project" as const,
  projectId: "prj_123456",
  projectName: "my-nextjs-app",
  configurationId: "icfg_789",
  sync: { events: ["deployment.ready"], autoSync: false },
};

void describe("extractResourceMeta", () => {
  void it("has all of a GitHub repository but how it is synced", () => {
    const { version: _version, sync: _sync, ...meta } = github;
    assert.deepEqual(extractResourceMeta(github), meta);
  });

  void it("has all of a Vercel project but how it is synced", () => {
    const { version: _version, sync: _sync, ...meta } = vercel;
    assert.deepEqual(extractResourceMeta(vercel), meta);
  });

  void it("has all of a source of a kind that nobody knows", () => {
    const unknown = { version: 1, sourceType: "other", teamId: "team_1", sync: { autoSync: true } };
    assert.deepEqual(extractResourceMeta(unknown as never), {
      sourceType: "other",
      teamId: "team_1",
    });
  });

  void it("leaves the config as it was", () => {
    const before = structuredClone(github);
    extractResourceMeta(github);
    assert.deepEqual(github, before);
  });

  void it("is nothing where there is no config", () => {
    assert.equal(extractResourceMeta(null), null);
    assert.equal(extractResourceMeta(undefined), undefined);
  });
});

void describe("extractSyncConfig", () => {
  void it("is how the source is synced, whatever its kind", () => {
    assert.deepEqual(extractSyncConfig(github), github.sync);
    assert.deepEqual(extractSyncConfig(vercel), vercel.sync);
    const unknown = { sourceType: "other", sync: { autoSync: true } };
    assert.deepEqual(extractSyncConfig(unknown as never), { autoSync: true });
  });

  void it("is nothing where there is no config, or nothing of the kind in it", () => {
    assert.equal(extractSyncConfig(null), null);
    assert.equal(extractSyncConfig(undefined), undefined);
    assert.equal(extractSyncConfig({ sourceType: "other" } as never), null);
  });
});
`;
