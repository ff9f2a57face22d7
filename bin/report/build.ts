import type { NameAccount } from "../../audits/accounting.ts";
import type { Evaluation } from "../../audits/evaluate.ts";
import type { BranchChange } from "../../codemods/step.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import type { Plan } from "../../plans/plan.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { fileDiff } from "../../workspace/diff.ts";
import type { Listing } from "../../workspace/list.ts";
import type { ExitCode } from "../io.ts";
import type { Tool } from "../tool.ts";
import { phasesOf } from "./phases.ts";
import type { Report, ReportCommand, ReportCriterion, ReportFile, ReportNote } from "./report.ts";

/** What a command has found. All places are those of the tree on disk when the command ends. */
export interface Findings {
  readonly tool: Tool;
  readonly plan: Plan;
  readonly command: string;
  readonly asked: readonly string[];
  readonly dryRun: boolean;
  /** Whether the disk is as the runs left it: they were written, or changed nothing. */
  readonly applied: boolean;
  readonly runs: readonly PhaseRun[];
  readonly changes: ChangeSet;
  readonly accounts: Readonly<Record<string, NameAccount>>;
  readonly notes: readonly ReportNote[];
  readonly branches: readonly BranchChange[];
  readonly commands: readonly ReportCommand[];
  readonly evaluations: readonly Evaluation[];
  /** What became of the criteria before the change, if that was looked at. */
  readonly evaluationsBefore: readonly Evaluation[];
  readonly skippedPaths: Listing["skipped"];
  /** Ids of the phases of which a person has left out files. */
  readonly partial?: readonly string[];
  readonly document?: Report["document"];
  readonly base?: Report["base"];
  readonly coverage?: Report["coverage"];
  readonly suggestions?: Report["suggestions"];
  readonly baseline?: Report["baseline"];
  readonly exitCode: ExitCode;
}

/** The report on `findings`. */
export function buildReport(findings: Findings): Report {
  const { tool, plan, command, dryRun, applied, changes, exitCode } = findings;
  return {
    schemaVersion: 1,
    tool: { name: tool.name, version: tool.version },
    plan: plan.id,
    planTitle: plan.title,
    command,
    dryRun,
    applied: applied && changes.length > 0,
    phases: phasesOf(findings),
    files: changes.map(fileOf),
    occurrences: findings.accounts,
    notes: [...findings.notes].sort(
      (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
    ),
    criteria: findings.evaluations.map((evaluation) =>
      criterionOf(evaluation, findings.evaluationsBefore),
    ),
    commands: findings.commands,
    branches: findings.branches,
    skippedPaths: findings.skippedPaths,
    document: findings.document ?? documentOf(plan),
    base: findings.base ?? null,
    coverage: findings.coverage ?? [],
    suggestions: findings.suggestions ?? [],
    baseline: findings.baseline ?? null,
    exitCode,
  };
}

function documentOf({ document }: Plan): Report["document"] {
  if (!document?.read) return null;
  return { path: document.path, inTarget: document.read.inTarget };
}

const SEVERITIES = ["blocking", "manual", "info"];

function fileOf(change: ChangeSet[number]): ReportFile {
  const { additions, deletions } = fileDiff(change);
  return {
    path: change.path,
    from: change.from ?? null,
    change: change.change,
    additions,
    deletions,
    steps: change.steps,
  };
}

function criterionOf(
  { criterion, verdict }: Evaluation,
  before: readonly Evaluation[],
): ReportCriterion {
  const then = before.find((evaluation) => evaluation.criterion.id === criterion.id)?.verdict;
  const told = then?.status === "pass" || then?.status === "fail";
  const ticked = criterion.ticked ?? null;
  return {
    id: criterion.id,
    phase: criterion.phase,
    title: criterion.title,
    kind: criterion.kind,
    status: verdict.status,
    scanned: verdict.scanned,
    vacuous: told ? then.status === "pass" : null,
    message: verdict.message ?? null,
    hits: verdict.hits,
    baselined: verdict.hits.filter(({ baselined }) => baselined === true).length,
    ticked,
    contradicted: ticked === true && (verdict.status === "fail" || verdict.status === "error"),
    source: criterion.source ?? null,
  };
}
