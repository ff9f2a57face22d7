import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Verdict } from "../../../audits/criterion.ts";
import { criterionKinds } from "../../../audits/criteria/index.ts";
import { connections } from "../../../plans/connections/index.ts";
import { MIGRATIONS } from "../../../plans/connections/phase-2-criteria.ts";
import {
  addingCriteria,
  droppingCriteria,
} from "../../../plans/connections/source-config-split/criteria.ts";
import { snapshotOf } from "../../../workspace/snapshot.ts";
import { projectRoot } from "../../helpers/fixture-tree.ts";
import { journalOf } from "../../helpers/migrations.ts";
import { oneEmbedded } from "../../helpers/one-embedded.ts";

const TABLE = '"lightfast_workspace_integrations"';
const add = ["resource_meta", "sync_config", "backfill_state"].map(
  (name) => `ALTER TABLE ${TABLE} ADD COLUMN "${name}" jsonb;`,
);
const require = ["provider", "resource_meta", "sync_config"].map(
  (name) => `ALTER TABLE ${TABLE} ALTER COLUMN "${name}" SET NOT NULL;`,
);
const drop = [`ALTER TABLE ${TABLE} DROP COLUMN "source_config";`];

const BEFORE = ["0000_lightfast_user_sources", "0001_gateway_installations"];
const textOf = (tag: string): string =>
  readFileSync(join(projectRoot, "fixtures/console/before", MIGRATIONS, `${tag}.sql`), "utf8");

/** The fixture's migrations, and after them those of the lists of statements. */
function withMigrations(...lists: readonly (readonly string[])[]) {
  const tags = lists.map((_, index) => `${String(index + 2).padStart(4, "0")}_new`);
  return snapshotOf({
    [`${MIGRATIONS}/meta/_journal.json`]: journalOf([...BEFORE, ...tags]),
    ...Object.fromEntries(BEFORE.map((tag) => [`${MIGRATIONS}/${tag}.sql`, textOf(tag)])),
    ...Object.fromEntries(
      tags.map((tag, index) => [
        `${MIGRATIONS}/${tag}.sql`,
        (lists[index] ?? []).join("--> statement-breakpoint\n"),
      ]),
    ),
  });
}

describe("the migrations of the two phases, as the plan judges them", () => {
  const open = oneEmbedded();
  const judge = async (
    criteria: typeof addingCriteria,
    snapshot: ReturnType<typeof snapshotOf>,
  ): Promise<readonly Verdict[]> => {
    const verdicts: Verdict[] = [];
    for (const { kind, params } of criteria.slice(0, 2)) {
      const found = criterionKinds.find((each) => each.kind === kind);
      if (!found) throw new Error(`there is no criterion ${kind}`);
      const context = { openDatabase: open() };
      verdicts.push(await found.evaluate(found.schema.parse(params), snapshot, context));
    }
    return verdicts;
  };

  test("hold in the order that the plan ships", async () => {
    const pass = [{ status: "pass" }, { status: "pass" }];
    expect(await judge(addingCriteria, withMigrations(add))).toMatchObject(pass);
    const both = withMigrations(add, [...require, ...drop]);
    expect(await judge(droppingCriteria, both)).toMatchObject(pass);
    // The first phase holds as before.
    expect(await judge(addingCriteria, both)).toMatchObject(pass);
  });

  test("and it says so where it tells what to run", () => {
    const told = connections.phases?.flatMap(({ id, commands = [] }) =>
      commands.flatMap(({ title = "" }) => (/^3[ab]$/.test(id) ? [title] : [])),
    );
    expect(told).toHaveLength(2);
    expect(told?.[0]).toMatch(/Other than the document says, .* 3b makes it NOT NULL/);
    expect(told?.[1]).toMatch(/Other than the document says, provider becomes NOT NULL here/);
  });

  test("do not as the document has them: provider is NOT NULL before it is filled", async () => {
    const [does, runs] = await judge(
      addingCriteria,
      withMigrations([...add, ...require.slice(0, 1)]),
    );
    expect(does).toMatchObject({ status: "fail", hits: [{ line: 4 }] });
    expect(runs).toMatchObject({
      status: "fail",
      hits: [{ path: `${MIGRATIONS}/0002_new.sql`, line: 4 }],
    });
    expect(runs?.message).toContain(
      "1 of 2 rows have NULL in lightfast_workspace_integrations.provider. The order that works",
    );
    expect(runs?.message).toMatch(/CHECK \("provider" IS NOT NULL\) NOT VALID/);
  });
});
