import type { PlanPhase } from "../language/source.ts";

type Criteria = NonNullable<PlanPhase["criteria"]>;

const SCHEMA = "db/console/src/schema/";
export const MIGRATIONS = "db/console/src/migrations";

const SOURCES = "lightfast_user_sources";
const INTEGRATIONS = "lightfast_workspace_integrations";
const INSTALLATIONS = "lightfast_gw_installations";
const COLUMNS = ["user_source_id", "gateway_installation_id"];

/** The command of 2.7. */
export const GENERATE = "pnpm db:generate";

/** Rows that the migration meets: each kind of integration, and user sources with and without one. */
const ROWS = [
  {
    table: "lightfast_org_workspaces",
    values: {
      id: "workspace",
      clerk_org_id: "org",
      name: "one",
      slug: "one",
      settings: { version: 1 },
    },
  },
  {
    table: INSTALLATIONS,
    values: {
      id: "installation",
      org_id: "org",
      provider: "github",
      external_id: "12345678",
      connected_by: "user",
      status: "active",
    },
  },
  ...["referenced", "left", "alone"].map((id) => ({
    table: SOURCES,
    values: {
      id,
      user_id: "user",
      source_type: "github",
      access_token: "token",
      provider_metadata: { version: 1, sourceType: "github" },
    },
  })),
  integration("both", {
    provider: "github",
    user_source_id: "referenced",
    installation_id: "installation",
    gateway_installation_id: "installation",
  }),
  integration("without-installation", { provider: "vercel", user_source_id: "left" }),
  integration("without-provider", { provider: null, installation_id: "installation" }),
  integration("without-any", { provider: null }),
];

function integration(id: string, values: Readonly<Record<string, string | null>>) {
  return {
    table: INTEGRATIONS,
    values: {
      id,
      workspace_id: "workspace",
      connected_by: "user",
      source_config: { version: 1, sourceType: "github" },
      provider_resource_id: id,
      ...values,
    },
  };
}

/**
 * The success criteria of Phase 2, those included that the document leaves to a person. Its first
 * one, that the migration generates, is the phase's command; here is what the migration has to be.
 */
export const phase2Criteria: Criteria = [
  { kind: "command", params: { command: "pnpm typecheck" } },
  { kind: "command", params: { command: "pnpm lint" } },
  { kind: "command", params: { command: "pnpm build:console" } },
  { kind: "zero-references", params: { name: "userSources", paths: [SCHEMA] } },
  { kind: "zero-references", params: { name: "userSourceId", paths: [SCHEMA] } },
  {
    kind: "zero-references",
    params: {
      name: "gatewayInstallationId",
      paths: [`${SCHEMA}tables/workspace-integrations.ts`],
    },
  },
  { kind: "path-absent", params: { paths: [`${SCHEMA}tables/user-sources.ts`] } },
  {
    kind: "migration",
    params: {
      folder: MIGRATIONS,
      does: [
        {
          drop: "constraint",
          table: INTEGRATIONS,
          name: `${INTEGRATIONS}_user_source_id_${SOURCES}_id_fk`,
        },
        { drop: "index", name: "workspace_source_user_source_id_idx" },
        ...COLUMNS.map((name) => ({ drop: "column" as const, table: INTEGRATIONS, name })),
        { drop: "table", name: SOURCES },
      ],
      generate: GENERATE,
    },
    afterCommands: true,
  },
  {
    kind: "database",
    params: {
      folder: MIGRATIONS,
      rows: ROWS,
      gone: {
        tables: [{ name: SOURCES }],
        columns: COLUMNS.map((name) => ({ table: INTEGRATIONS, name })),
      },
      kept: [
        {
          table: INTEGRATIONS,
          columns: [
            "id",
            "workspace_id",
            "installation_id",
            "provider",
            "connected_by",
            "source_config",
            "provider_resource_id",
          ],
        },
        { table: INSTALLATIONS, columns: ["id", "org_id", "provider", "external_id", "status"] },
      ],
      generate: GENERATE,
    },
    afterCommands: true,
  },
];
