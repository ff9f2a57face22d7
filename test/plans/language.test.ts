import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  command,
  database,
  definePlan,
  deleteRoute,
  dropColumn,
  dropTable,
  editComment,
  migration,
  deleteFile,
  moveModule,
  moveRoute,
  orderMigration,
  pathAbsent,
  pathPresent,
  refactor,
  removeComment,
  renameExport,
  renameName,
  renameRoute,
  renameTable,
  splitColumn,
  splitDataReady,
  transform,
  writeFile,
  zeroReferences,
} from "../../plans/language/index.ts";
import { criterionKinds } from "../../audits/criteria/index.ts";
import { stepKinds } from "../../codemods/steps/index.ts";
import { compilePlan } from "../../plans/compile.ts";
import { executePhases } from "../../plans/execute.ts";
import { loadPlan } from "../../plans/load.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";
import { writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";

/** What there is, in its shortest form. */
const steps = [
  moveRoute("userRouter.posts", "orgRouter.articles"),
  renameRoute("appRouter.posts", "articles"),
  deleteRoute("appRouter.drafts"),
  moveModule("src/posts.ts", "src/articles.ts"),
  renameName("postId", "articleId", { in: "src/**" }),
  renameExport("src/format.ts", "formatPost", "formatArticle"),
  dropTable("posts"),
  renameTable("posts", "articles", { database: "articles", in: "src/**" }),
  dropColumn("posts.author"),
  splitColumn("orders.details", "expand", {
    into: { size: { at: "size", database: "size", type: "Size" } },
    helpers: { module: "src/split.ts", functions: { size: "sizeOf" } },
  }),
  orderMigration("db/migrations"),
  writeFile("src/split.ts", "export {};\n", { when: { in: "src/**", has: "orders" } }),
  deleteFile("src/split.ts"),
  editComment("src/**", { replace: { post: "article" } }),
  removeComment("was postId", { in: "src/**" }),
  transform("./transform.ts", "src/**"),
  refactor("do nothing", () => ({})),
];
const criteria = [
  zeroReferences("posts", "src"),
  pathAbsent("src/posts.ts"),
  pathPresent(["src/articles.ts"]),
  command("pnpm typecheck"),
  migration("db/migrations", [{ drop: "table", name: "posts" }]),
  database("db/migrations"),
  splitDataReady({
    table: "orders",
    key: "id",
    column: "details",
    into: { size: { at: "size" } },
    at: { path: "src/schema.ts", text: "details" },
  }),
];
const head = { id: "articles", title: "Posts become articles" };
const kinds = (of: readonly { kind: string }[]) => of.map(({ kind }) => kind).sort();
const shout = (file: { readonly source: string }) => file.source.toUpperCase();
const nowhere = (): Promise<unknown> => Promise.reject(new Error("must not be imported"));

/** What becomes of two files. */
const runOfRefactor = async (work: Parameters<typeof refactor>[1]) => {
  const plan = compilePlan({ ...head, steps: [refactor("number the files", work)] }, "a test");
  const [phase] = await executePhases(plan.phases, snapshotOf({ "a.txt": "a", "b.txt": "b" }));
  return phase;
};

describe("the functions of the package", () => {
  test("there is one for each kind", () => {
    expect(kinds(steps)).toEqual(kinds(stepKinds));
    expect(kinds(criteria)).toEqual(kinds(criterionKinds));
  });

  test("what they make is a plan", () => {
    const plan = compilePlan(definePlan({ ...head, steps, criteria }), "a test", nowhere);
    expect(plan.phases.map(({ id, title }) => [id, title])).toEqual([["1", head.title]]);
    expect(plan.phases[0]?.steps.map(({ title }) => title)).toContain(
      "move the route userRouter.posts to orgRouter.articles",
    );
    expect(plan.phases[0]?.criteria).toHaveLength(criteria.length);
  });

  test("options are those of the parameters, and the id is the step's own", () => {
    expect(
      moveRoute("a.b", "c.d", { id: "x", module: "src/d.ts", after: "e", root: "src/root.ts" }),
    ).toEqual({
      id: "x",
      kind: "move-route",
      params: {
        from: "a.b",
        to: "c.d",
        module: { to: "src/d.ts" },
        after: "e",
        root: "src/root.ts",
      },
    });
    expect(command("tsc", { id: "types", folder: "web", afterCommands: true })).toEqual({
      id: "types",
      kind: "command",
      params: { command: "tsc", folder: "web" },
      afterCommands: true,
    });
    expect(editComment("a.ts", { replace: { b: "c" } }).params.replace).toEqual([
      { from: "b", to: "c" },
    ]);
  });

  test("a transform may be a function, and is called by its name", () => {
    const { params } = transform(shout, ["a.ts", "b.ts"]);
    expect(params).toMatchObject({ name: "transform with shout", in: ["a.ts", "b.ts"] });
    expect(params.module).toHaveProperty("default");
  });
});

describe("a plan in a module", () => {
  const files = { "src/a.ts": "export const a = 1;\n", "src/b.ts": "export const b = 1;\n" };

  test("needs no installed package, and names transforms by path and by package", async () => {
    const folder = await temporaryFolder();
    writeFiles(folder, {
      "plans/plan.ts": `import { definePlan, transform, type PlanSource } from "conn-codemod";
        const plan: PlanSource = definePlan({
          id: "logs",
          title: "Logs",
          steps: [
            transform("./two.ts", "src/a.ts", { options: { to: "2" } }),
            transform("shout", "src/b.ts"),
          ],
        });
        export default plan;`,
      "plans/two.ts": `import type { FileInfo } from "jscodeshift";
        export default (file: FileInfo, _api: unknown, options: { to: string }): string =>
          file.source.replace("1", options.to);`,
      "node_modules/shout/package.json": '{ "name": "shout", "main": "shout.cjs" }',
      "node_modules/shout/shout.cjs":
        "module.exports = (file, api) => api.jscodeshift(file.source).toSource().replace('1', '3');",
    });
    const plan = await loadPlan("plans/plan.ts", folder);
    const [run] = await executePhases(plan.phases, snapshotOf(files));
    expect(run?.steps.flatMap(({ notes }) => notes)).toEqual([]);
    expect(run?.after.text("src/a.ts")).toBe("export const a = 2;\n");
    expect(run?.after.text("src/b.ts")).toBe("export const b = 3;\n");
    expect(run?.steps.map(({ step }) => step.title)).toEqual([
      "transform with ./two.ts",
      "transform with shout",
    ]);
  });

  test.each([
    ["plan.mjs", 'import { definePlan } from "conn-codemod"; export const plan = definePlan('],
    ["plan.js", 'import { definePlan } from "conn-codemod"; export default definePlan('],
    ["plan.cjs", 'module.exports.default = require("conn-codemod").definePlan('],
  ])("%s", async (name, before) => {
    const folder = await temporaryFolder();
    const text = `${before}{ id: "a", title: "A", steps: [] });`;
    writeFiles(folder, { [name]: text, "package.json": '{ "type": "module" }' });
    expect((await loadPlan(name, folder)).id).toBe("a");
  });

  test("a plan in JSON names no code, whatever it says", async () => {
    const folder = await temporaryFolder();
    const steps = [transform("./two.js", "src/a.ts")];
    writeFiles(folder, {
      "plan.json": JSON.stringify({ ...head, steps }),
      "two.js": "throw new Error('was run')",
    });
    await expect(loadPlan(join(folder, "plan.json"), folder)).rejects.toThrow(
      /steps\[0\]\.params\.module: .*only a plan in TypeScript or JavaScript/,
    );
  });
});

describe("a refactor", () => {
  test("changes all files at once, and what it leaves as it is is no change", async () => {
    const phase = await runOfRefactor((files) => ({
      ops: files.paths().map((path, index) => {
        return { kind: "write", path, text: index === 0 ? "a" : `${index}` };
      }),
      notes: [
        { code: "look", severity: "info", path: "a.txt", line: 1, column: 1, message: "Look." },
      ],
    }));
    expect(phase?.state).toBe("pending");
    expect(phase?.after.overlay()).toMatchObject([{ path: "b.txt", text: "1" }]);
    expect(phase?.steps[0]?.notes).toMatchObject([{ code: "look" }]);
  });

  test.each<[string, Parameters<typeof refactor>[1], string]>([
    ["that throws", () => Promise.reject(new Error("no such thing")), "no such thing"],
    ["of a file that is not there", () => ({ ops: [{ kind: "delete", path: "c" }] }), "c"],
    ["out of the target", () => ({ ops: [{ kind: "delete", path: "../c" }] }), "ops.0.path"],
    ["that returns something else", () => ({ edits: [] }) as never, "edits"],
  ])("one %s blocks the phase, and says why", async (_what, work, why) => {
    const phase = await runOfRefactor(work);
    expect(phase?.state).toBe("blocked");
    expect(phase?.steps[0]?.notes).toMatchObject([{ code: "refactor-failed" }]);
    expect(phase?.steps[0]?.notes[0]?.message).toContain(why);
  });

  test("nothing at all is nothing to do", async () => {
    expect((await runOfRefactor(() => ({})))?.state).toBe("done");
  });
});
