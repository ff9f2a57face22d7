import type { z } from "zod";
import type { Op } from "../workspace/op.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A place that a step leaves to a person. Lines and columns count from 1. */
export interface Note {
  /** Kebab-case and stable: `collision`, `caller-left`, `syntax-error`, … */
  readonly code: string;
  /**
   * `blocking`: nothing of the phase may be written. `manual`: the step did the rest, and this is
   * left for a person. `info`: worth knowing, nothing to do.
   */
  readonly severity: "blocking" | "manual" | "info";
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  /** What is there, why the step left it, and what to do. */
  readonly message: string;
}

/** A procedure that a splitLink sends to another branch after the change. */
export interface BranchChange {
  /** Where the condition is. */
  readonly path: RepoPath;
  readonly line: number;
  /** The procedure's path before and after, `teams.list`; `null` where it is not mounted. */
  readonly from: string | null;
  readonly to: string | null;
  /** The branch that its condition takes before and after. */
  readonly before: boolean | null;
  readonly after: boolean | null;
}

/** What a step wants done, and what it could not do. */
export interface StepResult {
  readonly ops: readonly Op[];
  readonly notes: readonly Note[];
  readonly branches?: readonly BranchChange[];
}

/**
 * One kind of step. `run` reads the snapshot and returns operations on it; it never writes, and
 * run on its own result it returns no operations.
 */
export interface StepKind<Params> {
  /** `move-route`, `rename-name`, … */
  readonly kind: string;
  /** Checks and completes the parameters that a plan gives. */
  readonly schema: z.ZodType<Params>;
  /** One line for people: `move the route userRouter.teams to orgRouter.groups`. */
  title(params: Params): string;
  run(params: Params, snapshot: Snapshot): Promise<StepResult>;
}

/** A step kind with its checked parameters, ready to run. */
export interface Step {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  run(snapshot: Snapshot): Promise<StepResult>;
}
