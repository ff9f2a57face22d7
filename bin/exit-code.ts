import type { NameAccount } from "../audits/accounting.ts";
import { isKnown } from "../audits/baseline/compare.ts";
import { canBeWatched } from "../audits/coverage-gap.ts";
import type { CoverageGap } from "../audits/coverage-gap.ts";
import type { Evaluation } from "../audits/evaluate.ts";
import type { PhaseRun } from "../plans/execute.ts";
import type { ExitCode } from "./io.ts";
import type { ReportBaseline, ReportCommand, ReportNote } from "./report/report.ts";

export interface RunOutcome {
  readonly notes: readonly ReportNote[];
  readonly evaluations: readonly Evaluation[];
  readonly accounts: Readonly<Record<string, NameAccount>>;
  readonly commands: readonly ReportCommand[];
  /** How many files the run would change, or has changed. */
  readonly changes: number;
  readonly check: boolean;
  readonly strict: boolean;
}

/** Of `run`: a command that was not run is not a failure there, for a run rewrites and no more. */
export function exitCodeOfRun(outcome: RunOutcome): ExitCode {
  const { notes, evaluations, accounts, commands, changes, check, strict } = outcome;
  if (has(evaluations, "error")) return 2;
  const left =
    notes.some(({ severity }) => severity !== "info") ||
    commands.some(({ status }) => status === "failed") ||
    has(evaluations, "fail") ||
    has(evaluations, "unparsed") ||
    (check && changes > 0) ||
    (strict && isUnresolved(accounts));
  return left ? 1 : 0;
}

/**
 * Of `audit`: 0 only if every criterion was looked at and holds, or fails for nothing but what the
 * baseline knows, and the baseline has no line without a finding. `loose`: whether something else
 * is left that the user has asked to count.
 */
export function exitCodeOfAudit(
  evaluations: readonly Evaluation[],
  baseline: Pick<ReportBaseline, "stale" | "unknown"> | null = null,
  loose = false,
): ExitCode {
  if (has(evaluations, "error")) return 2;
  if (baseline && baseline.stale.length + baseline.unknown > 0) return 1;
  return evaluations.every(isHeld) && !loose ? 0 : 1;
}

/** A bullet for a person cannot hold or fail; whether it is ticked is a loose end. */
function isHeld(evaluation: Evaluation): boolean {
  const { criterion, verdict } = evaluation;
  return verdict.status === "pass" || criterion.kind === "manual" || isKnown(evaluation);
}

export interface AuditFindings {
  readonly evaluations: readonly Evaluation[];
  /** What became of the criteria on the base; empty if that was not looked at. */
  readonly onBase: readonly Evaluation[];
  readonly accounts: Readonly<Record<string, NameAccount>>;
  readonly coverage: readonly CoverageGap[];
  /** What the base asks for and the target does not. */
  readonly notes?: readonly ReportNote[];
}

/**
 * Whether `audit --strict` fails although all criteria hold: for what is unresolved, for a criterion
 * that held on the base already, for what a criterion could see and none does, for a bullet for a
 * person that is not ticked, or for what the base asks for and the target no longer does.
 */
export function hasLooseEnds(findings: AuditFindings): boolean {
  const { evaluations, onBase, accounts, coverage, notes = [] } = findings;
  const before = new Map(onBase.map(({ criterion, verdict }) => [criterion.id, verdict.status]));
  const vacuous = evaluations.some(
    ({ criterion, verdict }) => verdict.status === "pass" && before.get(criterion.id) === "pass",
  );
  const unticked = evaluations.some(
    ({ criterion }) => criterion.kind === "manual" && criterion.ticked !== true,
  );
  const lost = notes.some(({ severity }) => severity !== "info");
  return vacuous || unticked || lost || isUnresolved(accounts) || coverage.some(canBeWatched);
}

function isUnresolved(accounts: Readonly<Record<string, NameAccount>>): boolean {
  return Object.values(accounts).some((account) => account.unresolved > 0);
}

/** Of `status`, which tells and does not judge: 1 only if a phase cannot go on without a person. */
export function exitCodeOfStatus(
  runs: readonly PhaseRun[],
  evaluations: readonly Evaluation[],
): ExitCode {
  if (has(evaluations, "error")) return 2;
  return runs.some(({ state }) => state === "blocked") ? 1 : 0;
}

function has(evaluations: readonly Evaluation[], status: Evaluation["verdict"]["status"]): boolean {
  return evaluations.some(({ verdict }) => verdict.status === status);
}
