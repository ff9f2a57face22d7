import type { NameAccount, Traced } from "../../audits/accounting.ts";
import { searchOccurrences } from "../../audits/occurrences.ts";
import { hitOf, namesIn } from "../../audits/path-names.ts";
import { spellingsOf } from "../../audits/spellings.ts";
import type { Meanings } from "../../codemods/meanings/meanings.ts";
import { placeMapper } from "../../workspace/map-place.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import type { PhaseRun } from "../execute.ts";
import type { Plan } from "../plan.ts";
import type { ExplainedFile, ExplainedOccurrence, Explanation, PlanSays } from "./explanation.ts";
import { stepFinder } from "./step-of.ts";

/** What the plan makes of the tree, and of the name. */
export interface Planned {
  readonly plan: Plan;
  readonly runs: readonly PhaseRun[];
  readonly after: Snapshot;
  readonly account: NameAccount;
  readonly trace: readonly Traced[];
}

export interface ExplainInput {
  readonly name: string;
  readonly disk: Snapshot;
  /** What is there and is no file, such as symlinks: its names count. */
  readonly otherPaths: readonly RepoPath[];
  readonly meanings: Meanings;
  readonly planned: Planned | undefined;
}

/** An occurrence with where it is sorted in: path, then names, then the order of the text. */
interface Found extends ExplainedOccurrence {
  readonly path: RepoPath;
  readonly offset: number;
}

/** All that is to be said of `name`. */
export async function explain(input: ExplainInput): Promise<Explanation> {
  const { name, disk, otherPaths, meanings, planned } = input;
  const spellings = spellingsOf(name);
  const { occurrences, unreadable } = await searchOccurrences(spellings, disk);
  const inNames = namesIn([...disk.paths(), ...otherPaths], spellings);
  const says = planned ? saysOf(planned, disk, spellings) : () => NOTHING;
  const found: Found[] = [
    ...inNames.map((each): Found => {
      const { line, column, text, context } = hitOf(each);
      const { path, offset, spelling, kind } = each;
      const said = says({ path, offset, inName: kind });
      return { path, offset, line, column, text, context, spelling, meaning: null, ...said };
    }),
    ...occurrences.map(({ path, offset, line, column, text, context, spelling }): Found => {
      const meaning = meanings.at(path, offset) ?? null;
      const said = says({ path, offset, inName: undefined });
      return { path, offset, line, column, text, context, spelling, meaning, ...said };
    }),
  ];
  const counts = spellings.map((spelling) => ({
    spelling,
    count: found.filter((each) => each.spelling === spelling).length,
  }));
  return {
    name,
    spellings: counts.filter(({ count }) => count > 0),
    meanings: meanings.all,
    plan: planned ? planSays(planned, name, found) : null,
    files: filesOf(found, planned),
    unreadable: unreadable.map(({ path }) => path),
  };
}

type Said = Pick<Found, "class" | "step" | "becomes" | "reason">;
type Where = Pick<Traced, "path" | "offset" | "inName">;

const NOTHING: Said = { class: null, step: null, becomes: null, reason: null };

/** What the plan does with an occurrence. */
function saysOf(
  { runs, after, trace }: Planned,
  disk: Snapshot,
  spellings: readonly string[],
): (where: Where) => Said {
  const stepOf = stepFinder(disk, runs, spellings);
  const move = placeMapper(disk, after);
  const known = new Map(trace.map((each) => [keyOf(each), each]));
  const lines = new Map<RepoPath, readonly string[]>();
  const lineAt = (path: RepoPath, line: number): string | undefined => {
    let all = lines.get(path);
    if (!all) lines.set(path, (all = (after.text(path) ?? "").split("\n")));
    return all[line - 1]?.trim();
  };
  const becomes = ({ path, offset, inName }: Where): string | null => {
    const text = disk.text(path) ?? "";
    const line = inName ? 1 : text.slice(0, offset).split("\n").length;
    const place = move({ path, line, column: 1 });
    if (inName) return place && place.path !== path ? place.path : null;
    return place?.there ? (lineAt(place.path, place.line) ?? null) : null;
  };
  return (where) => {
    const traced = known.get(keyOf(where));
    // An unreadable file is not counted, so nothing of it can be asked about.
    if (!traced) return NOTHING;
    const { fate } = traced;
    if (typeof fate !== "string") {
      return { class: fate.class, step: null, becomes: null, reason: fate.rule };
    }
    const step = stepOf(traced)?.id ?? null;
    return { class: fate, step, becomes: fate === "edited" ? becomes(where) : null, reason: null };
  };
}

function keyOf({ path, offset, inName }: Where): string {
  return `${inName ?? "content"}\0${path}\0${offset}`;
}

function planSays(
  { plan, runs, account }: Planned,
  name: string,
  found: readonly Found[],
): PlanSays {
  const { total, inPaths, edited, removed, allowed, manual, unresolved, introduced } = account;
  const steps = runs.flatMap(({ phase, steps: own }) => [
    ...own.map(({ step: { id, title } }) => ({ id, title })),
    { id: `${phase.id}.format`, title: "format what was changed" },
  ]);
  const counted = steps.map(({ id, title }) => ({
    id,
    title,
    count: found.filter(({ step }) => step === id).length,
  }));
  return {
    id: plan.id,
    title: plan.title,
    retires: plan.names.some((each) => spellingsOf(each.name).includes(name)),
    total,
    inPaths,
    edited,
    removed,
    allowed,
    manual,
    unresolved,
    introduced,
    blocked: runs.find(({ state }) => state === "blocked")?.phase.id ?? null,
    steps: counted.filter(({ count }) => count > 0),
  };
}

function filesOf(found: readonly Found[], planned: Planned | undefined): readonly ExplainedFile[] {
  const moves = new Map(
    (planned?.after.overlay() ?? []).map(({ path, from }) => [from ?? "", path]),
  );
  const byPath = new Map<RepoPath, Found[]>();
  for (const each of found) {
    const own = byPath.get(each.path);
    if (own) own.push(each);
    else byPath.set(each.path, [each]);
  }
  return [...byPath]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, own]) => ({
      path,
      movedTo: moves.get(path) ?? null,
      occurrences: own.map(({ path: _path, offset: _offset, ...rest }) => rest),
    }));
}
