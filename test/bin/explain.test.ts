import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Explanation } from "../../plans/explain/explanation.ts";
import { inProcess } from "../helpers/in-process.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { projectRoot, temporaryFolder } from "../helpers/fixture-tree.ts";
import { smallTarget } from "../helpers/small-target.ts";

const example = (name: string): string => join(projectRoot, "examples", name, "before");

const explained = async (
  root: string,
  ...args: readonly string[]
): Promise<Explanation & { near: string[]; exitCode: number }> => {
  const { stdout } = await inProcess(root, ["explain", ...args, "--format", "json"]);
  return JSON.parse(stdout) as Explanation & { near: string[]; exitCode: number };
};

/** All occurrences, with their files. */
const all = ({ files }: Explanation) =>
  files.flatMap(({ path, occurrences }) => occurrences.map((each) => ({ ...each, file: path })));

describe("with a plan", () => {
  test.each([
    ["drizzle-api", "purchases"],
    ["drizzle-api", "vouchers"],
    ["workspaces", "teamMembers"],
    ["single-app", "post"],
  ])("in examples/%s, %s counts as in `run --dry-run`, each with its class", async (name, word) => {
    const found = await explained(example(name), word);
    const run = await inProcess(example(name), ["run", "--dry-run", "--format", "json"]);
    const { occurrences } = JSON.parse(run.stdout) as {
      occurrences: Record<string, Record<string, number>>;
    };
    const account = occurrences[word];
    for (const key of [
      "total",
      "inPaths",
      "edited",
      "removed",
      "allowed",
      "manual",
      "unresolved",
    ]) {
      expect([key, found.plan?.[key as "total"]]).toEqual([key, account?.[key]]);
    }
    for (const key of ["edited", "removed", "allowed", "manual", "unresolved"] as const) {
      const own = all(found).filter((each) => each.class === key);
      expect([key, own.length]).toEqual([key, found.plan?.[key]]);
    }
    const changed = all(found).filter(({ class: is }) => is === "edited" || is === "removed");
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.filter(({ step }) => step === null)).toEqual([]);
  });

  test("says which step makes what of a line, and why others stay", async () => {
    const { root, plan } = await smallTarget();
    const found = await explained(root, "old-thing", plan);
    expect(found.spellings).toEqual([
      { spelling: "oldThing", count: 3 },
      { spelling: "old-thing", count: 2 },
    ]);
    const shown = all(found).map(({ file, line, context, class: is, step, becomes, reason }) => {
      return [file, line, context, is, step, becomes, reason];
    });
    expect(shown).toEqual([
      ["docs/history.md", 1, "other", "allowed", null, null, "documents that tell what was"],
      ["src/old-thing.ts", 1, "path", "edited", "1.1", "src/thing.ts", null],
      ["src/old-thing.ts", 1, "comment", "edited", "1.2", "export const thing = 1;", null],
      ["src/user.ts", 1, "import", "edited", "1.1", 'import { thing } from "./thing.ts";', null],
      ["src/user.ts", 2, "code", "unresolved", null, null, null],
    ]);
    expect(found.files.map(({ movedTo }) => movedTo)).toEqual([null, "src/thing.ts", null]);
    expect(found.plan?.steps.map(({ id, count }) => [id, count])).toEqual([
      ["1.1", 2],
      ["1.2", 1],
    ]);
  });

  test("as text: old line, new line, and the step, by file", async () => {
    const { root, plan } = await smallTarget();
    const { exitCode, stdout } = await inProcess(root, ["explain", "oldThing", plan]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("5 = 3 edited + 0 removed + 1 allowed + 0 manual + 1 unresolved");
    expect(stdout).toContain(`src/old-thing.ts → src/thing.ts
  in its name  edited by 1.1
  - src/old-thing.ts
  + src/thing.ts
  1  comment  edited by 1.2
     - export const thing = 1; // was oldThing
     + export const thing = 1;
`);
    expect(stdout).toContain("allowed: documents that tell what was");
  });

  test("a name that the plan does not retire is told to be none, and traced all the same", async () => {
    const { root, plan } = await smallTarget();
    const found = await explained(root, "thing", plan);
    expect(found.plan).toMatchObject({ retires: false, blocked: null });
    const { stdout } = await inProcess(root, ["explain", "thing", plan, "--phase", "3"]);
    expect(stdout).toContain("it is no name that the plan retires");
    expect(stdout).toContain("phase 3 is blocked");
  });
});

describe("without a plan", () => {
  const files = {
    "package.json": "{}",
    "schema.ts": `import { pgTable, text } from "drizzle-orm/pg-core";
export const orders = pgTable("app_orders", { orders: text("orders"), note: text("note") });
`,
    "root.ts": `import { initTRPC } from "@trpc/server";
const t = initTRPC.create();
const orders = t.router({ list: t.procedure.query(() => 1) });
export const appRouter = t.router({ orders });
export interface Shop { orders: number }
export function shop(orders: number): string { return "orders" + orders; } // orders
`,
  };

  test("says what the name is, as the checker sees it", async () => {
    const root = await temporaryFolder();
    writeFiles(root, files);
    const found = await explained(root, "orders");
    expect(found.plan).toBeNull();
    const kinds = found.meanings.map(({ kind, name, path, line }) => [kind, name, path, line]);
    expect(kinds).toEqual([
      ["router", "orders", "root.ts", 3],
      ["route", "appRouter.orders", "root.ts", 4],
      ["table", 'orders ("app_orders")', "schema.ts", 2],
      ["column", "orders of orders", "schema.ts", 2],
      ["parameter", "orders", "root.ts", 6],
      ["property", "orders of Shop", "root.ts", 5],
    ]);
    const lines = all(found).map(({ file, line, context, meaning, class: is }) => {
      return [`${file}:${line}`, context, meaning === null ? null : kinds[meaning]?.[0], is];
    });
    expect(lines).toContainEqual(["root.ts:6", "comment", null, null]);
    expect(lines).toContainEqual(["root.ts:6", "string", null, null]);
    expect(lines).toContainEqual(["root.ts:5", "type", "property", null]);
    const { stdout } = await inProcess(root, ["explain", "orders"]);
    expect(stdout).toMatch(/\n {2}route {3,}appRouter\.orders {2}\d use/);
  });

  test("a name that is not there is told, with the nearest, and ends with 1", async () => {
    const root = await temporaryFolder();
    writeFiles(root, files);
    const { exitCode, stdout, stderr } = await inProcess(root, ["explain", "ordres"]);
    expect([exitCode, stdout]).toEqual([1, ""]);
    expect(stderr).toContain('there is no "ordres"');
    expect(stderr).toContain("The nearest: orders");
    const found = await explained(root, "ordres");
    expect(found).toMatchObject({ files: [], near: ["orders"], exitCode: 1 });
  });

  test.each([
    ["$a.b+(c)*", 1],
    ["[slug]", 0],
    ["(app)", 0],
    ["\\d+", 1],
    ["日本", 0],
  ])("%s is a name like others", async (name, code) => {
    const root = await temporaryFolder();
    writeFiles(root, {
      "app/(app)/[slug]/a.ts": "export const 日本 = '\\u001b[2J\\n::error::';\n",
    });
    const { exitCode, stdout } = await inProcess(root, ["explain", name]);
    expect(exitCode).toBe(code);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test.each([["***"], ["  "]])("%j is none, and bad input", async (name) => {
    const root = await temporaryFolder();
    expect((await inProcess(root, ["explain", name])).exitCode).toBe(2);
  });
});
