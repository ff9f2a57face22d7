import { describe, expect, test } from "vitest";
import type { TransformModule } from "../../codemods/run-transform.ts";
import { transformStep } from "../../codemods/steps/transform.ts";
import type { TransformParams } from "../../codemods/steps/transform.ts";
import * as removeComment from "../../codemods/transforms/remove-comment.ts";
import { compilePlan } from "../../plans/compile.ts";
import { executePhases } from "../../plans/execute.ts";
import { UserError } from "../../workspace/errors.ts";
import { snapshotOf } from "../../workspace/snapshot.ts";

const files = {
  "src/a.ts": "export const a = 1; // gone\n",
  "src/[b]/b.ts": "// gone\nexport const b = 1;\n",
  "src/c.ts": "export const c = 1; // kept\n",
  "other/d.ts": "// gone\n",
};

const params: TransformParams = {
  name: "take the comments out",
  module: removeComment,
  options: { text: "gone" },
  in: ["src/**"],
};

const run = (changed: Partial<TransformParams>, texts: Record<string, string> = files) =>
  transformStep.run(transformStep.schema.parse({ ...params, ...changed }), snapshotOf(texts));

/** A transform that does `work` to each file. */
const made = (work: TransformModule["default"]): TransformModule => ({
  parser: "tsx",
  meta: { name: "made", description: "made for a test" },
  default: work,
});

const imported = () => import("../../codemods/transforms/remove-comment.ts");
const unread = (): Promise<TransformModule> => Promise.reject(new Error("must not be read"));
const nothing = () => Promise.resolve({} as TransformModule);
const failing = (): Promise<TransformModule> => Promise.reject(new Error("no such module"));

const planWith = (step: unknown) => ({
  id: "small",
  title: "Small",
  phases: [{ id: "1", title: "One", steps: [{ kind: "transform", params: step }] }],
});

describe("the step transform", () => {
  test("changes the files of its globs, and finds nothing more to do", async () => {
    const result = await run({});
    expect(result).toEqual({
      ops: [
        { kind: "write", path: "src/[b]/b.ts", text: "export const b = 1;\n" },
        { kind: "write", path: "src/a.ts", text: "export const a = 1;\n" },
      ],
      notes: [],
    });
    const after = snapshotOf(files).with(result.ops, "1");
    expect(await transformStep.run(transformStep.schema.parse(params), after)).toEqual({
      ops: [],
      notes: [],
    });
  });

  test("takes a path with brackets as it is, and a function that imports the transform", async () => {
    const { ops } = await run({ module: imported, in: ["src/[b]/b.ts"] });
    expect(ops).toMatchObject([{ path: "src/[b]/b.ts" }]);
  });

  test("runs on the files with the needle alone, and loads nothing where there is none", async () => {
    const seen: string[] = [];
    const module = made(({ path }) => void seen.push(path));
    await run({ module, needle: "kept" });
    expect(seen).toEqual(["src/c.ts"]);
    expect(await run({ module: unread, needle: "nowhere" })).toEqual({ ops: [], notes: [] });
  });

  test("stops where there are no files", async () => {
    const { ops, notes } = await run({ in: ["lib/*.ts"] });
    expect(ops).toEqual([]);
    expect(notes).toMatchObject([
      { code: "no-files", severity: "blocking", path: "lib/*.ts", line: 1 },
    ]);
  });

  test("stops where the transform throws, and where a file is no code, and names both", async () => {
    const module = made(({ path, source }, api) => {
      if (path === "src/a.ts") throw new Error("no such thing");
      api.j(source);
      return undefined;
    });
    const { ops, notes } = await run({ module }, { ...files, "src/c.ts": "const = ;\n" });
    expect(ops).toEqual([]);
    expect(notes).toMatchObject([
      { code: "transform-failed", severity: "blocking", path: "src/a.ts" },
      { code: "syntax-error", severity: "blocking", path: "src/c.ts" },
    ]);
    expect(notes[0]?.message).toContain("take the comments out");
    expect(notes[0]?.message).toContain("no such thing");
  });

  test("stops where the transform does not return text", async () => {
    const { notes } = await run({ module: { default: () => 1 } });
    expect(notes[0]).toMatchObject({ code: "transform-failed", severity: "blocking" });
    expect(notes[0]?.message).toContain("but number");
  });

  test.each<[string, unknown]>([
    ["asynchronous, without a parser", { default: async () => "text" }],
    ["CommonJS, as import() gives it", { default: () => "text", "module.exports": {} }],
    ["compiled to CommonJS", { default: { __esModule: true, default: () => "text" } }],
    ["a function alone", () => "text"],
    [
      "that returns null where there is nothing",
      { default: (file: { path: string }) => (file.path === "src/a.ts" ? "text" : null) },
    ],
  ])("runs a transform %s", async (_what, module) => {
    const { ops, notes } = await run({ module: () => Promise.resolve(module), in: ["src/a.ts"] });
    expect(notes).toEqual([]);
    expect(ops).toEqual([{ kind: "write", path: "src/a.ts", text: "text" }]);
  });

  test("reads each file with the parser that its ending asks for, if the transform names none", async () => {
    const module = {
      default: (
        { source }: { source: string },
        { j }: { j: (text: string) => { toSource(): string } },
      ) => j(source).toSource().replace("one", "two"),
    };
    const texts = {
      "src/a.ts": "const one = <string>x;\n",
      "src/b.tsx": "const one: string = <p />;\n",
      "src/c.js": "const one = <p />;\n",
    };
    const { ops, notes } = await run({ module: module as never }, texts);
    expect(notes).toEqual([]);
    expect(ops).toHaveLength(3);
  });

  test("reports are for a person, or stop the phase where the file is left as it is", async () => {
    const module = made(({ path, source }, api) => {
      api.report("1:8: look here");
      return path === "src/a.ts" ? `${source}// more\n` : undefined;
    });
    const severities = async (reports?: "blocking") => {
      const { notes } = await run({ module, in: ["src/a.ts", "src/c.ts"], reports });
      return notes.map(({ path, line, column, severity }) => [path, line, column, severity]);
    };
    expect(await severities()).toEqual([
      ["src/a.ts", 1, 8, "manual"],
      ["src/c.ts", 1, 8, "manual"],
    ]);
    expect(await severities("blocking")).toEqual([
      ["src/a.ts", 1, 8, "manual"],
      ["src/c.ts", 1, 8, "blocking"],
    ]);
  });

  test("says what is wrong with what it loads", async () => {
    await expect(run({ module: nothing })).rejects.toThrow(UserError);
    await expect(run({ module: nothing })).rejects.toThrow("take the comments out");
    await expect(run({ module: failing })).rejects.toThrow("no such module");
  });
});

describe("in a plan", () => {
  test("runs as a step, titled by its name", async () => {
    const plan = compilePlan(planWith(params), "a test");
    const [phase] = await executePhases(plan.phases, snapshotOf(files));
    expect(phase?.state).toBe("pending");
    expect(phase?.steps.map(({ step }) => step.title)).toEqual(["take the comments out"]);
    expect(phase?.after.text("src/a.ts")).toBe("export const a = 1;\n");
  });

  test.each([["./transform.ts"], [{ parser: "tsx" }], [undefined]])(
    "a module that JSON could say is refused: %j",
    (module) => {
      expect(() => compilePlan(planWith({ ...params, module }), "a test")).toThrow(
        /phases\[0\]\.steps\[0\]\.params\.module: .*only a plan in TypeScript or JavaScript/,
      );
    },
  );
});
