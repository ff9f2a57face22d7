import type { Command } from "../../audits/criteria/command.ts";
import type { DatabaseParams } from "../../audits/criteria/database.ts";
import type { MigrationParams } from "../../audits/criteria/migration.ts";
import type { PathAbsent } from "../../audits/criteria/path-absent.ts";
import type { PathPresent } from "../../audits/criteria/path-present.ts";
import type { SplitDataReadyInput } from "../../audits/requirements/split-data-ready-params.ts";
import type { ZeroReferences } from "../../audits/criteria/zero-references.ts";
import type { SplitColumnInput } from "../../codemods/drizzle/split/params.ts";
import type { DeleteFileParams } from "../../codemods/steps/delete-file.ts";
import type { DeleteRouteParams } from "../../codemods/steps/delete-route/params.ts";
import type { DropColumnParams, DropTableParams } from "../../codemods/steps/drop-table/params.ts";
import type { EditCommentInput } from "../../codemods/steps/edit-comment.ts";
import type { MoveModuleParams } from "../../codemods/steps/move-module.ts";
import type { MoveRouteParams } from "../../codemods/steps/move-route/params.ts";
import type { OrderMigrationParams } from "../../codemods/steps/order-migration.ts";
import type { RefactorParams } from "../../codemods/steps/refactor.ts";
import type { RemoveCommentParams } from "../../codemods/steps/remove-comment.ts";
import type { RenameExportInput } from "../../codemods/steps/rename-export.ts";
import type { RenameNameInput } from "../../codemods/steps/rename-name.ts";
import type { RenameRouteParams } from "../../codemods/steps/rename-route.ts";
import type { RenameTableParams } from "../../codemods/steps/rename-table/params.ts";
import type { TransformParams } from "../../codemods/steps/transform.ts";
import type { WriteFileParams } from "../../codemods/steps/write-file.ts";

/** The parameters of each step kind, as a plan gives them. */
export interface StepParams {
  readonly "delete-file": DeleteFileParams;
  readonly "delete-route": DeleteRouteParams;
  readonly "drop-column": DropColumnParams;
  readonly "drop-table": DropTableParams;
  readonly "edit-comment": EditCommentInput;
  readonly "move-module": MoveModuleParams;
  readonly "move-route": MoveRouteParams;
  readonly "order-migration": OrderMigrationParams;
  readonly refactor: RefactorParams;
  readonly "remove-comment": RemoveCommentParams;
  readonly "rename-export": RenameExportInput;
  readonly "rename-name": RenameNameInput;
  readonly "rename-route": RenameRouteParams;
  readonly "rename-table": RenameTableParams;
  readonly "split-column": SplitColumnInput;
  /** A transform may also be named: a path from the plan's file, or a package. */
  readonly transform: Omit<TransformParams, "module"> & {
    readonly module: TransformParams["module"] | string;
  };
  readonly "write-file": WriteFileParams;
}

/** The parameters of each criterion kind, as a plan gives them. */
export interface CriterionParams {
  readonly command: Command;
  readonly database: DatabaseParams;
  readonly migration: MigrationParams;
  readonly "path-absent": PathAbsent;
  readonly "path-present": PathPresent;
  readonly "split-data-ready": SplitDataReadyInput;
  readonly "zero-references": ZeroReferences;
}

/** A step of one kind. */
export interface StepOf<Kind extends keyof StepParams> {
  /** Unique in the plan; `<phase>.<number>` if left out. */
  readonly id?: string | undefined;
  readonly kind: Kind;
  readonly params: StepParams[Kind];
}

/** A criterion of one kind. */
export interface CriterionOf<Kind extends keyof CriterionParams> {
  /** Unique in the plan; made from the phase, the kind and a number if left out. */
  readonly id?: string | undefined;
  readonly kind: Kind;
  readonly params: CriterionParams[Kind];
  /** Whether it can only hold once the phase's commands have been run. */
  readonly afterCommands?: boolean | undefined;
}

/** Something that rewrites the code. */
export type PlanStep = { [Kind in keyof StepParams]: StepOf<Kind> }[keyof StepParams];

/** Something that has to hold afterwards. */
export type PlanCriterion = {
  [Kind in keyof CriterionParams]: CriterionOf<Kind>;
}[keyof CriterionParams];

/** Something that must be so before a phase is written, and that no file of the target shows. */
export interface PlanRequirement {
  readonly kind: "split-data-ready";
  readonly params: SplitDataReadyInput;
}

/** Something to run when the change of a phase has been written; `run --exec` runs it. */
export interface PlanCommand {
  /** With the system's shell if it is text, without one if it is a list. */
  readonly command: string | readonly string[];
  /** Where to run it; the root if left out. */
  readonly folder?: string | undefined;
  /** What it does, for people. */
  readonly title?: string | undefined;
  /** After this it is stopped; ten minutes if left out. */
  readonly timeoutSeconds?: number | undefined;
}

/** What a phase consists of. */
export interface PhaseBody {
  /** What must be so before anything of the phase is written. */
  readonly requires?: readonly PlanRequirement[] | undefined;
  /** In order; each sees what the ones before it have done. */
  readonly steps?: readonly PlanStep[] | undefined;
  readonly criteria?: readonly PlanCriterion[] | undefined;
  readonly commands?: readonly PlanCommand[] | undefined;
}

/** The unit that is applied whole or not at all. */
export interface PlanPhase extends PhaseBody {
  /** A short word: `1`, `3a`. */
  readonly id: string;
  readonly title: string;
  /** Why the phase is left out unless it is asked for by name. */
  readonly skipped?: string | undefined;
}

/** Occurrences of retired names that may stay. */
export interface PlanAllowance {
  /** The names that it is about; all of them if left out. */
  readonly names?: readonly string[] | undefined;
  /** Globs of paths. */
  readonly paths: readonly string[];
  /** Why they may stay, in words for the report. */
  readonly reason: string;
}

/** What every plan says. */
export interface PlanHead {
  /** The JSON Schema of plans, for editors. */
  readonly $schema?: string | undefined;
  /** In kebab case. */
  readonly id: string;
  readonly title: string;
  /** Names that the plan retires, in camel case; every occurrence of them is accounted for. */
  readonly names?: readonly string[] | undefined;
  readonly allow?: readonly PlanAllowance[] | undefined;
  /**
   * A Markdown document whose success criteria are the plan's too, from the root of the target.
   * With `optional`, a target without the file is no error.
   */
  readonly document?:
    { readonly path: string; readonly optional?: boolean | undefined } | undefined;
}

/** A plan of several phases. */
export interface PhasedPlan extends PlanHead {
  readonly phases: readonly PlanPhase[];
}

/** A plan of one phase, which is called `1`. */
export interface OnePhasePlan extends PlanHead, PhaseBody {
  readonly phases?: undefined;
}

/** A plan as its author writes it: plain data, and functions only where a step takes code. */
export type PlanSource = PhasedPlan | OnePhasePlan;
