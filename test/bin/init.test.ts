import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { compileDocument } from "../../audits/markdown/compile.ts";
import { loadPlan } from "../../plans/load.ts";
import { inProcess } from "../helpers/in-process.ts";
import { git, readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { copyTree, gitInit, projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";

/** An example without its plan, as a checkout. */
const target = async (name: string): Promise<string> => {
  const root = join(await temporaryFolder(), name);
  await copyTree(join(projectRoot, "examples", name, "before"), root);
  rmSync(join(root, "conn-codemod.config.ts"));
  await gitInit(root);
  return root;
};

const withoutPlan = (files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith("conn-codemod.")));

const kindsIn = (document: string): readonly string[] =>
  compileDocument(document, { name: "a" }).phases.flatMap(({ criteria }) =>
    criteria.map(({ kind }) => kind),
  );

const EXAMPLES: readonly (readonly [string, string, readonly string[]])[] = [
  ["single-app", "conn-codemod.config.json", ["--rename-route", "appRouter.post=article"]],
  [
    "drizzle-api",
    "conn-codemod.config.ts",
    [
      "--output",
      "conn-codemod.config.ts",
      "--drop-table",
      "vouchers",
      "--drop-column",
      "purchases.voucherId",
      "--rename-route",
      "purchases=orders",
      "--rename-export",
      "purchases=orders",
      "--move-module",
      "src/db/purchases.ts=src/db/orders.ts",
    ],
  ],
];

test.each(EXAMPLES)(
  "on examples/%s, with what its plan does: the plan in %s runs, and its criteria hold",
  async (name, file, flags) => {
    const root = await target(name);
    const made = await inProcess(root, ["init", ...flags]);
    expect([made.exitCode, made.stderr]).toEqual([0, ""]);
    expect(made.stdout).toContain(`Wrote ${file} and conn-codemod.plan.md`);
    expect(made.stdout).toContain("`conn-codemod run --dry-run`");
    const kinds = kindsIn(readFileSync(join(root, "conn-codemod.plan.md"), "utf8"));
    expect(kinds).not.toContain("unparsed");
    expect(kinds).toEqual(expect.arrayContaining(["zero-references", "path-absent", "manual"]));

    git(root, "add", "--all");
    git(root, "commit", "--quiet", "--message", "Plan");
    const dry = await inProcess(root, ["run", "--dry-run", "--format", "json"]);
    const report = JSON.parse(dry.stdout) as {
      notes: { severity: string }[];
      criteria: { kind: string; status: string; vacuous: boolean | null }[];
      occurrences: Record<string, { unresolved: number }>;
    };
    expect(report.notes.filter(({ severity }) => severity === "blocking")).toEqual([]);
    const checks = report.criteria.filter(({ kind }) => kind !== "manual");
    expect(checks.filter(({ status }) => status !== "pass")).toEqual([]);
    // `null` where a path is not there yet; none that would hold already.
    expect(checks.filter(({ vacuous }) => vacuous === true)).toEqual([]);
    expect(Object.values(report.occurrences).map(({ unresolved }) => unresolved)).toEqual(
      Object.values(report.occurrences).map(() => 0),
    );
    await inProcess(root, ["run"]);
    const after = readFiles(join(projectRoot, "examples", name, "after"));
    expect(withoutPlan(readFiles(root))).toEqual(withoutPlan(after));
    expect((await inProcess(root, ["audit"])).exitCode).toBe(0);
  },
);

test("a route goes to another router of those that are merged, and its module takes its name", async () => {
  const root = await target("workspaces");
  const flags = [
    "--move-route",
    "teamRouter.teamMembers=staffRouter.people",
    "--title",
    "Staff | <b>",
  ];
  expect(await inProcess(root, ["init", ...flags])).toMatchObject({ exitCode: 0 });
  const { id, title, names, phases } = await loadPlan("conn-codemod.config.json", root);
  expect([id, title, names]).toEqual([
    "team-members-to-people",
    "Staff | <b>",
    [{ name: "teamMembers" }],
  ]);
  expect(phases[0]?.steps.map(({ title: step }) => step)).toEqual([
    "move the route teamRouter.teamMembers to staffRouter.people",
  ]);
  const dry = await inProcess(root, ["run", "--dry-run"]);
  expect(dry.stdout).toContain("router/team-members.ts → packages/api/src/router/people.ts");
  expect(dry.stdout).toContain('+       console.info("[people.rename]", input.memberId);');
  expect(dry.stdout).not.toMatch(/\d+ places? left for a person/);
  const alias = ["init", "--rename-route", "appRouter.teamMembers=appRouter.people", "--force"];
  expect(await inProcess(root, alias)).toMatchObject({ exitCode: 0 });
  const [step] = (await loadPlan("conn-codemod.config.json", root)).phases[0]?.steps ?? [];
  expect(step?.title).toBe("rename the route teamRouter.teamMembers to people");
});

test("what is blocked stands in a phase of its own, and does not keep the routes back", async () => {
  const root = await temporaryFolder();
  writeFiles(root, {
    "package.json": "{}",
    "schema.ts": `import { pgTable, text } from "drizzle-orm/pg-core";
export const notes = pgTable("notes", { body: text("body") });
export const body = notes.body;
`,
    "root.ts": `import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
const logs = t.router({ list: t.procedure.query(() => 1) });
export const appRouter = t.router({ logs });
export const call = appRouter.createCaller({}).logs.list();
`,
  });
  const flags = ["--drop-table", "notes", "--rename-route", "logs=entries"];
  const { exitCode, stdout } = await inProcess(root, ["init", ...flags]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain("would change 1 file.");
  expect(stdout).toContain("Phase 2 is blocked");
  expect(stdout).toContain("schema.ts:3:21");
  const { phases, names } = await loadPlan("conn-codemod.config.json", root);
  expect(names).toEqual([{ name: "logs" }, { name: "notes" }]);
  expect(phases.map(({ title }) => title)).toEqual(["Routes", "Tables and columns"]);
  const kinds = kindsIn(readFileSync(join(root, "conn-codemod.plan.md"), "utf8"));
  expect(kinds).toEqual(["zero-references", "manual", "manual"]);
});

test("routes and files of odd names are told, or written so that they mean themselves", async () => {
  const root = await temporaryFolder();
  writeFiles(root, {
    "package.json": "{}",
    "root.ts": `import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
export const appRouter = t.router({ "with-dash": t.router({ list: t.procedure.query(() => 1) }) });
export const call = appRouter.createCaller({})["with-dash"].list();
`,
    "app/(a)/[b]/x`y.ts": "export const oldThing = 1;\n",
    "app/(a)/[b]/{c}*.ts": "export const other = 1; // oldThing\n",
    "app/use.ts": 'import { oldThing } from "./(a)/[b]/x`y";\nexport const use = oldThing;\n',
  });
  const dash = await inProcess(root, ["init", "--rename-route", "appRouter.with-dash=dash"]);
  expect(dash.exitCode).toBe(2);
  expect(dash.stderr).toContain("a key is no identifier");
  const flags = ["--rename-name", "oldThing=newThing", "--output", "[plan].json"];
  expect(await inProcess(root, ["init", ...flags, "--title", "`a` | <b>\n# x"])).toMatchObject({
    exitCode: 0,
  });
  const document = readFileSync(join(root, "[plan].md"), "utf8");
  expect(document.split("\n").filter((line) => line.startsWith("# "))).toHaveLength(1);
  expect(kindsIn(document)).not.toContain("unparsed");
  const dry = await inProcess(root, ["run", "[plan].json", "--dry-run", "--format", "json"]);
  const { criteria, occurrences } = JSON.parse(dry.stdout) as {
    criteria: { status: string }[];
    occurrences: Record<string, { unresolved: number; edited: number }>;
  };
  expect(criteria.filter(({ status }) => status === "fail" || status === "error")).toEqual([]);
  expect(occurrences["oldThing"]).toMatchObject({ unresolved: 0 });
});

test("of two roots of one name the file says which, and the plan says so", async () => {
  const root = await temporaryFolder();
  const api = `import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
export const appRouter = t.router({ logs: t.router({ list: t.procedure.query(() => 1) }) });
export const call = appRouter.createCaller({}).logs.list();
`;
  writeFiles(root, { "package.json": "{}", "a/root.ts": api, "b/root.ts": api });
  const both = await inProcess(root, ["init", "--rename-route", "appRouter.logs=entries"]);
  expect(both.exitCode).toBe(2);
  expect(both.stderr).toContain("may be a/root.ts#appRouter.logs or b/root.ts#appRouter.logs");
  const one = await inProcess(root, ["init", "--rename-route", "b/root.ts#appRouter.logs=entries"]);
  expect(one.stdout).toContain("would change 1 file.");
  const plan = JSON.parse(readFileSync(join(root, "conn-codemod.config.json"), "utf8")) as object;
  expect(plan).toMatchObject({
    steps: [{ params: { root: "b/root.ts", route: "appRouter.logs" } }],
  });
});

test("what the repository has is in the plan: type check, migrations, a script that makes one", async () => {
  const root = await temporaryFolder();
  writeFiles(root, {
    "package.json": '{ "scripts": { "check-types": "tsc" } }',
    "pnpm-lock.yaml": "",
    "db/package.json": '{ "scripts": { "generate": "drizzle-kit generate" } }',
    "db/schema.ts": `import { pgTable, text } from "drizzle-orm/pg-core";
export const notes = pgTable("app_notes", { body: text("body") });
`,
    "db/migrations/0000_a.sql": 'CREATE TABLE "app_notes" ("body" text); -- notes\n',
    "db/migrations/meta/_journal.json": "{}",
  });
  const flags = ["--drop-table", "db/schema.ts#notes"];
  expect(await inProcess(root, ["init", ...flags])).toMatchObject({ exitCode: 0 });
  const plan = JSON.parse(readFileSync(join(root, "conn-codemod.config.json"), "utf8")) as object;
  expect(plan).toMatchObject({
    $schema: "./node_modules/conn-codemod/plan.schema.json",
    names: ["notes"],
    allow: [{ paths: ["db/migrations/**"] }, { paths: ["conn-codemod.plan.md"] }],
    document: { path: "conn-codemod.plan.md" },
    steps: [{ kind: "drop-table", params: { table: "db/schema.ts#notes", database: "app_notes" } }],
    commands: [{ command: "pnpm run generate", folder: "db" }],
  });
  const document = readFileSync(join(root, "conn-codemod.plan.md"), "utf8");
  expect(document).toContain("- [ ] Type checking passes: `pnpm run check-types`");
});

test("a name that stands for much else is not retired, and that is told", async () => {
  const root = await temporaryFolder();
  const others = Array.from({ length: 30 }, (_, index) => `export const v${index} = { id: 1 };\n`);
  writeFiles(root, {
    "package.json": "{}",
    "others.ts": others.join(""),
    "one.ts": "export const id = 1;\nexport const next = id + 1;\n",
  });
  const { stdout } = await inProcess(root, ["init", "--rename-export", "one.ts#id=key"]);
  expect(stdout).toContain("`id` stands for much else (30 occurrences would stay)");
  expect((await loadPlan("conn-codemod.config.json", root)).names).toEqual([]);
  expect((await inProcess(root, ["run", "--dry-run"])).exitCode).toBe(0);
});

test("a plan that is put outside of the repository has its criteria itself", async () => {
  const root = await target("single-app");
  const beside = await temporaryFolder();
  const file = join(beside, "plan.json");
  const args = ["init", "--rename-route", "appRouter.post=article", "--output", file];
  expect(await inProcess(root, args)).toMatchObject({ exitCode: 0 });
  const plan = await loadPlan(file, root);
  expect(plan.document).toBeUndefined();
  expect(plan.phases[0]?.criteria.map(({ kind }) => kind)).toEqual([
    "path-absent",
    "zero-references",
  ]);
  expect((await inProcess(root, ["run", file, "--dry-run"])).exitCode).toBe(0);
});

describe("bad input ends with 2, and writes nothing", () => {
  let root = "";
  beforeAll(async () => {
    root = await target("single-app");
  });

  test.each([
    [[], "there is no terminal to ask on", "--rename-route appRouter.posts=articles"],
    [["--rename-route", "appRouter.pots=a"], "there is no route appRouter.pots", "appRouter.post"],
    [["--rename-route", "appRouter.post=team"], "there is a route appRouter.team already", ""],
    [["--rename-route", "appRouter.post=a b"], "cannot be a name", ""],
    [["--rename-route", "appRouter.post"], "is not of the form", "appRouter.posts=articles"],
    [["--move-route", "appRouter.post=apRouter.post"], "no router apRouter", "appRouter"],
    [["--drop-table", "posts"], "there is no Drizzle table posts", "There is none at all"],
    [["--rename-export", "posRouter=a"], "no module declares an export posRouter", ""],
    [["--rename-name", "(.*)=a"], "cannot be a name", ""],
    [["--rename-name", "getLates=a"], "has the name getLates", "getLatest"],
    [
      ["--move-module", "src/app/pag.ts=src/a.ts"],
      "there is no file src/app/pag.ts",
      "src/app/page.ts",
    ],
    [["--move-module", "src/app/page.ts=../a.ts"], "is not the path of a file", ""],
    [["--rename-route", "appRouter.post=a", "--output", "plan.yaml"], "has to end in .json", ""],
    [["--rename-route", "appRouter.post=a", "--output", "no/plan.json"], "there is no folder", ""],
  ])("%j: %s", async (flags, message, nearest) => {
    const before = readFiles(root);
    const { exitCode, stdout, stderr } = await inProcess(root, ["init", ...flags]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).toContain(nearest);
    expect(readFiles(root)).toEqual(before);
  });

  test("a file that is there is only written over with --force", async () => {
    writeFiles(root, { "conn-codemod.plan.md": "mine\n" });
    const args = ["init", "--rename-route", "appRouter.post=article"];
    const refused = await inProcess(root, args);
    expect([refused.exitCode, refused.stderr]).toEqual([2, expect.stringContaining("--force")]);
    expect(existsSync(join(root, "conn-codemod.config.json"))).toBe(false);
    expect(readFileSync(join(root, "conn-codemod.plan.md"), "utf8")).toBe("mine\n");
    expect((await inProcess(root, [...args, "--force"])).exitCode).toBe(0);
    const other = await inProcess(root, [...args, "--force", "--output", "conn-codemod.config.ts"]);
    expect([other.exitCode, other.stderr]).toEqual([
      2,
      expect.stringContaining("a plan of its own"),
    ]);
  });
});
