import { coverageGaps } from "../../audits/coverage.ts";
import { account } from "../../audits/accounting.ts";
import { needlesOf } from "../../audits/occurrences.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import { suggestBullets } from "../../audits/suggest.ts";
import type { Note } from "../../codemods/step.ts";
import { isInMigrations } from "../../codemods/drizzle/history.ts";
import { changeSet } from "../../workspace/change-set.ts";
import { placeMapper } from "../../workspace/map-place.ts";
import { foldersAbove } from "../../workspace/repo-path.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { compilePlan } from "../compile.ts";
import { executePhases } from "../execute.ts";
import type { StepRun } from "../execute.ts";
import type { OnePhasePlan, PlanAllowance, PlanCriterion } from "../language/source.ts";
import { criteriaIn, documentOf, manualBullets } from "./document.ts";
import { migrationScript, typeCheck } from "./scripts.ts";
import type { Granted } from "./steps.ts";
import type { Stock } from "./stock.ts";

/** A plan that was made, and what it would do. */
export interface NewPlan {
  readonly source: OnePhasePlan;
  /** The plan document. */
  readonly document: string;
  /** How many files it would change. */
  readonly changes: number;
  /** What it leaves to a person; a blocking one means that nothing would be written. */
  readonly notes: readonly Note[];
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

/** The id of the only phase. */
const PHASE = "1";

/** A name that stays so often, and so much more often than it goes, says nothing of the change. */
const COMMON = { atLeast: 20, times: 3 };

/**
 * The plan for what was granted. Its steps are run in memory: what they leave clean become its
 * criteria, each of which is red before the change and holds after it.
 */
export async function newPlan(input: NewPlanInput): Promise<NewPlan> {
  const { granted, snapshot, documentPath } = input;
  const steps = granted.map(({ step }) => step);
  const names = [...new Set(granted.flatMap(({ retires }) => retires ?? []))];
  const draft = { id: "new", title: "new", names, steps };
  const [phase] = compilePlan(draft, "the new plan").phases;
  const runs = phase ? await executePhases([phase], snapshot) : [];
  const after = runs.at(-1)?.after ?? snapshot;
  const changes = changeSet(snapshot, after);
  const allow = allowances(names, snapshot, documentPath);
  const gaps = coverageGaps({
    criteria: [],
    names,
    allow,
    now: snapshot,
    steps: { after, changes },
  });
  const cleaned = suggestBullets(gaps, [{ phase: PHASE, after }], snapshot);
  const check = typeCheck(snapshot);
  const bullets = [
    ...cleaned.map(({ bullet }) => bullet),
    ...(check ? [`- [ ] Type checking passes: \`${check.command}\``] : []),
  ];
  const title = input.title ?? titleOf(granted);
  const tree = { before: snapshot, after, changes, notes: [], allow, names };
  const accounts = Object.entries(await account(tree));
  const common = accounts
    .map(([name, { unresolved, edited, removed }]) => ({
      name,
      stays: unresolved,
      goes: edited + removed,
    }))
    .filter(({ stays, goes }) => stays > COMMON.atLeast && stays > COMMON.times * goes);
  const retired = names.filter((name) => !common.some((each) => each.name === name));
  const commands = commandsFor(input);
  const document = documentOf({
    title,
    phase: PHASE,
    changes: phase?.steps.map((step) => step.title) ?? [],
    bullets,
    manual: manualBullets(granted),
  });
  const source: OnePhasePlan = {
    id: idOf(granted),
    title,
    ...(retired.length > 0 && { names: retired }),
    ...(allow.length > 0 && { allow }),
    ...(documentPath !== undefined && { document: { path: documentPath } }),
    steps,
    ...(documentPath === undefined && { criteria: criteriaFrom(document) }),
    ...(commands.length > 0 && { commands }),
  };
  return {
    source,
    document,
    changes: changes.length,
    notes: runs.flatMap((run) => run.steps.flatMap((step) => notesOnDisk(step, snapshot))),
    common: common.map(({ name, stays }) => ({ name, stays })),
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
function criteriaFrom(document: string): NonNullable<OnePhasePlan["criteria"]> {
  return criteriaIn(document, "the new document")
    .filter(({ kind }) => kind !== "manual" && kind !== "unparsed")
    .map(({ kind, params }) => ({ kind, params }) as PlanCriterion);
}

/** Where retired names may stay: in the document, and in migrations that have been applied. */
function allowances(
  names: readonly string[],
  snapshot: Snapshot,
  documentPath: RepoPath | undefined,
): readonly PlanAllowance[] {
  const needles = needlesOf(names.flatMap(spellingsOf));
  const holding = [...new Set([...snapshot.containing(needles).values()].flat())];
  const history = holding
    .filter((path) => isInMigrations(snapshot, path))
    .map((path) => migrationsAround(path, snapshot));
  const globs = [...new Set(history)].sort().map((folder) => `${escaped(folder)}/**`);
  return [
    ...(globs.length > 0 ? [{ paths: globs, reason: "what has been applied is history" }] : []),
    ...(documentPath === undefined || names.length === 0
      ? []
      : [{ paths: [escaped(documentPath)], reason: "the document of the plan" }]),
  ];
}

/** The folder of migrations that a file is in. */
function migrationsAround(path: RepoPath, snapshot: Snapshot): RepoPath {
  const folders = foldersAbove(path);
  return (
    folders.find((folder) => snapshot.has(`${folder}/meta/_journal.json`)) ??
    folders.find((folder) => /(?:^|\/)migrations$/.test(folder)) ??
    folders.at(-1) ??
    path
  );
}

/** A path as a glob that means nothing else. */
function escaped(path: RepoPath): string {
  return path.replaceAll(/[\\*?[\](){}!+@|]/g, (sign) => `\\${sign}`);
}

/** What is to be run once tables and columns are gone. */
function commandsFor({
  granted,
  stock,
  snapshot,
}: NewPlanInput): NonNullable<OnePhasePlan["commands"]> {
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

function titleOf(granted: readonly Granted[]): string {
  const [first, ...others] = granted.map(({ wish: { kind, from, to } }) => {
    const [verb = kind, noun = ""] = kind.split("-");
    const what = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} the ${noun} ${from}`;
    return to === "" ? what : `${what} to ${to}`;
  });
  if (first === undefined) return "A new plan";
  const more = others.length === 1 ? "one more change" : `${others.length} more changes`;
  return others.length === 0 ? first : `${first}, and ${more}`;
}

/** How long an id may be. */
const LONGEST_ID = 60;

function idOf(granted: readonly Granted[]): string {
  const [first] = granted;
  if (!first) return "new-plan";
  const { kind, from, to } = first.wish;
  const words = to === "" ? [kind, lastPart(from)] : [lastPart(from), "to", lastPart(to)];
  const kebab = words
    .flatMap(
      (word) =>
        spellingsOf(word).find((spelling) => /^[a-z0-9-]+$/.test(spelling)) ?? word.toLowerCase(),
    )
    .join("-")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST_ID)
    .replace(/-+$/, "");
  return kebab === "" ? "new-plan" : kebab;
}

/** `posts` of `appRouter.posts`, `src/posts.ts` and `src/db.ts#posts`. */
function lastPart(name: string): string {
  const parts = name.split(/[.#/]/);
  return parts.findLast((part) => part !== "" && !/^[cm]?[jt]sx?$/.test(part)) ?? name;
}
