import type { DatabaseParams } from "../../../audits/criteria/database.ts";
import type { PlanCriterion } from "../../language/source.ts";
import { GENERATE, MIGRATIONS } from "../phase-2-criteria.ts";
import { BACKFILL } from "./backfill-script.ts";
import { splitData } from "./data.ts";

const { table } = splitData;
const NEW = ["resource_meta", "sync_config", "backfill_state"];
/** Those that 3b makes NOT NULL, once the script has filled them. */
const FILLED = ["resource_meta", "sync_config", "provider"];

const github = {
  sourceType: "github",
  type: "repository",
  installationId: "12345678",
  repoId: "901234567",
  repoFullName: "acme/frontend",
};
const vercel = {
  sourceType: "vercel",
  type: "project",
  projectId: "prj_1",
  projectName: "console",
};
const sync = { events: ["push"], autoSync: true };

type Row = NonNullable<DatabaseParams["rows"]>[number];

function integration(id: string, whole: object, values: Row["values"]): Row {
  return {
    table,
    values: {
      id,
      workspace_id: "workspace",
      connected_by: "user",
      provider_resource_id: id,
      source_config: { version: 1, ...whole, sync },
      ...values,
    },
    fill: true,
  };
}

const WORKSPACE: Row = {
  table: "lightfast_org_workspaces",
  values: { id: "workspace", clerk_org_id: "org", name: "one", slug: "one", settings: {} },
  fill: true,
};

/** As the code before 3a has written them; rows of old have no provider. */
const ROWS_BEFORE = [
  WORKSPACE,
  integration("with-provider", github, { provider: "github" }),
  integration("without-provider", vercel, { provider: null }),
];

/** As the code of 3a and the script leave them. */
const ROWS_FILLED = [
  WORKSPACE,
  ...[github, vercel].map((whole) =>
    integration(whole.sourceType, whole, {
      resource_meta: whole,
      sync_config: sync,
      provider: whole.sourceType,
    }),
  ),
];

const KEPT = ["id", "workspace_id", "connected_by", "provider_resource_id", "provider"];

/**
 * What the migration of 3a has to be. The document makes `provider` NOT NULL here, before 3a.5 has
 * filled it; that fails on every table that has a row without one, so it is done in 3b.
 */
export const addingCriteria: readonly PlanCriterion[] = [
  {
    kind: "migration",
    params: {
      folder: MIGRATIONS,
      does: NEW.map((name) => ({ add: "column", table, name, nullable: true })),
      generate: GENERATE,
    },
    afterCommands: true,
  },
  {
    kind: "database",
    params: {
      folder: MIGRATIONS,
      rows: ROWS_BEFORE,
      made: { columns: NEW.map((name) => ({ table, name })) },
      kept: [{ table, columns: [...KEPT, "source_config"] }],
      generate: GENERATE,
    },
    afterCommands: true,
  },
  { kind: "split-data-ready", params: splitData },
];

/** What the migration of 3b has to be. */
export const droppingCriteria: readonly PlanCriterion[] = [
  {
    kind: "migration",
    params: {
      folder: MIGRATIONS,
      does: [
        ...FILLED.map((name) => ({ set: "not null" as const, table, name })),
        { drop: "column", table, name: splitData.column },
      ],
      generate: GENERATE,
    },
    afterCommands: true,
  },
  {
    kind: "database",
    params: {
      folder: MIGRATIONS,
      rows: ROWS_FILLED,
      filled: [{ table, columns: FILLED, by: BACKFILL }],
      gone: { columns: [{ table, name: splitData.column }] },
      kept: [{ table, columns: [...KEPT, "resource_meta", "sync_config"] }],
      generate: GENERATE,
    },
    afterCommands: true,
  },
];
