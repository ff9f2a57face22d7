import { resolve } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { compilePlan } from "../../plans/compile.ts";
import type { PlanSource } from "../../plans/language/index.ts";
import { loadPlan } from "../../plans/load.ts";
import { caseFolders } from "../../workspace/named-files/case-folder.ts";
import type { Plan } from "../../plans/plan.ts";
import { checkCase } from "./check-case.ts";

/** Registers one test, as `test` of vitest, jest and node:test does. */
export type TestFunction = (name: string, run: () => Promise<void>) => unknown;

export interface PlanTestOptions {
  /** The phases to run; those that the plan does not skip if left out. */
  readonly phases?: readonly string[] | undefined;
  /**
   * Whether to write down what comes of each case (`after/` and `left.json`) in the place of
   * checking it; the environment variable UPDATE=1 does the same.
   */
  readonly update?: boolean | undefined;
}

/** One folder with `before/`, and its test. */
export interface PlanCase {
  readonly name: string;
  /** Rejects with an error that says all that is not as it should be. */
  readonly run: () => Promise<void>;
}

/**
 * The cases in `folder`: itself, if it has a folder `before`, or else the folders in it that have
 * one. Each is run on its `before/` and must come to `after/` (to `before/` itself, where there is
 * none), must find nothing to do the second time, must account for every occurrence of the plan's
 * names, and must leave to a person what `left.json` lists, and nothing else.
 *
 * @param plan The plan itself, or its file. Paths are from the current folder.
 */
export function planCases(
  plan: PlanSource | string | URL,
  folder: string | URL,
  { phases = [], update = isOn(process.env["UPDATE"]) }: PlanTestOptions = {},
): readonly PlanCase[] {
  let loaded: Promise<Plan> | undefined;
  return caseFolders(pathOf(folder)).map((each) => ({
    name: each.name,
    run: async () => {
      loaded ??= load(plan);
      const problems = await checkCase(
        each,
        { plan: await loaded, file: fileOf(plan), phases },
        update,
      );
      if (problems.length === 0) return;
      throw new Error(`${each.name}: ${problems.join("\n\n")}`);
    },
  }));
}

/**
 * Registers a test for each of planCases.
 *
 *     testPlan("conn-codemod.config.ts", "fixtures/articles");
 *
 * `test` is the runner's own: the global one (jest, and vitest with `globals`), or that of
 * `node --test`, if left out.
 */
export function testPlan(
  plan: PlanSource | string | URL,
  folder: string | URL,
  { test = runnersTest(), ...options }: PlanTestOptions & { readonly test?: TestFunction } = {},
): void {
  for (const { name, run } of planCases(plan, folder, options)) test(name, run);
}

function runnersTest(): TestFunction {
  const { test } = globalThis as { readonly test?: unknown };
  if (typeof test === "function") return (name, run) => test(name, run) as unknown;
  if (process.env["NODE_TEST_CONTEXT"] !== undefined) {
    const { test: nodeTest } = process.getBuiltinModule("node:test");
    return (name, run) => nodeTest(name, run);
  }
  throw new Error(
    "there is no global `test`. Give testPlan that of your runner: testPlan(plan, folder, { test }).",
  );
}

/** The plan's own file, absolute, if it was named. */
function fileOf(plan: PlanSource | string | URL): string | undefined {
  return typeof plan === "string" || plan instanceof URL ? pathOf(plan) : undefined;
}

async function load(plan: PlanSource | string | URL): Promise<Plan> {
  if (typeof plan === "string" || plan instanceof URL) return await loadPlan(pathOf(plan), "");
  return compilePlan(plan, "the test");
}

function pathOf(path: string | URL): string {
  return resolve(typeof path === "string" ? path : fileURLToPath(path));
}

function isOn(variable: string | undefined): boolean {
  return variable !== undefined && !["", "0", "false"].includes(variable);
}
