import type { CriterionOf, CriterionParams, StepOf, StepParams } from "./source.ts";

/** What any step can be given beside its parameters. */
export interface StepOptions {
  /** Unique in the plan; `<phase>.<number>` if left out. */
  readonly id?: string | undefined;
}

/** What any criterion can be given beside its parameters. */
export interface CriterionOptions {
  /** Unique in the plan; made from the phase, the kind and a number if left out. */
  readonly id?: string | undefined;
  /** Whether it can only hold once the phase's commands have been run. */
  readonly afterCommands?: boolean | undefined;
}

/** Paths or globs: one, or several. */
export type Several = string | readonly string[];

export function stepOf<Kind extends keyof StepParams>(
  kind: Kind,
  params: StepParams[Kind],
  { id }: StepOptions = {},
): StepOf<Kind> {
  return id === undefined ? { kind, params } : { id, kind, params };
}

export function criterionOf<Kind extends keyof CriterionParams>(
  kind: Kind,
  params: CriterionParams[Kind],
  { id, afterCommands }: CriterionOptions = {},
): CriterionOf<Kind> {
  return {
    ...(id !== undefined && { id }),
    kind,
    params,
    ...(afterCommands !== undefined && { afterCommands }),
  };
}

export function listOf(several: Several): string[] {
  return typeof several === "string" ? [several] : [...several];
}
