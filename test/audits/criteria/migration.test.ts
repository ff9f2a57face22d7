import { describe, expect, test } from "vitest";
import { migration } from "../../../audits/criteria/migration.ts";
import type { MigrationParams } from "../../../audits/criteria/migration.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { snapshotOf } from "../../../workspace/snapshot.ts";
import { folder, journalOf, withMigrations } from "../../helpers/migrations.ts";

const longKey = "members_team_id_that_is_longer_than_a_name_may_be_teams_identity_fk";

/** Two tables, the second of which points to the first, as drizzle-kit writes them. */
const start = `CREATE TABLE "teams" ("id" text PRIMARY KEY NOT NULL, "name" text);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text,
	"role" text,
	"email" text UNIQUE
);
--> statement-breakpoint
ALTER TABLE "members" ADD CONSTRAINT "${longKey}" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id");--> statement-breakpoint
CREATE INDEX "members_team_idx" ON "members" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "members_team_role_idx" ON "members" USING btree ("team_id","role");`;

const does: MigrationParams["does"] = [
  { drop: "constraint", table: "members", name: longKey },
  { drop: "index", name: "members_team_idx" },
  { drop: "index", name: "members_team_role_idx" },
  { drop: "column", table: "members", name: "team_id" },
  { drop: "table", name: "teams" },
];

const judge = (snapshot: Snapshot, params: Partial<MigrationParams> = {}) =>
  migration.evaluate(migration.schema.parse({ folder, does, ...params }), snapshot, {});

async function hitsOf(sql: string, params: Partial<MigrationParams> = {}) {
  const { status, hits } = await judge(withMigrations(start, sql), params);
  return [status, ...hits.map(({ line, text }) => `${line}: ${text}`)];
}

const additions = (meta: string) => `ALTER TABLE "members" ALTER COLUMN "role" SET NOT NULL;
ALTER TABLE "members" ADD COLUMN "meta" jsonb${meta}, ADD COLUMN kind text NOT NULL;
ALTER TABLE members ALTER id DROP NOT NULL;
CREATE TABLE logs (id int PRIMARY KEY, member text REFERENCES members);
CREATE INDEX logs_idx ON logs (member);
CREATE INDEX members_kind_idx ON members (kind);
ALTER TABLE members ADD CONSTRAINT members_check CHECK (kind <> '');`;

describe("the new migration does exactly what is planned", () => {
  test.each([
    [
      "as drizzle-kit writes it",
      `ALTER TABLE "teams" DISABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "teams" CASCADE;--> statement-breakpoint
ALTER TABLE "members" DROP CONSTRAINT "${longKey}";
--> statement-breakpoint
DROP INDEX "members_team_idx";--> statement-breakpoint
DROP INDEX "members_team_role_idx";--> statement-breakpoint
ALTER TABLE "members" DROP COLUMN "team_id";`,
    ],
    [
      "in another order, with other quoting, schemas, IF EXISTS and CASCADE",
      `drop index if exists public.members_team_idx, "members_team_role_idx";
alter table only public.Members drop constraint if exists "${longKey}" cascade, drop column if exists Team_Id restrict;
Drop Table If Exists "public".teams`,
    ],
    [
      "the table's CASCADE takes the constraint, and the column its indexes",
      `DROP TABLE teams CASCADE; ALTER TABLE members DROP COLUMN team_id;`,
    ],
    [
      "with the name as PostgreSQL cuts it",
      `DROP TABLE teams CASCADE; ALTER TABLE members DROP CONSTRAINT ${longKey.slice(0, 63)};
       ALTER TABLE members DROP COLUMN team_id;`,
    ],
  ])("%s", async (_what, sql) => {
    expect(await hitsOf(sql)).toEqual(["pass"]);
  });

  test("what goes with a dropped thing anyway may be dropped by name", async () => {
    const params: Partial<MigrationParams> = {
      does: [{ drop: "column", table: "members", name: "email" }],
    };
    const column = "ALTER TABLE members DROP COLUMN email";
    const key = "ALTER TABLE members DROP CONSTRAINT members_email_key";
    expect(await hitsOf(column, params)).toEqual(["pass"]);
    expect(await hitsOf(`${key}; ${column}`, params)).toEqual(["pass"]);
  });

  test("adding and requiring", async () => {
    const params: Partial<MigrationParams> = {
      does: [
        { add: "column", table: "members", name: "meta", nullable: true },
        { add: "column", table: "members", name: "kind" },
        { set: "not null", table: "members", name: "role" },
        { drop: "not null", table: "members", name: "id" },
        { create: "table", name: "logs" },
        { create: "index", name: "members_kind_idx" },
        { add: "constraint", table: "members", name: "members_check" },
      ],
    };
    expect(await hitsOf(additions(""), params)).toEqual(["pass"]);
    expect(await hitsOf(additions(" NOT NULL"), params)).toEqual([
      "fail",
      "1: missing: ALTER TABLE members ADD COLUMN meta",
      '2: unexpected: ALTER TABLE "members" ADD COLUMN "meta" jsonb NOT NULL, ADD COLUMN kind text NOT NULL',
    ]);
  });
});

describe("a difference is told with its place", () => {
  const rest = `DROP TABLE teams CASCADE;
ALTER TABLE members DROP COLUMN team_id;
`;
  test.each([
    [
      "nothing but a column",
      "ALTER TABLE members DROP COLUMN team_id;",
      ["1: missing: DROP TABLE teams"],
    ],
    [
      "one statement more",
      `${rest}-- by hand\nDELETE FROM members WHERE team_id IS NULL;`,
      ["4: unexpected: DELETE FROM members WHERE team_id IS NULL"],
    ],
    [
      "a column more",
      `${rest}ALTER TABLE members DROP COLUMN role;`,
      ["3: unexpected: ALTER TABLE members DROP COLUMN role"],
    ],
    [
      "another schema",
      `DROP TABLE old.teams;ALTER TABLE members DROP COLUMN team_id;`,
      ["1: missing: DROP TABLE teams", "1: unexpected: DROP TABLE old.teams"],
    ],
    [
      "what cannot be told",
      `${rest}DO $$ BEGIN DROP TABLE members; END $$;`,
      ["3: unexpected: DO $$ BEGIN DROP TABLE members; END $$"],
    ],
    [
      "a view of that name",
      "DROP VIEW teams; ALTER TABLE members DROP COLUMN team_id;",
      ["1: missing: DROP TABLE teams", "1: unexpected: DROP VIEW teams"],
    ],
    [
      "a renamed table",
      `${rest}ALTER TABLE members RENAME TO people;`,
      ["3: unexpected: ALTER TABLE members RENAME TO people"],
    ],
  ])("%s", async (_what, sql, hits) => {
    expect(await hitsOf(sql)).toEqual(["fail", ...hits]);
  });

  test("what CASCADE takes from another table, and a column from an index with more columns", async () => {
    const table: Partial<MigrationParams> = { does: [{ drop: "table", name: "teams" }] };
    expect(await hitsOf("DROP TABLE teams CASCADE", table)).toEqual([
      "fail",
      `1: DROP TABLE teams CASCADE also drops constraint ${longKey.slice(0, 63)} of members`,
    ]);
    const column: Partial<MigrationParams> = {
      does: [{ drop: "column", table: "members", name: "team_id" }],
    };
    const sql = "ALTER TABLE members DROP COLUMN team_id";
    expect(await hitsOf(sql, column)).toEqual([
      "fail",
      `1: ${sql} also drops index members_team_role_idx of members`,
    ]);
  });

  test("what was renamed, or dropped before, hangs there no longer", async () => {
    const between = `ALTER TABLE teams RENAME TO groups; ALTER TABLE members RENAME COLUMN team_id TO group_id;
ALTER TABLE members RENAME CONSTRAINT ${longKey} TO members_group_fk; DROP INDEX members_team_role_idx;
ALTER INDEX members_team_idx RENAME TO members_group_idx;`;
    const params: Partial<MigrationParams> = {
      does: [
        { drop: "table", name: "groups" },
        { drop: "column", table: "members", name: "group_id" },
        { drop: "index", name: "members_group_idx" },
        { drop: "constraint", table: "members", name: "members_group_fk" },
      ],
    };
    const sql = "DROP TABLE groups CASCADE; ALTER TABLE members DROP COLUMN group_id;";
    expect(await judge(withMigrations(start, between, sql), params)).toMatchObject({
      status: "pass",
      hits: [],
    });
  });
});

describe("which migration is the new one", () => {
  const drop = "DROP TABLE teams CASCADE; ALTER TABLE members DROP COLUMN team_id;";

  test("none yet: the message says what makes it", async () => {
    expect(await judge(withMigrations(start), { generate: "pnpm db:generate" })).toEqual({
      status: "fail",
      scanned: 1,
      hits: [],
      message:
        "there is no new migration yet: the last one, 0000_m, does none of this. `pnpm db:generate` makes it.",
    });
    const since = await judge(withMigrations(start), { since: "0000_m" });
    expect(since).toMatchObject({
      status: "fail",
      message: "there is no new migration yet: 0000_m is the last one.",
    });
  });

  test("later ones that have to do with other things do not count", async () => {
    const later = "ALTER TABLE members ADD COLUMN age int";
    const verdict = await judge(withMigrations(start, drop, later));
    expect(verdict).toMatchObject({ status: "pass", scanned: 3, message: "judged: 0001_m" });
    expect((await judge(withMigrations(start, drop, later), { since: "0000_m" })).status).toBe(
      "fail",
    );
  });

  test("all after the one given are judged together", async () => {
    const [first = "", second = ""] = drop.split(/(?<=;)/);
    const verdict = await judge(withMigrations(start, first, second), { since: "0000_m" });
    expect(verdict).toMatchObject({ status: "pass", message: "judged: 0001_m, 0002_m" });
  });

  test("one that a database passes over, because its time is too early, does not hold", async () => {
    const snapshot = snapshotOf({
      [`${folder}/meta/_journal.json`]: journalOf(["a", "b"]).replace("2000", "500"),
      [`${folder}/a.sql`]: start,
      [`${folder}/b.sql`]: drop,
    });
    expect(await judge(snapshot)).toMatchObject({
      status: "fail",
      hits: [{ path: `${folder}/b.sql`, text: expect.stringContaining("passes over") as unknown }],
    });
  });
});

test.each([
  ["DROP TABEL x"],
  ["CREATE TABLE teams_old (id text)"],
  ["ALTER TABLE members ALTER team_id DROP NOT NULL"],
  ["DROP TABLE others; ALTER TABLE members ALTER team_id SET NOT NULL"],
])("%s does none of it, and is not parsed", async (sql) => {
  const { status, message } = await judge(withMigrations(start, sql));
  expect([status, message]).toEqual(["fail", expect.stringContaining("does none of this")]);
});

test.each([
  ["ALTER TABLE members DROP team_id", { drop: "column", table: "members", name: "team_id" }],
  ["DROP /* ; */ TABLE -- ;\n teams CASCADE", { drop: "table", name: "teams" }],
  ["DROP TABLE others, teams", { drop: "table", name: "teams" }],
  ['DROP TABLE U&"te\\0061ms"', { drop: "table", name: "teams" }],
  ["ALTER TABLE members ADD UNIQUE (role)", constraint("members_role_key")],
  ["CREATE UNIQUE INDEX a ON members (role)", { create: "index", name: "a" }],
  [
    "ALTER TABLE members ALTER role SET DEFAULT '--', DROP COLUMN email",
    { drop: "column", table: "members", name: "email" },
  ],
] as const)("%s is seen", async (sql, expected) => {
  const { message } = await judge(withMigrations(start, sql), { does: [expected] });
  expect(message).toBe("judged: 0001_m");
});

function constraint(name: string) {
  return { add: "constraint", table: "members", name } as const;
}

describe("what cannot be judged is an error", () => {
  test.each([
    ["a folder that is not there", {}, { folder: "db/outs" }, "there is no db/outs"],
    ["SQL that is none", { 1: "DROP TABLE teams x" }, {}, `${folder}/0001_m.sql:1 is not SQL`],
    ["a last migration that is not there", {}, { since: "0001_n" }, "the nearest there is: 0000_m"],
  ])("%s", async (_what, texts, params, message) => {
    const verdict = await judge(withMigrations(start, ...Object.values(texts)), params);
    expect(verdict.status).toBe("error");
    expect(verdict.message).toContain(message);
    expect(verdict.hits).toHaveLength(1);
  });

  test.each([
    [{ folder, does: [] }],
    [{ folder: "../x", does }],
    [{ folder, does: [{ drop: "column", name: "x" }] }],
    [{ folder, does: [{ drop: "schema", name: "x" }] }],
    [{ folder, does: [{ drop: "table", name: "" }] }],
  ])("%j is no plan", (params) => {
    expect(migration.schema.safeParse(params).success).toBe(false);
  });
});

test("the title counts what is planned", () => {
  expect(migration.title({ folder: "db/out/", does })).toBe(
    "The new migration in `db/out` does what is planned (drop constraint, 2 × drop index, drop column, drop table), and nothing else",
  );
});
