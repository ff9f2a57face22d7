import type { ts } from "ts-morph";
import { createTypeProgram } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { Op } from "../../../workspace/op.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { applyEdits, OverlappingEditsError } from "../../../workspace/text-edit.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import { candidatesFor, mentionsOf } from "./candidates.ts";
import type { Candidate, Rewriting } from "./candidates.ts";
import { Refused } from "./edits/refused.ts";
import { createEvaluator } from "./evaluate.ts";
import type { Branch, Evaluator } from "./evaluate.ts";
import { findSplitLinks } from "./find.ts";
import type { SplitLink } from "./find.ts";
import type { Verdict } from "./judge.ts";
import { isBelow } from "./rows.ts";
import type { RoutedProcedure, RouteMove, Row } from "./rows.ts";
import { regionsOf } from "./subject.ts";
import type { Examined } from "./subject.ts";
import { mismatches } from "./table.ts";

/** Links that change together, and the ways that have not been tried on them yet. */
export interface Pending {
  readonly group: readonly Examined[];
  readonly expected: ReadonlyMap<SplitLink, ReadonlyMap<Row, readonly Branch[]>>;
  readonly candidates: Candidate[];
  readonly refusals: string[];
  chosen: Chosen | undefined;
}

/** The ways to rewrite the links of `group`, and the table that each must have afterwards. */
export function pendingOf(
  group: readonly Examined[],
  verdicts: ReadonlyMap<Examined, Verdict>,
  program: TypeProgram,
  snapshot: Snapshot,
  rows: readonly Row[],
  move: RouteMove,
): Pending {
  const expected = new Map<SplitLink, ReadonlyMap<Row, readonly Branch[]>>();
  for (const each of group) {
    const verdict = verdicts.get(each);
    const table =
      verdict?.kind === "rewrite"
        ? verdict.expected
        : // What is fine as it is must stay so.
          new Map(
            rows.flatMap((row) =>
              row.after
                ? [[row, each.evaluator.branches(row.after.path, row.before?.type)] as const]
                : [],
            ),
          );
    expected.set(each.link, table);
  }
  const { others, ...siblings } = examplesOf(rows, move);
  const regions = regionsOf(group);
  const subject = {
    program,
    snapshot,
    regions,
    from: move.from,
    to: move.to,
    isRename: move.fromRouter === move.toRouter,
    siblings: byLastMention(siblings.own, regions).concat(byLastMention(siblings.rest, regions)),
    others,
  };
  return {
    group,
    expected,
    candidates: [...candidatesFor(subject)],
    refusals: [],
    chosen: undefined,
  };
}

/** Routes that the new one may be put beside: those of its own new router, and the rest. */
function examplesOf(
  rows: readonly Row[],
  move: RouteMove,
): {
  readonly own: readonly string[];
  readonly rest: readonly string[];
  readonly others: readonly string[];
} {
  const staying = rows.flatMap((row) => (!row.isMoved && row.before ? [row.before] : []));
  const keys = (procedures: readonly RoutedProcedure[]): readonly string[] =>
    [...new Set(procedures.map((each) => firstKey(each.path)))].filter(
      (route) => !isBelow(move.to, route) && !isBelow(move.from, route),
    );
  const own = keys(staying.filter((each) => each.router === move.toRouter));
  const others = keys(staying);
  return { own, rest: others.filter((each) => !own.includes(each)), others };
}

/** Those that the code names last come first: what is new is best put at the end. */
function byLastMention(routes: readonly string[], regions: readonly ts.Node[]): readonly string[] {
  const last = new Map(
    routes.map((route) => [route, mentionsOf(regions, route).at(-1)?.start ?? -1]),
  );
  return routes.toSorted((a, b) => (last.get(b) ?? 0) - (last.get(a) ?? 0));
}

/** The way that was taken. */
export interface Chosen extends Rewriting {
  readonly kind: Candidate["kind"];
}

/** What a trial starts from. */
export interface Attempt {
  readonly snapshot: Snapshot;
  readonly files: readonly RepoPath[];
  readonly rows: readonly Row[];
  readonly links: readonly SplitLink[];
}

/** Edits by the path that they are of. */
export type EditsByPath = Map<RepoPath, readonly TextEdit[]>;

/** One way of one group, about to be tried. */
interface Trial {
  readonly pending: Pending;
  readonly chosen: Chosen;
}

/**
 * Tries the ways of all groups side by side, each round with one new program, until each group has
 * one that gives the expected table or has none left.
 */
export function settle(
  pending: readonly Pending[],
  attempt: Attempt,
): { readonly edits: EditsByPath; readonly after: ReadonlyMap<SplitLink, Evaluator> } {
  const after = new Map<SplitLink, Evaluator>();
  let accepted: EditsByPath = new Map();
  const judgeTrials = (trials: readonly Trial[]): void => {
    const edits = merged([accepted, ...trials.map(({ chosen }) => chosen.byPath)]);
    const evaluators = evaluatorsOf(edits, attempt);
    if (!evaluators) {
      // One of them spoils the code; that must not count against the others.
      if (trials.length > 1) for (const trial of trials) judgeTrials([trial]);
      return;
    }
    for (const trial of trials) {
      if (!isRight(trial.pending, evaluators, attempt.rows)) continue;
      trial.pending.chosen = trial.chosen;
      accepted = merged([accepted, trial.chosen.byPath]);
      for (const { link } of trial.pending.group) {
        const evaluator = evaluators.get(link);
        if (evaluator) after.set(link, evaluator);
      }
    }
  };
  for (;;) {
    const trials = pending.flatMap((each): readonly Trial[] => {
      const chosen = each.chosen === undefined ? nextOf(each, attempt.snapshot) : undefined;
      return chosen ? [{ pending: each, chosen }] : [];
    });
    if (trials.length === 0) return { edits: accepted, after };
    judgeTrials(trials);
  }
}

function isRight(
  { group, expected }: Pending,
  evaluators: ReadonlyMap<SplitLink, Evaluator>,
  rows: readonly Row[],
): boolean {
  return group.every(({ link }) => {
    const evaluator = evaluators.get(link);
    const table = expected.get(link);
    return evaluator && table && mismatches(rows, evaluator, table).length === 0;
  });
}

/** The next way that can be written down at all. */
function nextOf(pending: Pending, snapshot: Snapshot): Chosen | undefined {
  for (;;) {
    const candidate = pending.candidates.shift();
    if (!candidate) return undefined;
    try {
      const { byPath, orphans } = candidate.make();
      // Two edits that want the same characters make no sense together.
      for (const [path, edits] of byPath) applyEdits(snapshot.text(path) ?? "", edits);
      return { kind: candidate.kind, byPath, orphans };
    } catch (error) {
      if (error instanceof Refused) pending.refusals.push(error.reason);
      else if (!(error instanceof OverlappingEditsError)) throw error;
    }
  }
}

/**
 * The links as they are with `edits` made, read anew; undefined if the code is broken or they are
 * no longer the same links.
 */
function evaluatorsOf(
  edits: EditsByPath,
  { snapshot, files, links }: Attempt,
): ReadonlyMap<SplitLink, Evaluator> | undefined {
  const ops = [...edits].map(([path, made]): Op => ({ kind: "edit", path, edits: made }));
  const paths = files.filter((path) => links.some((link) => link.path === path));
  const program = createTypeProgram(snapshot.with(ops, "split-link"), paths);
  const broken = [...edits.keys()].some((path) => program.syntaxError(path));
  const found = findSplitLinks(program, paths);
  if (broken || found.length !== links.length) return undefined;
  return new Map(
    links.flatMap((link, index) => {
      const now = found[index];
      return now ? [[link, createEvaluator(program, now)] as const] : [];
    }),
  );
}

function merged(all: readonly ReadonlyMap<RepoPath, readonly TextEdit[]>[]): EditsByPath {
  const result: EditsByPath = new Map();
  for (const edits of all) {
    for (const [path, made] of edits) result.set(path, [...(result.get(path) ?? []), ...made]);
  }
  return result;
}

function firstKey(path: string): string {
  return path.split(".")[0] ?? path;
}
