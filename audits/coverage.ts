import type { ChangeSet } from "../workspace/change-set.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { AccountRule } from "./classify-occurrence.ts";
import type { Catches, Criterion } from "./criterion.ts";
import type { CoverageGap } from "./coverage-gap.ts";
import { matcherOf } from "./globs.ts";
import { fatesIn, goneSince } from "./file-fates.ts";
import type { Fate } from "./file-fates.ts";
import { countSpellings, holdsSpelling } from "./spelling-counts.ts";
import type { SpellingCount } from "./spelling-counts.ts";
import { spellingsOf } from "./spellings.ts";

export interface CoverageInput {
  /** All criteria of the plan that are to hold in the end. */
  readonly criteria: readonly Pick<Criterion, "catches">[];
  /** The tracked names, in camel case. */
  readonly names: readonly string[];
  /** Where names may stay. What is there needs no criterion. */
  readonly allow: readonly AccountRule[];
  /** The tree that places are told in. */
  readonly now: Snapshot;
  /** What it was before the change, or is to be changed from; `now` itself if left out. */
  readonly before?: Snapshot | undefined;
  /** What the steps make of `before`, and all that they change; left out if they were not run. */
  readonly steps?: { readonly after: Snapshot; readonly changes: ChangeSet } | undefined;
}

/**
 * The gaps, by path and line. A file that steps edit, move or delete is one if no criterion would be
 * red with the file as it was. A spelling is one if no criterion would be red with it in the file,
 * where the file is after the steps.
 */
export function coverageGaps(input: CoverageInput): readonly CoverageGap[] {
  const { now, before = now, names, steps } = input;
  const trees = new Set([now, before, steps?.after ?? now]);
  const counts = new Map([...trees].map((tree) => [tree, countSpellings(names, tree)]));
  const old = counts.get(before) ?? [];
  const fates = fatesOf(input, old);
  const spellings = spellingGaps([...counts.values()].flat(), fates, input);
  const unseen = new Set(spellings.flatMap(({ path, movedTo }) => [path, movedTo]));
  const files = fileGaps(old, fates, input).filter(
    ({ path, change }) => change !== "modified" || !unseen.has(path),
  );
  return [...files, ...spellings].sort(
    (a, b) => compare(a.path, b.path) || a.line - b.line || compare(a.spelling, b.spelling),
  );
}

function fatesOf(
  { now, before = now, names, steps }: CoverageInput,
  counts: readonly SpellingCount[],
): readonly Fate[] {
  const known = fatesIn(steps?.changes ?? []);
  const touched = new Set(known.map(({ from }) => from));
  const spellings = names.flatMap(spellingsOf);
  const gone = goneSince(
    before,
    now,
    spellings,
    counts.map(({ path }) => path),
  );
  return [...known, ...gone.filter(({ from }) => !touched.has(from))];
}

function spellingGaps(
  counts: readonly SpellingCount[],
  fates: readonly Fate[],
  input: CoverageInput,
): readonly CoverageGap[] {
  const { now, steps } = input;
  const fateOf = new Map([
    ...fates.flatMap((fate) => (fate.to === undefined ? [] : [[fate.to, fate] as const])),
    ...fates.map((fate) => [fate.from, fate] as const),
  ]);
  const rules = rulesOf(input.allow);
  const caught = catchesOf(input.criteria);
  const gaps = new Map<string, CoverageGap>();
  for (const { path, name, spelling, count, line } of counts) {
    const fate = fateOf.get(path);
    const target = fate ? fate.to : path;
    // Of a file that is to go, what matters is that it goes.
    if (target === undefined) continue;
    const key = `${target}\0${spelling}`;
    if (gaps.has(key) || rules.mayStay(path, name) || rules.mayStay(target, name)) continue;
    if (caught(target, spelling)) continue;
    const shown = now.has(path) || !now.has(target) ? path : target;
    const isThere = (tree: Snapshot) => !tree.has(target) || holdsSpelling(tree, target, spelling);
    gaps.set(key, {
      path: shown,
      name,
      spelling,
      count,
      line,
      change: fate?.change ?? null,
      movedTo: shown === target ? null : target,
      stays: steps ? isThere(steps.after) && isThere(now) : null,
      steps: fate?.steps ?? [],
    });
  }
  return [...gaps.values()];
}

function fileGaps(
  counts: readonly SpellingCount[],
  fates: readonly Fate[],
  { criteria, allow, now, before = now, steps: run }: CoverageInput,
): readonly CoverageGap[] {
  const rules = rulesOf(allow);
  const caught = catchesOf(criteria);
  return fates
    .filter(({ from }) => !caught(from, before.text(from) ?? "") && !rules.isAbout(from))
    .map(({ change, from, to, steps }) => {
      const own = counts.filter(({ path }) => path === from);
      const count = own.reduce((sum, each) => sum + each.count, 0);
      const movedTo = change === "moved" && now.has(from) ? (to ?? null) : null;
      const stays = run ? false : null;
      const whole = { name: null, spelling: null, line: 1 };
      return { ...whole, path: from, count, change, movedTo, stays, steps };
    });
}

function catchesOf(criteria: CoverageInput["criteria"]): Catches {
  return (path, text) => criteria.some(({ catches }) => catches?.(path, text) ?? false);
}

function rulesOf(allow: readonly AccountRule[]) {
  const rules = allow.map(({ names, paths }) => ({ names, matches: matcherOf(paths) }));
  return {
    mayStay: (path: RepoPath, name: string): boolean =>
      rules.some(({ names, matches }) => (names?.includes(name) ?? true) && matches(path)),
    isAbout: (path: RepoPath): boolean => rules.some(({ matches }) => matches(path)),
  };
}

function compare(a: string | null, b: string | null): number {
  return a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1;
}
