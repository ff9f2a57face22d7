import type { PGlite } from "@electric-sql/pglite";
import type { ConsoleCode } from "./console-code.ts";

/** What the fixture's code says of one row, in a form that all stages share. */
export interface RowAnswer {
  /** Which writing the row is of. */
  readonly group: string;
  readonly resource: string;
  readonly type: unknown;
  readonly displayName: unknown;
  readonly isActive: unknown;
  /** What the resource is: the metadata without how it is synced. */
  readonly metadata: unknown;
  /** The events that are wanted. */
  readonly events: readonly string[];
  /** Those that the page of sources shows as chosen. */
  readonly chosen: unknown;
}

export interface Answers {
  readonly rows: readonly RowAnswer[];
}

const EVENTS = ["push", "issues", "release", "deployment.ready", "chosen"];
const workspaceOf = (group: string): string => `ws-${group}`;

/**
 * Lets the code write a row at each of its places that insert: one Vercel project, many Vercel
 * projects, many repositories, and a repository with a new workspace. Some have no provider, as rows
 * of old.
 */
export async function writeRows(code: ConsoleCode, pool: PGlite, group: string): Promise<void> {
  const workspaceId = workspaceOf(group);
  await pool.query(
    "INSERT INTO lightfast_org_workspaces (id, clerk_org_id, name, slug, settings) VALUES ($1, 'org', $1, $1, '{}')",
    [workspaceId],
  );
  const install = async (provider: string): Promise<string> => {
    const id = `${provider}-${group}`;
    const info = { version: 1, sourceType: provider, teamId: "team", configurationId: "icfg" };
    await pool.query(
      "INSERT INTO lightfast_gw_installations (id, org_id, provider, external_id, connected_by, status, provider_account_info) VALUES ($1, 'org', $2, $1, 'user', 'active', $3)",
      [id, provider, JSON.stringify(info)],
    );
    return id;
  };
  const [github, vercel] = [await install("github"), await install("vercel")];
  const named = (name: string): string => `${name}-${group}`;
  await code.org("workspace.integrations.linkVercelProject", {
    workspaceId,
    projectId: named("single"),
    projectName: "single",
    installationId: vercel,
  });
  await code.org("workspace.integrations.bulkLinkVercelProjects", {
    workspaceId,
    gwInstallationId: vercel,
    projects: ["p1", "p2"].map((name) => ({ projectId: named(name), projectName: name })),
  });
  await code.org("workspace.integrations.bulkLinkGitHubRepositories", {
    workspaceId,
    gwInstallationId: github,
    installationId: "12345678",
    repositories: ["r1", "r2", "r3"].map((name) => ({
      repoId: named(name),
      repoFullName: `acme/${name}`,
    })),
  });
  await code.user("workspaceAccess.create", {
    clerkOrgId: "org",
    workspaceName: `created-${group}`,
    githubRepository: {
      gwInstallationId: github,
      installationId: "12345678",
      repoId: named("created"),
      repoName: "created",
      repoFullName: "acme/created",
      defaultBranch: "main",
      isPrivate: false,
      isArchived: false,
      syncConfig: { branches: ["main"], events: ["push"], autoSync: false },
    },
  });
  const { rows } = await pool.query<{ readonly strict: boolean }>(
    "SELECT attnotnull AS strict FROM pg_attribute WHERE attrelid = 'lightfast_workspace_integrations'::regclass AND attname = 'provider'",
  );
  if (rows[0]?.strict === true) return;
  await pool.query(
    "UPDATE lightfast_workspace_integrations SET provider = NULL WHERE provider_resource_id = $1",
    [named("r3")],
  );
}

/** Lets the code change rows of a group at each of its places that update. */
export async function changeRows(code: ConsoleCode, pool: PGlite, group: string): Promise<void> {
  const named = (name: string): string => `${name}-${group}`;
  for (const name of ["single", "r3"]) {
    const { rows } = await pool.query<{ readonly id: string }>(
      "SELECT id FROM lightfast_workspace_integrations WHERE provider_resource_id = $1",
      [named(name)],
    );
    await code.org("workspace.integrations.updateEvents", {
      integrationId: rows[0]?.id,
      events: ["chosen"],
    });
  }
  await code.m2m("sources.markGithubDeleted", { githubRepoId: named("r1") });
  await code.m2m("sources.updateGithubMetadata", {
    githubRepoId: named("r2"),
    repoFullName: "acme/renamed",
    defaultBranch: "trunk",
  });
}

interface Source {
  readonly id: string;
  readonly type: unknown;
  readonly displayName: unknown;
  readonly isActive: unknown;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Beside the metadata since it is no longer in it. */
  readonly syncConfig?: { readonly events?: unknown };
}

/** What the code answers to the page of sources and to webhooks, for all rows that there are. */
export async function answersOf(code: ConsoleCode, pool: PGlite): Promise<Answers> {
  const workspaces = await pool.query<{ readonly id: string }>(
    "SELECT id FROM lightfast_org_workspaces ORDER BY name",
  );
  const resources = await pool.query<{ readonly id: string; readonly resource: string }>(
    "SELECT id, provider_resource_id AS resource FROM lightfast_workspace_integrations",
  );
  const resourceOf = new Map(resources.rows.map(({ id, resource }) => [id, resource]));
  const rows: RowAnswer[] = [];
  for (const { id: workspaceId } of workspaces.rows) {
    const { list } = (await code.org("workspace.sources.list", { workspaceId })) as {
      readonly list: readonly Source[];
    };
    for (const { id, type, displayName, isActive, metadata, syncConfig } of list) {
      const whole = resourceOf.get(id) ?? "";
      const [resource = "", group = ""] = whole.split("-");
      // How it is synced is told by the events; the resource's own ids name the group.
      const { sync, version: _, repoId: __, projectId: ___, ...what } = metadata;
      const { events: chosen } = syncConfig ?? (sync as { readonly events?: unknown });
      const events: string[] = [];
      for (const event of EVENTS) if (await code.isEventWanted(whole, event)) events.push(event);
      rows.push({ group, resource, type, displayName, isActive, metadata: what, events, chosen });
    }
  }
  const keyOf = ({ group, resource }: RowAnswer): string => `${group} ${resource}`;
  rows.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  return { rows };
}
