import type { SplitColumnInput } from "../../../codemods/drizzle/split/params.ts";

/** Where the helpers of 3a.4 go. */
export const HELPERS = "api/console/src/lib/source-config.ts";
export const HELPERS_TEST = "api/console/src/lib/source-config.test.ts";

/** How the code splits the column, for both sides. */
export const split: Omit<SplitColumnInput, "side"> = {
  column: "workspaceIntegrations.sourceConfig",
  database: "source_config",
  in: ["db/console/src/schema/tables/**"],
  into: {
    resourceMeta: {
      rest: true,
      database: "resource_meta",
      type: "ResourceMeta",
      comment: "Resource identity — what the provider resource IS",
    },
    syncConfig: {
      at: "sync",
      database: "sync_config",
      type: "SyncConfig",
      is: `{
  branches?: string[];
  paths?: string[];
  events?: string[];
  autoSync: boolean;
}`,
      comment: "Sync preferences — HOW to sync this resource",
    },
  },
  drop: ["version"],
  add: {
    backfillState: {
      database: "backfill_state",
      type: "BackfillState",
      is: `{
  status?: "idle" | "running" | "completed" | "failed";
  cursor?: string;
  startedAt?: string;
  completedAt?: string;
  error?: string;
} | null`,
      comment: "Backfill progress tracking (new)",
    },
  },
  also: { provider: { at: "sourceType", notNull: true } },
  helpers: {
    module: HELPERS,
    functions: { resourceMeta: "extractResourceMeta", syncConfig: "extractSyncConfig" },
  },
};
