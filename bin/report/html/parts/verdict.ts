import type { Report, ReportCriterion } from "../../report.ts";
import { counted } from "../../words.ts";
import { html } from "../markup.ts";
import type { Markup } from "../markup.ts";
import type { Tone } from "../view.ts";
import { isKnown, isVacuous, left } from "./tallies.ts";

/** What happened, what came of it, and how much of everything there is: the top of the page. */
export function verdict(report: Report): Markup {
  const reasons = reasonsOf(report);
  const { exitCode } = report;
  return html`<section class="verdict ${toneOf(report)}" aria-labelledby="verdict">
    <h1 id="verdict">${headline(report)}</h1>
    ${
      reasons.length > 0 &&
      html`<ul class="reasons">
        ${reasons.map((reason) => html`<li>${reason}</li>`)}
      </ul>`
    }
    <p class="exit">
      <span class="badge plain">exit code ${exitCode}</span>
      ${exitCode === 0 && report.command !== "audit" ? "nothing failed" : EXIT[exitCode]}
    </p>
  </section> `;
}

const EXIT = {
  0: "all that counts holds",
  1: "something is left for a person, or a criterion does not hold or was not run",
  2: "something could not be evaluated",
} as const;

/** Amber for a change that needs a person, red for a gate that is shut. */
export function toneOf(report: Report): Tone {
  const { exitCode, command } = report;
  if (command === "plan") return "plain";
  if (exitCode === 0) return "ok";
  const blocked = report.notes.some(({ severity }) => severity === "blocking");
  return exitCode === 2 || blocked || command === "audit" ? "bad" : "warn";
}

/** What happened, in one sentence. */
export function headline(report: Report): string {
  const { command, criteria, files, phases } = report;
  if (command === "audit") {
    const held = criteria.filter(({ status }) => status === "pass").length;
    if (held < criteria.length) return `${held} of ${counted(criteria.length, "criterion")} hold`;
    return held === 1 ? "The criterion holds" : `All ${held} criteria hold`;
  }
  if (command === "status") {
    const done = phases.filter(({ state }) => state === "done").length;
    return `${done} of ${counted(phases.length, "phase")} done`;
  }
  if (command === "plan") return "The plan in words";
  const blocked = phases.find(({ state }) => state === "blocked");
  const what = outcome(report, counted(files.length, "file"));
  return blocked ? `Phase ${blocked.id} is blocked. ${what}` : what;
}

function outcome({ applied, files, phases }: Report, count: string): string {
  if (applied) return `${count} changed`;
  if (files.length > 0) return `${count} would change; nothing was written`;
  return phases.some(({ state }) => state === "blocked")
    ? "Nothing was written"
    : "Nothing to change";
}

/** How many of what, where on the page they are, and what is to be said of them. */
type Tally = readonly [count: number, section: string, thing: string, what: string];

/** What stands against an exit code of 0, or is worth a look before that; most pressing first. */
function reasonsOf(report: Report): readonly Markup[] {
  const { notes, commands, baseline, coverage } = report;
  const severity = (wanted: string): number =>
    notes.filter((note) => note.severity === wanted).length;
  const command = (wanted: string): number =>
    commands.filter((each) => each.status === wanted).length;
  const [pressing, held] = criteriaTallies(report);
  const tallies: readonly Tally[] = [
    [severity("blocking"), "left", "obstacle", "blocking: nothing of that phase is written"],
    ...pressing,
    [baseline?.unknown ?? 0, "baseline", "finding", "not in the baseline"],
    [baseline?.stale.length ?? 0, "baseline", "stale line", "in the baseline"],
    [command("failed"), "commands", "command", "failed"],
    [severity("manual"), "left", "place", "left for a person"],
    [left(report, "unresolved"), "left", "occurrence", "unresolved"],
    [coverage.length, "coverage", "gap", "that no criterion would catch"],
    ...held,
    [command("not-run"), "commands", "command", "still to run after the change"],
  ];
  return tallies
    .filter(([count]) => count > 0)
    .map(([count, section, thing, what]) => {
      return html`<a href="#${section}"><b>${counted(count, thing)}</b></a> ${what}`;
    });
}

/** Of the criteria: what stands against an exit code of 0, and the rest. */
function criteriaTallies(report: Report): readonly [readonly Tally[], readonly Tally[]] {
  const { criteria, command, dryRun } = report;
  if (command === "plan") return [[], []];
  const tally = (what: string, wanted: (criterion: ReportCriterion) => boolean): Tally => {
    return [criteria.filter(wanted).length, "criteria", "criterion", what];
  };
  const verb = (word: string, wanted: (criterion: ReportCriterion) => boolean): Tally => {
    const [count, ...rest] = tally(word, wanted);
    if (command === "run" && dryRun) return tally(`would ${word}`, wanted);
    return count === 1 ? tally(`${word}s`, wanted) : [count, ...rest];
  };
  const contradicted = criteria.filter((criterion) => criterion.contradicted).length;
  const pressing: readonly Tally[] = [
    tally("could not be evaluated", ({ status }) => status === "error"),
    tally("not understood, which counts as failed", ({ status }) => status === "unparsed"),
    verb("fail", (each) => each.status === "fail" && !isKnown(each)),
    [contradicted, "criteria", "ticked box", "contradicted by the tree"],
  ];
  const rest: readonly Tally[] = [
    tally("failing for what the baseline knows only", isKnown),
    tally("vacuous: held on the base too", (each) => isVacuous(each, report)),
    tally("not run, or for a person to judge", ({ status }) => status === "manual"),
    ...(command === "audit" ? [] : [verb("hold", ({ status }) => status === "pass")]),
  ];
  return [pressing, rest];
}
