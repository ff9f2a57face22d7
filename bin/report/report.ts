import type { NameAccount } from "../../audits/accounting.ts";
import type { CoverageGap } from "../../audits/coverage-gap.ts";
import type { Verdict } from "../../audits/criterion.ts";
import type { Suggestion } from "../../audits/suggest.ts";
import type { BranchChange, Note } from "../../codemods/step.ts";
import type { SkippedPath } from "../../workspace/list.ts";

/**
 * What a command found, as data: every renderer turns this and nothing else into text.
 * `--format json` prints it as it is, so its shape is a contract with scripts outside. All places
 * are those of the tree as it is on disk when the command ends: before the change in a dry run,
 * after it otherwise. Lines and columns count from 1.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly plan: string;
  readonly planTitle: string;
  readonly command: string;
  readonly dryRun: boolean;
  /** Whether `files` were written by this command. */
  readonly applied: boolean;
  readonly phases: readonly ReportPhase[];
  readonly files: readonly ReportFile[];
  /** By tracked name; the five parts sum to the total. */
  readonly occurrences: Readonly<Record<string, ReportOccurrences>>;
  readonly notes: readonly ReportNote[];
  readonly criteria: readonly ReportCriterion[];
  /** What the plan wants run once the change of a phase is written. */
  readonly commands: readonly ReportCommand[];
  /** Procedures that a splitLink sends to another branch after the change. */
  readonly branches: readonly BranchChange[];
  /** What lies below the root and was not looked at, such as symlinks and submodules. */
  readonly skippedPaths: readonly SkippedPath[];
  /** The plan document whose bullets are among the criteria; null if the plan has none. */
  readonly document: ReportDocument | null;
  /** The commit that the criteria were evaluated on too (`--base`); null if that was not asked for. */
  readonly base: { readonly ref: string; readonly commit: string } | null;
  /** What no criterion would catch, were it left as it is or to come back. */
  readonly coverage: readonly CoverageGap[];
  /** Bullets for the plan document that would close the gaps; empty unless they were asked for. */
  readonly suggestions: readonly Suggestion[];
  /** What `--baseline` came to; null without one. */
  readonly baseline: ReportBaseline | null;
  readonly exitCode: 0 | 1 | 2;
}

export interface ReportDocument {
  /** From the root of the target; as it was written, if it lies elsewhere. */
  readonly path: string;
  /** Whether `path` is one of the target's files, so that a reader can be pointed to its lines. */
  readonly inTarget: boolean;
}

export interface ReportBaseline {
  /** As it was written on the command line. */
  readonly file: string;
  /** Findings that the file lists, and that are there. */
  readonly known: number;
  /** Findings that it does not list. They fail. */
  readonly unknown: number;
  /** Lines of the file whose finding is gone. They fail, until they are removed. */
  readonly stale: readonly string[];
  /** Files that have another path than the baseline says; `--update-baseline` writes the new one. */
  readonly renames: readonly {
    readonly from: string;
    readonly to: string;
    readonly findings: number;
  }[];
  /** Whether `--update-baseline` has written the file. */
  readonly updated: boolean;
  /** Lines that were taken out and put in by it. */
  readonly removed: number;
  readonly added: number;
}

export interface ReportPhase {
  readonly id: string;
  readonly title: string;
  readonly state: "done" | "pending" | "blocked" | "skipped";
  /** Why it is in that state, in words. */
  readonly why: string;
  /** Whether a person has left out files of it, in the interactive review. */
  readonly partial: boolean;
  readonly steps: readonly {
    readonly id: string;
    readonly kind: string;
    readonly title: string;
    /** How many files it changes, and how many places in them. */
    readonly files: number;
    readonly edits: number;
  }[];
}

export interface ReportFile {
  readonly path: string;
  readonly from: string | null;
  readonly change: "added" | "modified" | "deleted" | "moved";
  readonly additions: number;
  readonly deletions: number;
  readonly steps: readonly string[];
}

/** What became of a tracked name. */
export type ReportOccurrences = NameAccount;

export interface ReportNote extends Note {
  /** Id of the step that left it. */
  readonly step: string;
}

export interface ReportCommand {
  readonly phase: string;
  /** As one would type it. */
  readonly command: string;
  /** Where, from the root; `""` for the root itself. */
  readonly folder: string;
  /** What it does, if the plan says so. */
  readonly title: string | null;
  readonly status: "not-run" | "passed" | "failed";
  /** Why it was not run, or how it failed. */
  readonly message: string | null;
  /** The last part of what it printed. */
  readonly output: string;
}

export interface ReportCriterion {
  readonly id: string;
  readonly phase: string;
  readonly title: string;
  readonly kind: string;
  readonly status: Verdict["status"];
  readonly scanned: number;
  /** Whether it held before the change too; null if that was not looked at. */
  readonly vacuous: boolean | null;
  readonly message: string | null;
  readonly hits: Verdict["hits"];
  /** How many of the hits the baseline knows; those do not fail. */
  readonly baselined: number;
  /** How the box of its bullet stands in the plan document; null if it has none. */
  readonly ticked: boolean | null;
  /** Whether the box is ticked and the tree says otherwise. */
  readonly contradicted: boolean;
  readonly source: { readonly path: string; readonly line: number } | null;
}
