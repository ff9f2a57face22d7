/** The package's entry `conn-codemod/testing`: tests for plans. */
export { planCases, testPlan } from "./test-plan.ts";
export type { PlanCase, PlanTestOptions, TestFunction } from "./test-plan.ts";
