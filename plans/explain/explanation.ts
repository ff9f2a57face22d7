import type { Context } from "../../audits/criterion.ts";
import type { Meaning } from "../../codemods/meanings/meanings.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";

/** What a repository, and a plan if there is one, say of a name; plain data. */
export interface Explanation {
  readonly name: string;
  /** How often each spelling is there, in contents and in the names of files and folders. */
  readonly spellings: readonly { readonly spelling: string; readonly count: number }[];
  readonly meanings: readonly Meaning[];
  /** Null without a plan. */
  readonly plan: PlanSays | null;
  readonly files: readonly ExplainedFile[];
  /** Files that may hold the name and could not be read. */
  readonly unreadable: readonly RepoPath[];
}

export interface PlanSays {
  readonly id: string;
  readonly title: string;
  /** Whether the plan itself counts the name among those that it retires. */
  readonly retires: boolean;
  /** The five sum to the total; as `run --dry-run` counts them. */
  readonly total: number;
  readonly inPaths: number;
  readonly edited: number;
  readonly removed: number;
  readonly allowed: number;
  readonly manual: number;
  readonly unresolved: number;
  /** How many the plan puts where there was none. */
  readonly introduced: number;
  /** The phase that is blocked, so that neither it nor what comes after changes anything. */
  readonly blocked: string | null;
  /** The steps that change occurrences, and how many. */
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly count: number;
  }[];
}

export interface ExplainedFile {
  readonly path: RepoPath;
  /** Where the plan moves it; null if it stays, or goes. */
  readonly movedTo: RepoPath | null;
  readonly occurrences: readonly ExplainedOccurrence[];
}

/** Lines and columns count from 1; one in the name of the file or a folder is at line 1, column 1. */
export interface ExplainedOccurrence {
  readonly line: number;
  readonly column: number;
  readonly spelling: string;
  readonly context: Context;
  /** The line, trimmed; the path, if it is in a name. */
  readonly text: string;
  /** The index in `meanings`; null if the checker does not know. */
  readonly meaning: number | null;
  /** What the plan does with it; null without a plan. */
  readonly class: "edited" | "removed" | "allowed" | "manual" | "unresolved" | null;
  /** The id of the step that changes it. */
  readonly step: string | null;
  /** The line, or path, that it becomes; null if it stays as it is, or goes. */
  readonly becomes: string | null;
  /** Why it stays: the rule that allows it, or the note that leaves it to a person. */
  readonly reason: string | null;
}
