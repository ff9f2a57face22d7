import { executePhases } from "../../plans/execute.ts";
import { selectPhases } from "../../plans/load.ts";
import { ownFileIn, withOwnFile } from "../../plans/own-file.ts";
import type { Phase, Plan } from "../../plans/plan.ts";
import { readBeside, writeAfter, writeBeside } from "../../workspace/named-files/case-folder.ts";
import type { CaseFolder } from "../../workspace/named-files/case-folder.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { accountWithLater } from "../commands/later-phases.ts";
import { rewrite } from "../commands/rewrite.ts";
import type { Rewrite } from "../commands/rewrite.ts";
import { notesOnLines, remarksIn } from "../report/places.ts";
import { differences } from "./differences.ts";

/** The file of a case that says what is left to a person. */
const LEFT = "left.json";

const SILENT = { update: () => {}, clear: () => {} };

/** A plan, its own file (absolute) if it has one, and the ids of the phases to run. */
export interface Tested {
  readonly plan: Plan;
  readonly file: string | undefined;
  readonly phases: readonly string[];
}

/**
 * What is not as it should be when a plan is run on a case, in words; with `update`, what comes of it
 * is written down, and only what can never be right is told.
 */
export async function checkCase(
  folder: CaseFolder,
  tested: Tested,
  update: boolean,
): Promise<readonly string[]> {
  const { snapshot, listing } = await loadSnapshot(folder.before);
  if (snapshot.paths().length === 0) return [`there are no files in ${folder.before}`];
  const own = tested.file && ownFileIn(tested.file, folder.before, snapshot);
  const plan = own === undefined ? tested.plan : withOwnFile(tested.plan, own);
  const phases = selectPhases(plan, tested.phases);
  const rewritten = await rewrite(phases, snapshot, SILENT, listing.skipped);
  const left = await leftTo(plan, phases, snapshot, rewritten);
  const always = [...left.wrongSums, ...(await secondRun(phases, rewritten.after))];
  if (update) {
    writeAfter(folder, rewritten.after.overlay());
    writeBeside(folder, LEFT, left.lines.length === 0 ? undefined : json(left.lines));
    return always;
  }
  const { snapshot: expected } = await loadSnapshot(folder.after ?? folder.before);
  return [
    ...differences(expected, rewritten.after),
    ...leftOtherwise(left.lines, readBeside(folder, LEFT)),
    ...always,
  ];
}

interface Left {
  /** One a place, sorted: `src/a.ts:3 manual caller-left`, `src/a.ts:7 unresolved posts`. */
  readonly lines: readonly string[];
  /** Names whose occurrences do not add up. */
  readonly wrongSums: readonly string[];
}

/** What the run leaves to a person: notes, and occurrences that nothing accounts for. */
async function leftTo(
  plan: Plan,
  phases: readonly Phase[],
  before: Snapshot,
  { runs, after, changes, conflicts }: Rewrite,
): Promise<Left> {
  const notes = [...conflicts, ...remarksIn(after, runs).notes];
  const accounts = await accountWithLater(
    { before, after, changes, notes: notesOnLines(after, runs) },
    { plan, phases, reached: runs.every(({ state }) => state === "done" || state === "pending") },
    SILENT,
  );
  const open = Object.entries(accounts).flatMap(([name, account]) =>
    account.left
      .filter((each) => each.class === "unresolved")
      .map(({ path, line }) => `${path}:${line} unresolved ${name}`),
  );
  const said = notes
    .filter(({ severity }) => severity !== "info")
    .map(({ path, line, severity, code }) => `${path}:${line} ${severity} ${code}`);
  const wrong = Object.entries(accounts).filter(
    ([, { total, edited, removed, allowed, manual, unresolved }]) =>
      edited + removed + allowed + manual + unresolved !== total,
  );
  return {
    lines: [...said, ...open].sort(),
    wrongSums: wrong.map(([name]) => `not all occurrences of ${name} are accounted for`),
  };
}

function leftOtherwise(lines: readonly string[], text: string | undefined): readonly string[] {
  let expected: unknown = [];
  try {
    if (text !== undefined) expected = JSON.parse(text);
  } catch {
    return [`${LEFT} is not JSON`];
  }
  if (!Array.isArray(expected)) return [`${LEFT} is not a list`];
  const wanted = expected.map(String);
  const more = lines.filter((line) => !wanted.includes(line));
  const fewer = wanted.filter((line) => !lines.includes(line));
  return [
    ...listed("is left to a person, and not in left.json:", more),
    ...listed("is in left.json, and not left to a person:", fewer),
  ];
}

function listed(what: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [[what, ...lines.map((line) => `  ${line}`)].join("\n")];
}

/** What the phases would still do to their own result. */
async function secondRun(phases: readonly Phase[], after: Snapshot): Promise<readonly string[]> {
  const runs = await executePhases(phases, after);
  return runs.flatMap(({ state, phase, before, after: again }) => {
    if (state !== "pending") return [];
    const what = differences(before, again).join("\n");
    return [`a second run of phase ${phase.id} changes more:\n${what}`];
  });
}

function json(lines: readonly string[]): string {
  return `${JSON.stringify(lines, null, 2)}\n`;
}
