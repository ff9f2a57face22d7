import { account } from "../../audits/accounting.ts";
import { coverageGaps } from "../../audits/coverage.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { suggestBullets } from "../../audits/suggest.ts";
import type { Note } from "../../codemods/step.ts";
import { changeSet } from "../../workspace/change-set.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { placeMapper } from "../../workspace/map-place.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { compilePlan } from "../compile.ts";
import { executePhases } from "../execute.ts";
import type { PhaseRun, StepRun } from "../execute.ts";
import type { PhaseBody, PlanCriterion, PlanSource } from "../language/source.ts";
import { allowancesFor } from "./allowances.ts";
import { criteriaIn, documentOf, manualBullets } from "./document.ts";
import { groupsOf } from "./groups.ts";
import type { Group } from "./groups.ts";
import { migrationScript, typeCheck } from "./scripts.ts";
import type { Granted } from "./steps.ts";
import type { Stock } from "./stock.ts";
import { idOf, titleOf } from "./titles.ts";

/** A plan that was made, and what it would do. */
export interface NewPlan {
  readonly source: PlanSource;
  /** The plan document. */
  readonly document: string;
  /** How many files it would change. */
  readonly changes: number;
  /** What it leaves to a person; of a phase with a blocking one, nothing would be written. */
  readonly notes: readonly Note[];
  /** The id of the phase that is blocked, and whether it is the only one. */
  readonly blocked: { readonly phase: string; readonly only: boolean } | undefined;
  /** Names that it does not retire, since most of their occurrences have nothing to do with it. */
  readonly common: readonly { readonly name: string; readonly stays: number }[];
}

export interface NewPlanInput {
  readonly granted: readonly Granted[];
  readonly stock: Stock;
  readonly snapshot: Snapshot;
  readonly title: string | undefined;
  /** Where the document will be, from the root; undefined if it has no place in the target. */
  readonly documentPath: RepoPath | undefined;
}

/**
 * The plan for what was granted. Its steps are run in memory: what they leave clean become its
 * criteria, each of which is red before the change and holds after it.
 */
export async function newPlan(input: NewPlanInput): Promise<NewPlan> {
  const { granted, snapshot, documentPath } = input;
  const title = input.title ?? titleOf(granted);
  const groups = groupsOf(granted, title);
  const names = namesOf(granted);
  const { runs, after, changes } = await tried(groups, snapshot);
  const blocked = runs.find(({ state }) => state === "blocked")?.phase.id;
  const allow = allowancesFor(names, snapshot, documentPath);
  const steps = { after, changes };
  const gaps = coverageGaps({ criteria: [], names, allow, now: snapshot, steps });
  const states = runs
    .filter(({ state }) => state === "done" || state === "pending")
    .map((run) => ({ phase: run.phase.id, after: run.after }));
  const suggested = suggestBullets(gaps, states, snapshot);
  const check = typeCheck(snapshot);
  const document = documentOf(
    title,
    groups.map(({ id, title: name, granted: own }) => ({
      id,
      title: name,
      changes:
        runs.find(({ phase }) => phase.id === id)?.phase.steps.map((step) => step.title) ?? [],
      bullets: [
        ...suggested.filter(({ phase }) => phase === id).map(({ bullet }) => bullet),
        ...(check ? [`- [ ] Type checking passes: \`${check.command}\``] : []),
      ],
      manual: manualBullets(own),
    })),
  );
  // Of what is blocked nobody knows what it would leave.
  const common = blocked === undefined ? await commonNames(names, input, steps) : [];
  const retired = names.filter((name) => !common.some((each) => each.name === name));
  const bodies = groups.map((group) => bodyOf(group, input, document));
  const [only, ...others] = bodies;
  const head = {
    id: idOf(granted),
    title,
    ...(retired.length > 0 && { names: retired }),
    ...(allow.length > 0 && { allow }),
    ...(documentPath !== undefined && { document: { path: documentPath } }),
  };
  const phases = groups.map(({ id, title: name }, index) => ({
    id,
    title: name,
    ...bodies[index],
  }));
  return {
    source: others.length === 0 ? { ...head, ...only } : { ...head, phases },
    document,
    changes: changes.length,
    notes: runs.flatMap((run) => run.steps.flatMap((step) => notesOnDisk(step, snapshot))),
    blocked: blocked === undefined ? undefined : { phase: blocked, only: others.length === 0 },
    common,
  };
}

/** The names that are retired, each once in whatever spelling. */
function namesOf(granted: readonly Granted[]): readonly string[] {
  const names: string[] = [];
  for (const { retires } of granted) {
    if (retires === undefined) continue;
    if (!names.some((known) => spellingsOf(known).includes(retires))) names.push(retires);
  }
  return names;
}

/** What the phases come to, in memory. */
async function tried(
  groups: readonly Group[],
  snapshot: Snapshot,
): Promise<{ runs: readonly PhaseRun[]; after: Snapshot; changes: ChangeSet }> {
  const phases = groups.map(({ id, title, granted }) => {
    return { id, title, steps: granted.map(({ step }) => step) };
  });
  const plan = compilePlan({ id: "new", title: "new", phases }, "the new plan");
  const runs = await executePhases(plan.phases, snapshot);
  const after = runs.at(-1)?.after ?? snapshot;
  return { runs, after, changes: changeSet(snapshot, after) };
}

/** A name that stays so often, and so much more often than it goes, says nothing of the change. */
const COMMON = { atLeast: 20, times: 3 };

async function commonNames(
  names: readonly string[],
  { snapshot }: NewPlanInput,
  { after, changes }: { readonly after: Snapshot; readonly changes: ChangeSet },
): Promise<NewPlan["common"]> {
  const accounts = await account({ before: snapshot, after, changes, notes: [], allow: [], names });
  return Object.entries(accounts).flatMap(([name, { unresolved, edited, removed }]) => {
    const isCommon = unresolved > COMMON.atLeast && unresolved > COMMON.times * (edited + removed);
    return isCommon ? [{ name, stays: unresolved }] : [];
  });
}

function bodyOf(group: Group, input: NewPlanInput, document: string): PhaseBody {
  const commands = commandsFor(group, input);
  return {
    steps: group.granted.map(({ step }) => step),
    ...(input.documentPath === undefined && { criteria: criteriaFrom(document, group.id) }),
    ...(commands.length > 0 && { commands }),
  };
}

/** A step names places of the tree that it was given. */
function notesOnDisk({ notes, seen }: StepRun, disk: Snapshot): readonly Note[] {
  const map = placeMapper(seen, disk);
  return notes.map((note) => {
    const { path = note.path, line = note.line, column = note.column } = map(note) ?? {};
    return { ...note, path, line, column };
  });
}

/** The criteria of a document as the plan's own, for a plan that cannot name one. */
function criteriaFrom(document: string, phase: string): readonly PlanCriterion[] {
  return criteriaIn(document, "the new document", phase)
    .filter(({ kind }) => kind !== "manual" && kind !== "unparsed")
    .map(({ kind, params }) => ({ kind, params }) as PlanCriterion);
}

/** What is to be run once tables and columns are gone. */
function commandsFor(
  { granted }: Group,
  { stock, snapshot }: NewPlanInput,
): NonNullable<PhaseBody["commands"]> {
  const tables = granted.flatMap(({ wish: { kind, from } }) => {
    if (kind !== "drop-table" && kind !== "drop-column") return [];
    const name = (from.split("#").at(-1) ?? from).split(".")[0];
    return stock.tables.filter((table) => table.name === name);
  });
  const scripts = tables.flatMap(({ path }) => migrationScript(snapshot, path) ?? []);
  const unique = new Map(scripts.map((script) => [`${script.folder} ${script.command}`, script]));
  return [...unique.values()].map(({ command, folder }) => ({
    command,
    ...(folder !== "" && { folder }),
    title: "make the migration",
  }));
}
