import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planCases, testPlan } from "../../bin/testing/index.ts";
import type { PlanSource } from "../../plans/language/index.ts";
import { moveModule, refactor, renameName } from "../../plans/language/index.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { temporaryFolder } from "../helpers/fixture-tree.ts";

const plan: PlanSource = {
  id: "things",
  title: "Old things become new things",
  names: ["oldThing"],
  steps: [
    moveModule("src/old.ts", "src/new.ts"),
    renameName("oldThing", "newThing", { in: "src/**" }),
  ],
};

const before = {
  "before/src/old.ts": "export const oldThing = 1;\n",
  "before/src/user.ts": 'import { oldThing } from "./old.ts";\nexport const user = oldThing;\n',
  "before/pixel.bin": new Uint8Array([0, 255, 1]),
};
const after = {
  "after/src/new.ts": "export const newThing = 1;\n",
  "after/src/user.ts": 'import { newThing } from "./new.ts";\nexport const user = newThing;\n',
  "after/pixel.bin": new Uint8Array([0, 255, 1]),
};
const readme = { "before/readme.md": "Our oldThing.\n", "after/readme.md": "Our oldThing.\n" };

type Files = Readonly<Record<string, string | Uint8Array>>;

/** What is said of a case of these files; `fine` if nothing is. */
async function saidOf(files: Files, given: PlanSource = plan, update = false) {
  const folder = await temporaryFolder();
  writeFiles(folder, files);
  const [only] = planCases(given, folder, { update });
  const said = await only?.run().then(
    () => "fine",
    (error: unknown) => String(error),
  );
  return { said, folder };
}

describe("a case", () => {
  test("passes if it comes to its `after`, twice, and leaves nothing", async () => {
    expect((await saidOf({ ...before, ...after })).said).toBe("fine");
  });

  test("without an `after` must stay as it is", async () => {
    const moved = { "before/src/new.ts": after["after/src/new.ts"] };
    expect((await saidOf(moved)).said).toBe("fine");
    expect((await saidOf(before)).said).toContain("the result differs");
  });

  test("that comes to something else is told with the lines", async () => {
    const { said } = await saidOf({ ...before, ...after, "after/src/user.ts": "export {};\n" });
    expect(said).toContain("-export {};");
    expect(said).toContain("+export const user = newThing;");
    expect(said).not.toContain("pixel");
  });

  test("is told what it leaves to a person, and passes if that is written down", async () => {
    const files = { ...before, ...after, ...readme };
    expect((await saidOf(files)).said).toContain("readme.md:1 unresolved oldThing");
    const left = { "left.json": '["readme.md:1 unresolved oldThing"]' };
    expect((await saidOf({ ...files, ...left })).said).toBe("fine");
    expect((await saidOf({ ...before, ...after, ...left })).said).toContain(
      "is in left.json, and not left to a person",
    );
    expect((await saidOf({ ...before, ...after, "left.json": "{" })).said).toContain("not JSON");
  });

  test("where a phase is blocked is told why", async () => {
    const { said } = await saidOf({ "before/src/other.ts": "export {};\n" });
    expect(said).toMatch(/src\/old\.ts:1 blocking \S+/);
  });

  test("that changes more the second time fails, even if it is written down", async () => {
    const growing: PlanSource = {
      id: "growing",
      title: "Growing",
      steps: [
        refactor("add a line", (files) => ({
          ops: [{ kind: "write", path: "a.txt", text: `${files.text("a.txt")}a\n` }],
        })),
      ],
    };
    const files = { "before/a.txt": "a\n", "after/a.txt": "a\na\n" };
    for (const update of [false, true]) {
      const { said } = await saidOf(files, growing, update);
      expect(said).toContain("a second run of phase 1 changes more");
    }
  });

  test("is written down with `update`, and passes then", async () => {
    const { said, folder } = await saidOf(
      { ...before, "before/readme.md": "oldThing\n" },
      plan,
      true,
    );
    expect(said).toBe("fine");
    expect(Object.keys(readFiles(folder))).toEqual([
      "after/pixel.bin",
      "after/readme.md",
      "after/src/new.ts",
      "after/src/user.ts",
      "before/pixel.bin",
      "before/readme.md",
      "before/src/old.ts",
      "before/src/user.ts",
      "left.json",
    ]);
    const [again] = planCases(plan, folder);
    await expect(again?.run()).resolves.toBeUndefined();
    writeFiles(folder, { "before/src/new.ts": "export {};\n" });
    await expect(planCases(plan, folder)[0]?.run()).rejects.toThrow("blocking");
  });

  test("with nothing to change loses an `after` and a `left.json` that it does not need", async () => {
    const files = { "before/src/new.ts": "export {};\n", "after/a.ts": "", "left.json": "[]" };
    const { said, folder } = await saidOf(files, plan, true);
    expect(said).toBe("fine");
    expect(Object.keys(readFiles(folder))).toEqual(["before/src/new.ts"]);
  });
});

describe("cases", () => {
  test("are the folders with a `before`, by name", async () => {
    const folder = await temporaryFolder();
    const notes = { "notes/readme.md": "", "b/before/src/new.ts": "", "a/before/src/new.ts": "" };
    writeFiles(folder, notes);
    expect(planCases(plan, folder).map(({ name }) => name)).toEqual(["a", "b"]);
    expect(() => planCases(plan, join(folder, "notes"))).toThrow("there is no case in");
  });

  test("are registered with the runner's `test`, or there is a word on it", async () => {
    const folder = await temporaryFolder();
    writeFiles(folder, { "a/before/src/new.ts": "export {};\n" });
    const names: string[] = [];
    testPlan(plan, folder, { test: (name) => names.push(name) });
    expect(names).toEqual(["a"]);
    expect(() => testPlan(plan, folder)).toThrow("{ test }");
  });

  test("take a plan's file, and say what is wrong with it", async () => {
    const folder = await temporaryFolder();
    writeFiles(folder, { "a/before/src/new.ts": "", "plan.json": '{ "id": "a", "steps": [] }' });
    const [only] = planCases(join(folder, "plan.json"), folder);
    await expect(only?.run()).rejects.toThrow("title: is missing");
  });
});
