import type { z } from "zod";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** Where an occurrence of a name stands in its file. */
export type Context = "code" | "type" | "string" | "comment" | "import" | "path" | "other";

/** A place where a criterion does not hold. Lines and columns count from 1. */
export interface Hit {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  /** The line, trimmed. */
  readonly text: string;
  readonly context: Context;
}

/** What became of one criterion. */
export interface Verdict {
  /** `manual`: a person has to look, or has to let the command run. `error`: could not evaluate. */
  readonly status: "pass" | "fail" | "error" | "manual" | "unparsed";
  /** How many files (for a command: 0) the verdict rests on. */
  readonly scanned: number;
  readonly hits: readonly Hit[];
  /** Why it is not a plain pass or fail, or what a person should know. */
  readonly message?: string;
}

/** What a criterion may use besides the snapshot. */
export interface EvaluationContext {
  /**
   * Runs a command of the plan in the target's root; absent when the user did not allow it or the
   * snapshot is not what is on disk (a dry run). See `notRun` for which.
   */
  readonly runCommand?: (
    command: string,
    options: { folder: RepoPath; timeoutMs: number },
  ) => Promise<CommandResult>;
  /** Why there is no `runCommand`, in words for the report. */
  readonly notRun?: string;
}

export interface CommandResult {
  /** The exit status; null if it was killed. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** The last part of both streams, control characters removed. */
  readonly output: string;
}

/** One kind of criterion. */
export interface CriterionKind<Params> {
  /** `zero-references`, `path-absent`, … */
  readonly kind: string;
  readonly schema: z.ZodType<Params>;
  /** One line for people, as a plan document would say it. */
  title(params: Params): string;
  evaluate(params: Params, snapshot: Snapshot, context: EvaluationContext): Promise<Verdict>;
}

/** A criterion kind with its checked parameters. */
export interface Criterion {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly phase: string;
  readonly source?: { readonly path: RepoPath; readonly line: number };
  evaluate(snapshot: Snapshot, context: EvaluationContext): Promise<Verdict>;
}

/** Bind checked parameters to a criterion kind. */
export function bindCriterion<Params>(
  kind: CriterionKind<Params>,
  params: Params,
  at: { readonly id: string; readonly phase: string },
): Criterion {
  return {
    ...at,
    kind: kind.kind,
    title: kind.title(params),
    evaluate: (snapshot, context) => kind.evaluate(params, snapshot, context),
  };
}
