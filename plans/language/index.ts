/** The package's entry: what a plan in TypeScript or JavaScript is written with. */
export { definePlan } from "../define-plan.ts";
export { deleteRoute, moveRoute, renameRoute } from "./routes.ts";
export { moveModule, renameExport, renameName } from "./names.ts";
export { dropColumn, dropTable, orderMigration, renameTable, splitColumn } from "./tables.ts";
export { deleteFile, writeFile } from "./files.ts";
export { editComment, removeComment } from "./comments.ts";
export { refactor, transform } from "./own-code.ts";
export {
  command,
  database,
  migration,
  pathAbsent,
  pathPresent,
  splitDataReady,
  zeroReferences,
} from "./criteria.ts";

export type {
  CriterionOf,
  CriterionParams,
  OnePhasePlan,
  PhasedPlan,
  PlanCommand,
  PlanCriterion,
  PlanPhase,
  PlanSource,
  PlanStep,
  StepOf,
  StepParams,
} from "./source.ts";
export type { Refactor, RefactorResult } from "../../codemods/steps/refactor.ts";
export type { TransformFunction } from "./own-code.ts";
export type { Note } from "../../codemods/step.ts";
export type { Op } from "../../workspace/op.ts";
export type { Snapshot } from "../../workspace/snapshot.ts";
