import type { z } from "zod";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { OpenDatabase } from "./database/database.ts";
import type { KnownData } from "./requirement.ts";

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
  /** Whether the baseline lists it. */
  readonly baselined?: boolean;
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
   * Runs a command of the plan in a folder of the target; absent when the user did not allow it or
   * the snapshot is not what is on disk (a dry run). See `notRun` for which.
   */
  readonly runCommand?: RunCommand;
  /** Why there is no `runCommand`, in words for the report. */
  readonly notRun?: string;
  /** Opens the database that the user gave to try migrations on; absent if none was given. */
  readonly openDatabase?: OpenDatabase;
  /** Why there is no `openDatabase`, in words for the report. */
  readonly noDatabase?: string;
  /** What is known of the data in use; absent if the user gave nothing. */
  readonly known?: KnownData;
}

/**
 * Runs `command`: a string with the system's shell, a list (the program, then its arguments)
 * without one. `folder` is where, `""` for the root. Resolves however the command ends.
 */
export type RunCommand = (
  command: string | readonly string[],
  options: {
    readonly folder: RepoPath;
    readonly timeoutMs: number;
    /** Whether to find out which files of the target it changes. */
    readonly watch?: boolean;
  },
) => Promise<CommandResult>;

export interface CommandResult {
  /** The exit status; null if it was killed or never ran. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** Why it never ran, in words. */
  readonly notStarted?: string;
  /** The last part of both streams, control characters removed. */
  readonly output: string;
  /** If that was asked for: the target's files that it added, changed or deleted. Sorted. */
  readonly changed?: readonly ChangedFile[];
}

export interface ChangedFile {
  readonly path: RepoPath;
  readonly change: "added" | "modified" | "deleted";
}

/** Whether a criterion would be red if there were a file `path` with `text` in it. */
export type Catches = (path: RepoPath, text: string) => boolean;

/** One kind of criterion. */
export interface CriterionKind<Params> {
  /** `zero-references`, `path-absent`, … */
  readonly kind: string;
  readonly schema: z.ZodType<Params>;
  /** One line for people, as a plan document would say it. */
  title(params: Params): string;
  /** The strings that `evaluate` will look for, so that one pass over the files serves them all. */
  needles?(params: Params): readonly string[];
  /** See `Criterion.catches`. Left out by kinds that do not judge single files. */
  catches?(params: Params): Catches;
  evaluate(params: Params, snapshot: Snapshot, context: EvaluationContext): Promise<Verdict>;
}

/** A criterion kind with its checked parameters. */
export interface Criterion {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly phase: string;
  /** The bullet of the plan document that it was made from, if that lies in the target. */
  readonly source?: { readonly path: RepoPath; readonly line: number };
  /** How the box of that bullet stands, if it has one. */
  readonly ticked?: boolean;
  /** Whether it can only hold once the commands of its phase have been run. */
  readonly afterCommands?: boolean;
  /** See `CriterionKind.needles`. */
  readonly needles?: readonly string[];
  /** What it would not let pass, whatever the tree is like now; left out if that cannot be said. */
  readonly catches?: Catches;
  /** What it was bound from, as its kind takes them. */
  readonly params?: unknown;
  evaluate(snapshot: Snapshot, context: EvaluationContext): Promise<Verdict>;
}

/** Bind checked parameters to a criterion kind. */
export function bindCriterion<Params>(
  kind: CriterionKind<Params>,
  params: Params,
  at: Pick<Criterion, "id" | "phase" | "afterCommands">,
): Criterion {
  return {
    ...at,
    kind: kind.kind,
    title: kind.title(params),
    needles: kind.needles?.(params) ?? [],
    params,
    ...(kind.catches && { catches: kind.catches(params) }),
    evaluate: (snapshot, context) => kind.evaluate(params, snapshot, context),
  };
}
