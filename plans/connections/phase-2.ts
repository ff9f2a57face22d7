import type { PlanPhase } from "../language/source.ts";
import { GENERATE, MIGRATIONS, phase2Criteria } from "./phase-2-criteria.ts";

const SCHEMA = "db/console/src/schema/";
const TABLES = `${SCHEMA}tables/`;

/** Phase 2 of the plan document: the table of user sources and what refers to it. */
export const phase2: PlanPhase = {
  id: "2",
  title: "Drop the table of user sources and the columns that refer to connections of old",
  steps: [
    {
      // 2.5, before anything is dropped, since the script reads the table.
      kind: "transform",
      params: {
        name: "seed integrations with installations in place of user sources",
        module: () => import("./transforms/seed-integrations.ts"),
        in: ["packages/console-test-data/src/cli/seed-integrations.ts"],
        needle: "userSources",
        reports: "blocking",
      },
    },
    // 2.2
    {
      kind: "drop-column",
      params: {
        column: "workspaceIntegrations.userSourceId",
        database: "user_source_id",
        in: [`${TABLES}**`],
      },
    },
    {
      kind: "drop-column",
      params: {
        column: "workspaceIntegrations.gatewayInstallationId",
        database: "gateway_installation_id",
        in: [`${TABLES}**`],
      },
    },
    {
      kind: "edit-comment",
      params: {
        in: [`${TABLES}workspace-integrations.ts`],
        replace: [
          { from: "(replaces userSourceId, org-scoped)", to: "(org-scoped)" },
          { from: "the userSource to", to: "the installation to" },
          { from: "create a workspaceSource", to: "create a workspaceIntegration" },
        ],
      },
    },
    {
      // Not in the document, but its criterion forbids the name in every file of the schema.
      kind: "edit-comment",
      params: {
        in: [`${TABLES}gw-installations.ts`],
        replace: [
          {
            from: "provider account info (replaces userSources.providerMetadata)",
            to: "provider account info",
          },
        ],
      },
    },
    // 2.1, 2.3 and 2.4
    {
      kind: "drop-table",
      params: { table: "userSources", database: "lightfast_user_sources", in: [`${TABLES}**`] },
    },
    {
      // 2.6
      kind: "edit-comment",
      params: {
        in: ["packages/console-validation/src/schemas/sources.ts"],
        removeLines: ["- user_sources table (OAuth connections)"],
      },
    },
    {
      // 2.7, once the migration is generated: as drizzle-kit writes it, PostgreSQL refuses it.
      kind: "order-migration",
      params: { folder: MIGRATIONS },
    },
  ],
  // 2.7
  commands: [
    {
      command: GENERATE,
      folder: "db/console",
      title: "write the SQL migration that the changed schema asks for",
    },
  ],
  criteria: phase2Criteria,
};
