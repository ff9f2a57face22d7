import type { AccountNote } from "../../audits/classify-occurrence.ts";
import type { PhaseRun } from "../../plans/execute.ts";
import type { Phase } from "../../plans/plan.ts";
import type { ChangeSet, FileChange } from "../../workspace/change-set.ts";
import { findConflicts } from "../../workspace/conflicts.ts";
import { UserError } from "../../workspace/errors.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { leftOut, takePart, withChanges } from "../../workspace/take-part.ts";
import type { Decisions, LeftOut } from "../../workspace/take-part.ts";
import type { Io, Terminal } from "../io.ts";
import type { Options } from "../options.ts";
import type { ReportNote } from "../report/report.ts";
import { counted } from "../report/words.ts";
import { accountNotesOn, noteOn, withoutBranchesOfPart } from "./left-out-notes.ts";
import type { Rewrite } from "./rewrite.ts";

/** What of a rewriting is to be written. */
export interface Chosen {
  /** Those of the rewriting, without what does not hold for a part of it. */
  readonly runs: readonly PhaseRun[];
  /** The tree with `changes` made. */
  readonly after: Snapshot;
  readonly changes: ChangeSet;
  /** Whether the review was ended before its end, so that nothing is to be written. */
  readonly quit: boolean;
  /** Ids of the phases of which something was left out, in the plan's order. */
  readonly partial: readonly string[];
  /** What was left out; places are those of `after`. */
  readonly notes: readonly ReportNote[];
  /** The same for the accounting: every line that stays as it was. */
  readonly accountNotes: readonly AccountNote[];
}

/** The terminal for `--interactive`, if that was asked for. Throws UserError `usage` without one. */
export function terminalFor(options: Options, io: Io): Terminal | undefined {
  if (!options.interactive) return undefined;
  const terminal = io.terminal();
  if (terminal) return terminal;
  throw new UserError(
    "usage",
    "--interactive needs a terminal: standard input and standard error have to be one, and TERM must not be `dumb`.\nLeave it out, or use --dry-run to look at the change.",
  );
}

/** All of `rewritten`: what a run writes that asks nobody. */
export function allOf({ runs, after, changes }: Rewrite): Chosen {
  return { runs, after, changes, quit: false, partial: [], notes: [], accountNotes: [] };
}

/** Asks a person at `terminal` what of `rewritten` is to be written. */
export async function review(
  rewritten: Rewrite,
  disk: Snapshot,
  terminal: Terminal,
  options: Options,
  io: Io,
): Promise<Chosen> {
  const { runs, changes } = rewritten;
  const phases = runs.map(({ phase }) => phase);
  const steps = runs.flatMap((run) => run.steps.map(({ step }) => step));
  const { reviewChanges } = await import("../terminal/review.ts");
  const decisions = await reviewChanges({
    changes,
    titles: new Map(steps.map(({ id, title }) => [id, title])),
    terminal,
    color: io.stderr.color,
    dryRun: options.dryRun,
    conflicts: (chosen) => findConflicts(takePart(changes, chosen), disk.paths()),
    warnings: (chosen) => warningsAbout(changes, chosen, phases, options.exec),
  });
  const part = takePart(changes, decisions ?? new Map());
  const left = leftOut(changes, decisions ?? new Map());
  if (left.length === 0) return allOf(rewritten);
  const quit = decisions === undefined;
  const stepIds = steps.map(({ id }) => id);
  return {
    runs: withoutBranchesOfPart(runs, left, part),
    after: withChanges(disk, part, "review"),
    changes: part,
    quit,
    partial: partialPhases(phases, left).map(({ id }) => id),
    notes: left.map((each) => noteOn(each, stepIds, quit)),
    accountNotes: left.flatMap((each) => accountNotesOn(each, quit)),
  };
}

/**
 * What is handed out when a person has ended the review: data, for what waits for it. Who has just
 * said no need not read a report, and there is no patch of nothing.
 */
export function afterQuitting(options: Options): Options {
  const outputs = options.outputs.filter(
    ({ format, file }) => format !== "pretty" || file !== undefined,
  );
  return { ...options, outputs, patch: undefined };
}

/** The phases before the first of `partial`, and the others: the commands of a phase need it whole. */
export function beforePartial(
  phases: readonly Phase[],
  partial: readonly string[],
): { readonly whole: readonly Phase[]; readonly others: readonly Phase[] } {
  const first = phases.findIndex(({ id }) => partial.includes(id));
  const end = first === -1 ? phases.length : first;
  return { whole: phases.slice(0, end), others: phases.slice(end) };
}

function warningsAbout(
  changes: ChangeSet,
  decisions: Decisions,
  phases: readonly Phase[],
  exec: boolean,
): readonly string[] {
  const left = leftOut(changes, decisions);
  const written = takePart(changes, decisions);
  if (left.length === 0 || written.length === 0) return [];
  const incomplete = new Set(left.map(({ change }) => change));
  const shared = phases
    .flatMap(({ steps }) => steps)
    .flatMap(({ id }) => {
      const made = (change: FileChange): boolean => change.steps.includes(id);
      const missing = [...incomplete].filter(made).length;
      const there = written.filter(made).length;
      if (missing === 0 || there === 0) return [];
      return [`${missing} of the ${counted(changes.filter(made).length, "file")} of step ${id}`];
    });
  const partial = partialPhases(phases, left);
  const names = partial.map(({ id }) => `phase ${id}`).join(" and ");
  return [
    `${names.replace("p", "P")} will be applied in part. Files of one step may need each other: whether the code works without what is left out is for you to see to.`,
    ...(shared.length > 0 ? [`Left out: ${shared.join(", ")}.`] : []),
    ...(exec && partial.some(({ commands }) => commands.length > 0)
      ? [`The commands of ${names}, and those behind them, are not run.`]
      : []),
  ];
}

/** Also by its formatting a phase has a hand in a file. */
function partialPhases(phases: readonly Phase[], left: readonly LeftOut[]): readonly Phase[] {
  const made = new Set(left.flatMap(({ change }) => change.steps));
  return phases.filter(
    ({ id, steps }) => made.has(`${id}.format`) || steps.some((step) => made.has(step.id)),
  );
}
