import { isKnown } from "../known.ts";
import type { Report } from "../report.ts";
import { counted, inFigures } from "../words.ts";

/** What happened, in one line, beginning with a sign that can be told from far. */
export function verdictOf(report: Report): string {
  switch (report.command) {
    case "run":
      return runVerdict(report);
    case "status":
      return statusVerdict(report);
    case "plan":
      return planVerdict(report);
    default:
      return auditVerdict(report);
  }
}

interface Counts {
  readonly all: number;
  readonly held: number;
  readonly failed: number;
  /** How many fail for nothing but what the baseline lists; they are not among the failed. */
  readonly known: number;
  readonly broken: number;
  /** What was not run, and what only a person can judge. */
  readonly notRun: number;
  readonly manual: number;
}

function countsOf({ criteria }: Report): Counts {
  const count = (...wanted: string[]): number =>
    criteria.filter(({ status }) => wanted.includes(status)).length;
  const known = criteria.filter(isKnown).length;
  const manual = criteria.filter(({ kind, status }) => kind === "manual" && status === kind).length;
  return {
    all: criteria.length,
    held: count("pass"),
    failed: count("fail", "unparsed") - known,
    known,
    broken: count("error"),
    notRun: count("manual") - manual,
    manual,
  };
}

function auditVerdict(report: Report): string {
  const counts = countsOf(report);
  const { all, held, failed, known, broken } = counts;
  const stale = report.baseline?.stale.length ?? 0;
  const rest = [
    ...(known > 0
      ? [`; ${known} only ${known === 1 ? "fails" : "fail"} where the baseline knows of it`]
      : []),
    notJudged(counts),
    ...(stale > 0 && held + known < all
      ? [`; ${counted(stale, "line")} of the baseline stale`]
      : []),
  ].join("");
  if (failed > 0) {
    const unknown = broken > 0 ? `; ${broken} could not be evaluated` : "";
    return `❌ ${of(failed, all, "does not hold", "do not hold")}${unknown}${rest}`;
  }
  if (broken > 0) {
    return `❌ ${of(broken, all, "could not be evaluated", "could not be evaluated")}${rest}`;
  }
  const holds = of(held, all, "holds", "hold");
  if (report.exitCode === 0) return `✅ ${holds}${rest}`;
  if (held + known < all) return `⚠️ ${holds}${rest}`;
  return `❌ ${holds}, but ${objections(report)}`;
}

/** What nobody has judged: `, 3 not run, 1 left to a person`. */
function notJudged({ notRun, manual }: Counts): string {
  return [
    ...(notRun > 0 ? [`, ${inFigures(notRun)} not run`] : []),
    ...(manual > 0 ? [`, ${inFigures(manual)} left to a person`] : []),
  ].join("");
}

function of(count: number, all: number, one: string, many: string): string {
  return `${count} of ${counted(all, "criterion")} ${count === 1 ? one : many}`;
}

/** Why an audit failed though its criteria hold. */
function objections({ baseline, criteria, coverage, occurrences }: Report): string {
  const unresolved = Object.values(occurrences).reduce((sum, each) => sum + each.unresolved, 0);
  const vacuous = criteria.filter((criterion) => criterion.vacuous === true).length;
  const contradicted = criteria.filter((criterion) => criterion.contradicted).length;
  const reasons = [
    [baseline?.unknown ?? 0, "finding", "not in the baseline"],
    [baseline?.stale.length ?? 0, "line", "of the baseline without a finding"],
    [contradicted, "box", "ticked wrongly"],
    [vacuous, "criterion", "that held before too"],
    [coverage.length, "place", "that no criterion looks at"],
    [unresolved, "occurrence", "unresolved"],
  ] as const;
  const said = reasons
    .filter(([count]) => count > 0)
    .map(([count, thing, what]) => `${counted(count, thing)} ${what}`);
  return said.length === 0 ? "something is left for a person" : `there are ${said.join(", ")}`;
}

function runVerdict(report: Report): string {
  const { files, applied, notes, exitCode } = report;
  const counts = countsOf(report);
  const { failed, broken, held } = counts;
  const would = report.dryRun && files.length > 0;
  const blocked = report.phases.find(({ state }) => state === "blocked");
  const commands = report.commands.filter(({ status }) => status === "failed").length;
  const left = notes.filter(({ severity }) => severity === "manual").length;
  const what =
    files.length === 0
      ? "nothing to change"
      : `${counted(files.length, "file")} ${applied ? "changed" : "would change"}`;
  const rest = [
    ...(commands > 0 ? [`${counted(commands, "command")} failed`] : []),
    ...(broken > 0 ? [`${counted(broken, "criterion")} could not be evaluated`] : []),
    ...(failed > 0
      ? [`${counted(failed, "criterion")} ${would ? "would not hold" : "not held"}`]
      : []),
    ...(left > 0 ? [`${counted(left, "place")} left for a person`] : []),
    ...(failed + broken === 0 && held > 0 ? [holding(counts, would)] : []),
  ];
  const mark =
    exitCode === 0 ? "✅" : blocked ? "⛔" : failed + broken + commands > 0 ? "❌" : "⚠️";
  const first = blocked ? `a phase is blocked, ${what}` : what;
  return `${mark} ${capital([first, ...rest].join("; "))}`;
}

function holding(counts: Counts, would: boolean): string {
  const { all, held } = counts;
  const holds = would ? of(held, all, "would hold", "would hold") : of(held, all, "holds", "hold");
  return holds + notJudged(counts);
}

function statusVerdict({ phases }: Report): string {
  const counts = (["done", "pending", "blocked", "skipped"] as const).flatMap((state) => {
    const count = phases.filter((phase) => phase.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  const open = phases.some(({ state }) => state === "pending" || state === "blocked");
  return `${open ? "🚧" : "✅"} ${counted(phases.length, "phase")}: ${counts.join(", ")}`;
}

function planVerdict({ phases, criteria }: Report): string {
  const steps = phases.reduce((sum, phase) => sum + phase.steps.length, 0);
  return `📋 ${counted(phases.length, "phase")}, ${counted(steps, "step")}, ${counted(criteria.length, "criterion")}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
