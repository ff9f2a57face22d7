import { describe, expect, test } from "vitest";
import { compilePlan } from "../../plans/compile.ts";

const move = { from: "appRouter.posts", to: "appRouter.articles" };
const step = (params: unknown, kind = "move-route") => ({ steps: [{ kind, params }] });
const criterion = (params: unknown, kind = "zero-references") => ({ criteria: [{ kind, params }] });

/** What is said of a plan that has `rest`; undefined if nothing is. */
function said(rest: object, head: object = { id: "a", title: "A" }): string | undefined {
  try {
    compilePlan({ ...head, ...rest }, "plan.json");
    return undefined;
  } catch (error) {
    return String(error).split("\n").slice(1).join("\n").trim();
  }
}

describe("a plan that is wrong", () => {
  test.each<[string, object, string]>([
    [
      "a kind that is not there",
      step(move, "moveRoute"),
      'steps[0].kind: there is no kind "moveRoute". Did you mean "move-route"? There are: delete-file, delete-route, ',
    ],
    [
      "a criterion among the steps",
      step({ paths: ["a"] }, "path-absent"),
      'steps[0].kind: "path-absent" is a kind of criterion and no step: it belongs into `criteria`',
    ],
    [
      "a step among the criteria",
      criterion(move, "move-route"),
      'criteria[0].kind: "move-route" is a kind of step and no criterion: it belongs into `steps`',
    ],
    [
      "a field that is not there",
      step({ ...move, form: "x" }),
      'steps[0].params: there is no field "form". Did you mean "from"? It takes: root, from, to, ',
    ],
    [
      "a field of an object in an object",
      step({ ...move, module: { too: "a.ts" } }),
      'steps[0].params.module: there is no field "too". Did you mean "to"? It takes: from, to',
    ],
    [
      "a field that is missing",
      step({ from: "a.b" }),
      "steps[0].params.to: is missing; expected text",
    ],
    [
      "text of the wrong form",
      step({ ...move, from: "posts" }),
      'steps[0].params.from: must be a router and a key: `appRouter.posts`, found "posts"',
    ],
    [
      "a value of another type",
      criterion({ name: "posts", paths: "src" }),
      'criteria[0].params.paths: expected a list, found "src"',
    ],
    [
      "a word that is none of a few",
      step({ route: "a.b", module: "remove" }, "delete-route"),
      'steps[0].params.module: expected "delete" or "keep", found "remove"',
    ],
    [
      "such a word, with a slip",
      step({ text: "a", in: ["b"], mode: "exakt" }, "remove-comment"),
      'steps[0].params.mode: expected "exact" or "includes", found "exakt". Did you mean "exact"?',
    ],
    [
      "what may be one of several things, and is none",
      criterion({ command: 3 }, "command"),
      "criteria[0].params.command: expected text or a list, found 3",
    ],
    [
      "a part of what may be one of several things",
      criterion({ folder: "db", does: [{ drop: "table", nam: "posts" }] }, "migration"),
      "criteria[0].params.does[0].name: is missing; expected text",
    ],
    [
      "a list without an entry",
      criterion({ paths: [] }, "path-absent"),
      "criteria[0].params.paths: must have at least one entry",
    ],
    ["a field of the plan", { step: [] }, 'the plan: there is no field "step"'],
    ["parameters that are not there", { steps: [{ kind: "move-route" }] }, "steps[0].params: "],
    ["no phases", {}, "phases: is missing; expected a list"],
    ["phases without one", { phases: [] }, "phases: must have at least one entry; a plan of one"],
    [
      "a phase, by its place",
      { phases: [{ id: "1", title: "A", steps: [{ kind: "x" }] }] },
      'phases[0].steps[0].kind: there is no kind "x"',
    ],
  ])("%s", (_what, rest, message) => {
    expect(said(rest)).toContain(message);
  });

  test("both phases and steps are one too many", () => {
    const phases = [{ id: "1", title: "A" }];
    expect(said({ phases, steps: [] })).toMatch(/^the plan: there is no field "steps"/);
  });

  test("the id, and what was found in its place", () => {
    expect(said({ steps: [] }, { id: "My Plan", title: "A" })).toBe(
      'id: must be in kebab case, found "My Plan"',
    );
  });

  test("all that is wrong is told at once", () => {
    const message = said({ ...step({}), ...criterion({}) });
    expect(message?.split("\n")).toHaveLength(4);
  });

  test("a plan may say where its schema is, and be of a document alone", () => {
    expect(said({ $schema: "./plan.schema.json", steps: [] })).toBeUndefined();
    expect(said({ document: { path: "docs/plan.md" } })).toBeUndefined();
  });
});

test("of thousands of problems the first ones are told, and the others counted", () => {
  const steps = Array.from({ length: 10_000 }, (_, index) =>
    index % 2 === 0
      ? { kind: "x".repeat(300) }
      : { kind: "move-route", params: { ...move, form: "x" } },
  );
  const message = said({ steps });
  expect(message?.split("\n")).toHaveLength(51);
  expect(message).toContain("… and 9950 more");
});
