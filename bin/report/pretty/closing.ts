import { canBeWatched } from "../../../audits/coverage-gap.ts";
import { isKnown } from "../known.ts";
import type { Report } from "../report.ts";
import { counted } from "../words.ts";
import { hanging } from "./view.ts";
import type { View } from "./view.ts";

/** What happened and what to do next. */
export function closingLines(report: Report, view: View): string[] {
  const { paint } = view;
  const color = [paint.green, paint.yellow, paint.red][report.exitCode];
  const mark = ["✔", "!", "✖"][report.exitCode] ?? "";
  const bold = (line: string): string => paint.bold(color ? color(line) : line);
  return hanging(bold(`${mark} `), 2, closingOf(report), view, bold);
}

function closingOf(report: Report): string {
  switch (report.command) {
    case "run":
      return sentences(runOutcome(report), runNext(report));
    case "audit":
      return sentences(criteriaOutcome(report), auditNext(report));
    case "status":
      return sentences(statusOutcome(report), statusNext(report));
    default:
      return "Next: `conn-codemod status` says how far it is, `conn-codemod run --dry-run` shows the change.";
  }
}

function runOutcome(report: Report): string {
  const files = counted(report.files.length, "file");
  const blocked = report.phases.find(({ state }) => state === "blocked");
  const partial = report.phases.some((phase) => phase.partial);
  const rest = partial ? ", the rest was left out in the review" : "";
  const what = report.applied
    ? `${files} changed${rest}.`
    : report.files.length > 0
      ? `${files} would change${rest}; nothing was written.`
      : blocked || partial
        ? "Nothing was written."
        : "Nothing to change.";
  return blocked ? `Phase ${blocked.id} is blocked. ${what}` : what;
}

function runNext(report: Report): string {
  const has = (severity: string): boolean =>
    report.notes.some((note) => note.severity === severity);
  const status = (wanted: string): number =>
    report.criteria.filter((criterion) => criterion.status === wanted).length;
  if (has("blocking")) return "Clear what is marked blocking above, then run again.";
  const error = status("error");
  if (error > 0) return `${counted(error, "criterion")} could not be evaluated: see above.`;
  const failedCommand = report.commands.find((command) => command.status === "failed");
  if (failedCommand) return "A command of the plan failed: see above.";
  const notes = report.notes.filter(({ severity }) => severity === "manual").length;
  const failed = status("fail") + status("unparsed");
  const unresolved = Object.values(report.occurrences).reduce(
    (sum, account) => sum + account.unresolved,
    0,
  );
  const left = [
    ...(notes > 0 ? [`${counted(notes, "place")} left for a person`] : []),
    ...(failed > 0
      ? [`${counted(failed, "criterion")} ${report.dryRun ? "would not hold" : "not held"}`]
      : []),
    ...(unresolved > 0 ? [`${counted(unresolved, "occurrence")} unresolved`] : []),
  ].join(", ");
  const shown = left === "" ? "" : `${left}: see above.`;
  if (!report.applied && report.files.length > 0) {
    return sentences(shown, "Without --dry-run or --check, the change is applied.");
  }
  const toRun = report.commands.filter((command) => command.status === "not-run").length;
  if (report.applied && toRun > 0) {
    const these = toRun === 1 ? "the command" : `the ${toRun} commands`;
    const next = `Next: look at \`git diff\`, run ${these} above, then \`conn-codemod audit\`.`;
    return sentences(shown, next);
  }
  if (report.applied) {
    return sentences(shown, "Next: look at `git diff`, then `conn-codemod audit`.");
  }
  return shown;
}

function criteriaOutcome(report: Report): string {
  const criteria = report.criteria.filter(({ kind }) => kind !== "manual");
  const bullets = report.criteria.length - criteria.length;
  const manual = bullets === 0 ? "" : ` ${counted(bullets, "bullet")} left to a person.`;
  const count = (wanted: string): number =>
    criteria.filter(({ status }) => status === wanted).length;
  if (count("pass") === criteria.length) {
    const all =
      criteria.length === 1 ? "The criterion holds." : `All ${criteria.length} criteria hold.`;
    return criteria.length === 0 ? manual.trim() : `${all}${manual}`;
  }
  const known = criteria.filter(isKnown).length;
  const failed = count("fail") + count("unparsed") - known;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(known > 0 ? [`${known} fail for known findings only`] : []),
    ...(count("error") > 0 ? [`${count("error")} could not be evaluated`] : []),
    ...(count("manual") > 0 ? [`${count("manual")} not run`] : []),
  ];
  return `${count("pass")} of ${criteria.length} criteria hold: ${parts.join(", ")}.${manual}`;
}

function auditNext(report: Report): string {
  const { criteria, baseline } = report;
  const others = criteria.filter(
    (criterion) =>
      criterion.status !== "pass" && criterion.status !== "manual" && !isKnown(criterion),
  );
  if (others.length === 0 && baseline && baseline.stale.length > 0) {
    return `${counted(baseline.stale.length, "line")} of the baseline without a finding: see above.`;
  }
  const notRun = criteria.some(({ kind, status }) => status === "manual" && kind !== "manual");
  if (others.length > 0) return "See the marks above.";
  if (notRun) return "Pass --exec to run the commands.";
  return report.exitCode === 1 ? looseEnds(report) : "";
}

/** What `--strict` fails for although all criteria hold. */
function looseEnds({ occurrences, criteria, base, coverage, notes }: Report): string {
  const accounts = Object.values(occurrences);
  const unresolved = accounts.reduce((sum, account) => sum + account.unresolved, 0);
  const vacuous = base ? criteria.filter((criterion) => criterion.vacuous === true).length : 0;
  const unticked = criteria.filter(({ kind, ticked }) => kind === "manual" && !ticked).length;
  const unseen = new Set(coverage.filter(canBeWatched).map(({ path }) => path)).size;
  const lost = notes.filter(({ severity }) => severity !== "info").length;
  const parts = [
    ...(unresolved > 0 ? [`${counted(unresolved, "occurrence")} unresolved`] : []),
    ...(lost > 0 ? [`${lost} asked for on the base and no longer`] : []),
    ...(vacuous > 0 ? [`${vacuous} held on the base already`] : []),
    ...(unseen > 0 ? [`${counted(unseen, "file")} seen by no criterion`] : []),
    ...(unticked > 0 ? [`${counted(unticked, "bullet")} for a person not ticked`] : []),
  ];
  return parts.length === 0 ? "" : `With --strict, these count: ${parts.join(", ")}.`;
}

function statusOutcome({ phases }: Report): string {
  const states = ["done", "pending", "blocked", "skipped"] as const;
  const counts = states.map((state) => [
    state,
    phases.filter((phase) => phase.state === state).length,
  ]);
  const parts = counts
    .filter(([, count]) => count !== 0)
    .map(([state, count]) => `${count} ${state}`);
  return `${counted(phases.length, "phase")}: ${parts.join(", ")}.`;
}

function statusNext({ files }: Report): string {
  return files.length > 0 ? "Next: `conn-codemod run --dry-run` shows the change." : "";
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
