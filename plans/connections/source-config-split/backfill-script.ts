/** Where the script of 3a.5 goes. */
export const BACKFILL = "packages/console-test-data/src/cli/backfill-source-config-split.ts";

/**
 * The script of 3a.5. Beyond the document's: it goes by batches, can be run again, writes nothing
 * over what is there or has changed meanwhile, and counts what it could not split.
 */
export const backfillScript = `#!/usr/bin/env npx tsx
/**
 * Fills resourceMeta, syncConfig and provider of the workspace integrations from sourceConfig.
 *
 * Only rows that lack one of them are touched, and of these only what is NULL, so it can be stopped
 * and run again at any time, also while the application writes. It ends with 1 if rows are left,
 * and says which and why. To be run once the code that is deployed writes the new columns as well.
 *
 * Usage:
 *   pnpm with-env tsx src/cli/backfill-source-config-split.ts [--batch <rows>] [--dry-run]
 */

import { basename } from "node:path";
import { parseArgs } from "node:util";
import { db } from "@db/console";
import { workspaceIntegrations } from "@db/console/schema";
import { and, asc, count, eq, gt, isNull, or } from "drizzle-orm";

type Row = typeof workspaceIntegrations.$inferSelect;

/** What a sourceConfig is split into. */
interface Parts {
  resourceMeta: NonNullable<Row["resourceMeta"]>;
  syncConfig: NonNullable<Row["syncConfig"]>;
  provider: NonNullable<Row["provider"]>;
}

type Split = { ok: true; parts: Parts } | { ok: false; reason: string };

const PROVIDERS = ["github", "vercel", "linear", "sentry"];

/** The parts of a sourceConfig, or why it has none. Nothing of it is lost but \`version: 1\`. */
export function splitSourceConfig(config: unknown): Split {
  if (typeof config !== "object" || config === null || Array.isArray(config)) {
    return { ok: false, reason: "sourceConfig is no object" };
  }
  const { sync, version, ...resourceMeta } = config as Record<string, unknown>;
  const { sourceType: provider } = resourceMeta;
  if (typeof provider !== "string" || !PROVIDERS.includes(provider)) {
    return { ok: false, reason: \`unknown sourceType \${JSON.stringify(provider) ?? "(none)"}\` };
  }
  if (version !== undefined && version !== 1) {
    return { ok: false, reason: \`unknown version \${JSON.stringify(version)}\` };
  }
  if (sync === undefined || sync === null) return { ok: false, reason: "there is no sync" };
  return { ok: true, parts: { resourceMeta, syncConfig: sync, provider } as Parts };
}

/** The rows that lack one of the new columns. */
const unfilled = or(
  isNull(workspaceIntegrations.resourceMeta),
  isNull(workspaceIntegrations.syncConfig),
  isNull(workspaceIntegrations.provider),
);

async function countUnfilled(): Promise<number> {
  const [found] = await db.select({ rows: count() }).from(workspaceIntegrations).where(unfilled);
  return found?.rows ?? 0;
}

/** The next rows by primary key: those after \`last\`. */
function nextRows(last: string | undefined, batch: number) {
  const { id, sourceConfig, resourceMeta, syncConfig, provider } = workspaceIntegrations;
  return db
    .select({ id, sourceConfig, resourceMeta, syncConfig, provider })
    .from(workspaceIntegrations)
    .where(last === undefined ? unfilled : and(unfilled, gt(id, last)))
    .orderBy(asc(id))
    .limit(batch);
}

type UnfilledRow = Awaited<ReturnType<typeof nextRows>>[number];

/** Fills what is NULL in a row, unless the row has changed since it was read. */
async function fill(row: UnfilledRow, parts: Parts): Promise<boolean> {
  const written = await db
    .update(workspaceIntegrations)
    .set({
      resourceMeta: row.resourceMeta ?? parts.resourceMeta,
      syncConfig: row.syncConfig ?? parts.syncConfig,
      provider: row.provider ?? parts.provider,
    })
    .where(
      and(
        eq(workspaceIntegrations.id, row.id),
        eq(workspaceIntegrations.sourceConfig, row.sourceConfig),
        unfilled,
      ),
    )
    .returning({ id: workspaceIntegrations.id });
  return written.length > 0;
}

interface BackfillOptions {
  batch: number;
  dryRun: boolean;
}

/** Returns how many rows are left. */
async function backfill({ batch, dryRun }: BackfillOptions): Promise<number> {
  const total = await countUnfilled();
  console.log(\`\${total} workspace integrations to fill\${dryRun ? " (dry run)" : ""}\`);

  const notFilled = new Map<string, string[]>();
  const leave = (id: string, reason: string) => {
    notFilled.set(reason, [...(notFilled.get(reason) ?? []), id]);
  };
  let seen = 0;
  let filled = 0;
  let last: string | undefined;
  for (;;) {
    const rows = await nextRows(last, batch);
    for (const row of rows) {
      const split = splitSourceConfig(row.sourceConfig);
      if (!split.ok) leave(row.id, split.reason);
      else if (dryRun || (await fill(row, split.parts))) filled += 1;
      else leave(row.id, "it was changed meanwhile, or cannot be read exactly; run this again");
    }
    last = rows.at(-1)?.id ?? last;
    seen += rows.length;
    if (rows.length > 0) console.log(\`  \${seen} of \${total}: \${filled} filled\`);
    if (rows.length < batch) break;
  }

  for (const [reason, ids] of notFilled) {
    const more = ids.length > 10 ? ", ..." : "";
    console.error(\`  \${ids.length} not filled: \${reason}: \${ids.slice(0, 10).join(", ")}\${more}\`);
  }
  // Counted anew: rows may have come meanwhile, before the place where this was.
  const left = dryRun ? total - filled : await countUnfilled();
  console.log(\`\${filled} filled, \${left} left\`);
  return left;
}

function readOptions(): BackfillOptions {
  const { values } = parseArgs({
    options: {
      batch: { type: "string", default: "500" },
      "dry-run": { type: "boolean", default: false },
    },
  });
  const batch = Number(values.batch);
  if (!Number.isInteger(batch) || batch < 1) {
    throw new Error("--batch takes a number of rows, at least 1");
  }
  return { batch, dryRun: values["dry-run"] ?? false };
}

// Only as a script: a test that imports splitSourceConfig must not start it.
if (basename(process.argv[1] ?? "").startsWith("backfill-source-config-split")) {
  Promise.resolve()
    .then(() => backfill(readOptions()))
    .then((left) => process.exit(left === 0 ? 0 : 1))
    .catch((error: unknown) => {
      console.error("The backfill has failed; run it again:", error);
      process.exit(1);
    });
}
`;
