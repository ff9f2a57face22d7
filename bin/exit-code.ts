import type { NameAccount } from "../audits/accounting.ts";
import { isKnown } from "../audits/baseline/compare.ts";
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
  const unresolved = Object.values(accounts).some((account) => account.unresolved > 0);
  const left =
    notes.some(({ severity }) => severity !== "info") ||
    commands.some(({ status }) => status === "failed") ||
    has(evaluations, "fail") ||
    has(evaluations, "unparsed") ||
    (check && changes > 0) ||
    (strict && unresolved);
  return left ? 1 : 0;
}

/**
 * Of `audit`: 0 only if every criterion was looked at and holds, or fails for nothing but what the
 * baseline knows, and the baseline has no line without a finding.
 */
export function exitCodeOfAudit(
  evaluations: readonly Evaluation[],
  baseline: Pick<ReportBaseline, "stale" | "unknown"> | null = null,
): ExitCode {
  if (has(evaluations, "error")) return 2;
  if (baseline && baseline.stale.length + baseline.unknown > 0) return 1;
  const held = (one: Evaluation): boolean => one.verdict.status === "pass" || isKnown(one);
  return evaluations.every(held) ? 0 : 1;
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
