import type { PlanPhase } from "../language/source.ts";
import { GENERATE, MIGRATIONS } from "./phase-2-criteria.ts";
import { SKIPPED } from "./phase-3a.ts";
import { BACKFILL } from "./source-config-split/backfill-script.ts";
import { droppingCriteria } from "./source-config-split/criteria.ts";
import { splitData } from "./source-config-split/data.ts";
import { HELPERS, HELPERS_TEST, split } from "./source-config-split/split.ts";

const TABLE = "db/console/src/schema/tables/workspace-integrations.ts";
const API = "api/console/src/";

/** Phase 3b of the plan document: all read the parts of a source config, and the whole goes. */
export const phase3b: PlanPhase = {
  id: "3b",
  title: "Split sourceConfig: read the new columns and drop the old one",
  skipped: SKIPPED,
  requires: [{ kind: "split-data-ready", params: splitData }],
  steps: [
    // 3b.9, first of all, since the script reads the old column.
    { kind: "delete-file", params: { paths: [BACKFILL] } },
    // 3b.1 to 3b.6, and 3b.8. Beyond the document: `provider` is made NOT NULL here and not in 3a,
    // where rows may not have one yet; where the document would read `provider` for the type of a
    // source, `resourceMeta.sourceType` is read, which is the same and narrows its type; and of
    // `sources.list`, a client reads `metadata.sync`, so `syncConfig` is beside `metadata`.
    { kind: "split-column", params: { ...split, side: "contract" } },
    {
      kind: "edit-comment",
      params: {
        in: [TABLE],
        replace: [{ from: "filtering (replaces sourceConfig.sourceType join)", to: "filtering" }],
      },
    },
    {
      kind: "edit-comment",
      params: {
        in: [`${API}inngest/workflow/neural/observation-capture.ts`],
        replace: [{ from: "sourceConfig.sync.events", to: "syncConfig.events" }],
      },
    },
    {
      kind: "edit-comment",
      params: {
        in: [`${API}router/org/workspace.ts`],
        replace: [
          {
            from: "Update source_config.sync.events using JSON merge",
            to: "Update the events of syncConfig",
          },
        ],
        removeLines: [
          "The sourceConfig is a discriminated union type, so we need to preserve it properly",
          "We cast through unknown to satisfy TypeScript while preserving the data structure",
        ],
      },
    },
    // 3b.7, once the migration is generated.
    { kind: "order-migration", params: { folder: MIGRATIONS } },
  ],
  commands: [
    {
      command: GENERATE,
      folder: "db/console",
      title:
        "write the SQL migration that the changed schema asks for. Other than the document says, provider becomes NOT NULL here and not in 3a, since only now all rows have one",
    },
  ],
  criteria: [
    { kind: "command", params: { command: "pnpm typecheck" } },
    { kind: "command", params: { command: "pnpm lint" } },
    { kind: "command", params: { command: "pnpm build:console" } },
    {
      kind: "zero-references",
      params: {
        name: "sourceConfig",
        paths: [API, "apps/console/src/", "apps/backfill/src/"],
      },
    },
    { kind: "zero-references", params: { name: "sourceConfig", paths: [TABLE] } },
    // 3b.3 and 3b.9
    { kind: "path-absent", params: { paths: [HELPERS, HELPERS_TEST, BACKFILL] } },
    ...droppingCriteria,
  ],
};
