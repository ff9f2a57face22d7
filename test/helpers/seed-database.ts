import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "./fixture-tree.ts";

/** Runs of one seed script, for a workspace of its own. */
export interface Seeding {
  /** The script's text. */
  readonly script: string;
  /** The providers that the workspace's organization has an active installation of. */
  readonly installed: readonly string[];
  readonly runs: number;
}

/** A row that a seed has left. */
export interface SeededRow {
  readonly provider: string | null;
  readonly providerResourceId: string;
  readonly installationId: string | null;
}

/**
 * Runs seed scripts in a fixture tree against an embedded Postgres to which the tree's own
 * migrations have been applied; gives, for each of `seedings`, the rows that there are after each
 * run. An active installation has the id `<provider>-active`, and what belongs to another
 * organization or is revoked has others. All of it happens in one process of its own. The tree's
 * `client.ts` is replaced by one for that database; the tree must have `node_modules`. Rejects with
 * what a script printed if it fails.
 */
export async function seedRuns(
  tree: string,
  seedings: readonly Seeding[],
): Promise<readonly (readonly (readonly SeededRow[])[])[]> {
  await writeFile(join(tree, "db/console/src/client.ts"), CLIENT);
  const folder = join(tree, "packages/console-test-data/src/cli");
  for (const [index, { script }] of seedings.entries()) {
    await writeFile(join(folder, `seeding-${index}.ts`), script);
  }
  const runner = join(tree, "..", "run-seed.mjs");
  await writeFile(runner, runnerIn(tree, folder, seedings));
  const { stdout } = await execa(process.execPath, [runner], { cwd: tree });
  return JSON.parse(stdout.split("\n").at(-1) ?? "") as SeededRow[][][];
}

const CLIENT = `
import { drizzle } from "drizzle-orm/pglite";
import * as schema from "./schema";

export const db = drizzle(globalThis.pool, { schema });
export type Database = typeof db;
`;

function runnerIn(tree: string, folder: string, seedings: readonly Seeding[]): string {
  const at = (path: string) => JSON.stringify(join(tree, path));
  return `
import { createJiti } from ${installed("jiti/lib/jiti.mjs")};
import { PGlite } from ${installed("@electric-sql/pglite/dist/index.js")};
import { drizzle } from ${installed("drizzle-orm/pglite/index.js")};
import { migrate } from ${installed("drizzle-orm/pglite/migrator.js")};

const pool = new PGlite();
globalThis.pool = pool;
await migrate(drizzle(pool), { migrationsFolder: ${at("db/console/src/migrations")} });

async function prepare(number, providers) {
  await pool.query(
    "insert into lightfast_org_workspaces (id, clerk_org_id, name, slug, settings) values ($1, $2, 'one', 'one', '{}')",
    [\`ws-\${number}\`, \`org-\${number}\`],
  );
  const add = (org, provider, status) =>
    pool.query(
      "insert into lightfast_gw_installations (id, org_id, provider, external_id, connected_by, status) values ($1, $2, $3, $1, 'other', $4)",
      [\`\${org}-\${provider}-\${status}\`, org, provider, status],
    );
  for (const provider of providers) {
    await add(\`stranger-\${number}\`, provider, "active");
    await add(\`org-\${number}\`, provider, "revoked");
    await add(\`org-\${number}\`, provider, "active");
  }
}

const found = [];
const seedings = ${JSON.stringify(seedings.map(({ installed: providers, runs }) => ({ providers, runs })))};
for (const [number, { providers, runs }] of seedings.entries()) {
  await prepare(number, providers);
  const rowsOfRuns = [];
  for (let run = 0; run < runs; run += 1) {
    const jiti = createJiti(import.meta.url, {
      alias: {
        "@db/console/schema": ${at("db/console/src/schema/index.ts")},
        "@db/console": ${at("db/console/src/index.ts")},
      },
      fsCache: false,
    });
    process.argv.splice(2, Infinity, "-w", \`ws-\${number}\`, "-u", "user");
    for (const path of Object.keys(jiti.cache)) if (path.includes("seeding-")) delete jiti.cache[path];
    await jiti.import(\`${folder}/seeding-\${number}.ts\`);
    const { rows } = await pool.query(
      \`select provider, provider_resource_id as "providerResourceId", replace(installation_id, 'org-\${number}-', '') as "installationId" from lightfast_workspace_integrations where workspace_id = $1 order by provider_resource_id\`,
      [\`ws-\${number}\`],
    );
    rowsOfRuns.push(rows);
  }
  found.push(rowsOfRuns);
}
console.log(JSON.stringify(found));
`;
}

/** The path of a file of an installed package, as code. */
function installed(path: string): string {
  return JSON.stringify(join(projectRoot, "node_modules", path));
}
