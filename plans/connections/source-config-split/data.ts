import type { SplitDataReadyInput } from "../../../audits/requirements/split-data-ready-params.ts";
import { BACKFILL } from "./backfill-script.ts";

/** How the column is split in the database: what 3b requires of the rows before it drops it. */
export const splitData: SplitDataReadyInput = {
  table: "lightfast_workspace_integrations",
  key: "id",
  column: "source_config",
  into: { sync_config: { at: "sync" }, resource_meta: { rest: true } },
  also: { provider: { at: "sourceType" } },
  drop: { version: 1 },
  // The document's types know the first two; the seed script and the column's own type have all.
  kinds: { by: "sourceType", known: ["github", "vercel", "linear", "sentry"] },
  at: {
    path: "db/console/src/schema/tables/workspace-integrations.ts",
    text: 'jsonb("source_config")',
  },
  fill: `cd packages/console-test-data && pnpm with-env tsx ${BACKFILL.split("/").slice(2).join("/")}`,
  maxAgeHours: 24,
};
