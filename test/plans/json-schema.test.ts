import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import fastGlob from "fast-glob";
import { describe, expect, test } from "vitest";
import { compilePlan } from "../../plans/compile.ts";
import { planJsonSchema } from "../../plans/plan-json-schema.ts";
import { stepKinds } from "../../codemods/steps/index.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";
import { smallPlan } from "../helpers/small-target.ts";

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const published: unknown = JSON.parse(read("plan.schema.json"));
const validate = new Ajv2020({ strict: false, allErrors: true }).compile(planJsonSchema());

/** All steps that fixtures give to kinds that JSON can name, each as a plan of its own. */
const steps = fastGlob.sync("fixtures/steps/*/step.json", { cwd: projectRoot }).map((path) => {
  const step = JSON.parse(read(path)) as { readonly kind: string };
  return [path.split("/")[2] ?? path, { id: "a", title: "A", steps: [step] }] as const;
});

const head = { id: "a", title: "A" };
const move = { kind: "move-module", params: { from: "a.ts", to: "b.ts" } };

describe("plan.schema.json", () => {
  test("is what checks plans (`npm run schema` writes it anew)", () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(planJsonSchema())));
  });

  test("has every kind whose parameters are data", () => {
    const text = JSON.stringify(published);
    const missing = stepKinds.map(({ kind }) => kind).filter((kind) => !text.includes(`"${kind}"`));
    expect(missing).toEqual(["refactor", "transform"]);
  });

  test("takes the plans in JSON of this repository", () => {
    const plans = [
      JSON.parse(read("fixtures/baseline/plan.json")) as unknown,
      smallPlan,
      planOfReadme(),
      { ...head, $schema: "./node_modules/conn-codemod/plan.schema.json", steps: [move] },
      { ...head, document: { path: "docs/plan.md" } },
    ];
    for (const plan of plans) {
      expect(() => compilePlan(plan, "a test")).not.toThrow();
      expect([validate(plan), validate.errors]).toEqual([true, null]);
    }
  });

  test("takes the steps of all fixtures", () => {
    expect(steps.length).toBeGreaterThan(100);
    expect(steps.filter(([, plan]) => !validate(plan)).map(([name]) => name)).toEqual([]);
  });

  test.each<[string, object]>([
    ["without a title", { id: "a", steps: [move] }],
    ["without anything to do", head],
    ["with a kind that is not there", { ...head, steps: [{ ...move, kind: "move" }] }],
    ["with a field that is not there", { ...head, steps: [{ ...move, parms: {} }] }],
    ["with a parameter that is missing", { ...head, steps: [{ kind: "move-module", params: {} }] }],
    ["with code", { ...head, steps: [{ kind: "transform", params: { name: "a", in: ["b"] } }] }],
    [
      "with a route of the wrong form",
      {
        ...head,
        phases: [
          {
            id: "1",
            title: "A",
            steps: [{ kind: "rename-route", params: { route: "posts", to: "articles" } }],
          },
        ],
      },
    ],
  ])("refuses a plan %s, as the program does", (_what, plan) => {
    expect(validate(plan)).toBe(false);
    expect(() => compilePlan(plan, "a test")).toThrow("is not valid");
  });
});

/** The plan under _A plan_: the first block of JSON with phases. */
function planOfReadme(): unknown {
  const blocks = read("README.md").matchAll(/```jsonc?\n([\s\S]*?)```/g);
  const block = [...blocks].map(([, text = ""]) => text).find((text) => text.includes('"phases"'));
  return JSON.parse((block ?? "").replaceAll(/,(?=\s*[\]}])/g, ""));
}
