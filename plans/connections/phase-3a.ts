import type { PlanPhase } from "../language/source.ts";
import { GENERATE, MIGRATIONS } from "./phase-2-criteria.ts";
import { BACKFILL, backfillScript } from "./source-config-split/backfill-script.ts";
import { addingCriteria } from "./source-config-split/criteria.ts";
import { helpers, helpersTest } from "./source-config-split/helpers.ts";
import { HELPERS, HELPERS_TEST, split } from "./source-config-split/split.ts";

/** The document's reason, for both phases. */
export const SKIPPED =
  "without GitHub push sync only two fields are left to split off, not worth 8 changed write paths and a data migration";

const SCHEMA = "db/console/src/schema/tables/**";
/** What is written below is of no use once 3b has dropped the column. */
const when = { in: [SCHEMA], has: "source_config" };

/** Phase 3a of the plan document: the parts of a source config get columns of their own, too. */
export const phase3a: PlanPhase = {
  id: "3a",
  title: "Split sourceConfig: add the new columns and write both",
  skipped: SKIPPED,
  steps: [
    // 3a.4
    { kind: "write-file", params: { path: HELPERS, content: helpers, when } },
    { kind: "write-file", params: { path: HELPERS_TEST, content: helpersTest, when } },
    // 3a.1, but for `provider`, which the document makes NOT NULL here, before 3a.5 has filled it:
    // on a table that has a row without one, that migration fails. It is made so in 3b, with the
    // columns that are new. And 3a.4 and 3a.6: all writes, the seed script's included.
    { kind: "split-column", params: { ...split, side: "expand" } },
    // 3a.5
    { kind: "write-file", params: { path: BACKFILL, content: backfillScript, when } },
    // 3a.2, once the migration is generated.
    { kind: "order-migration", params: { folder: MIGRATIONS } },
  ],
  // 3a.2
  commands: [
    {
      command: GENERATE,
      folder: "db/console",
      title:
        "write the SQL migration that the changed schema asks for. Other than the document says, it leaves provider as it is: 3a.5 fills it later, and rows without one would make the migration fail. 3b makes it NOT NULL",
    },
  ],
  criteria: [
    { kind: "command", params: { command: "pnpm typecheck" } },
    { kind: "command", params: { command: "pnpm lint" } },
    { kind: "command", params: { command: "pnpm build:console" } },
    ...addingCriteria,
  ],
};
