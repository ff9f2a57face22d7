import { createTypeProgram } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { Op } from "../../../workspace/op.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { TextEdit } from "../../../workspace/text-edit.ts";
import { candidatesFor } from "./candidates.ts";
import type { Candidate } from "./candidates.ts";
import { Refused } from "./edits/refused.ts";
import { createEvaluator } from "./evaluate.ts";
import type { Branch, Evaluator } from "./evaluate.ts";
import { findSplitLinks } from "./find.ts";
import type { SplitLink } from "./find.ts";
import type { Verdict } from "./judge.ts";
import { isBelow } from "./rows.ts";
import type { RouteMove, Row } from "./rows.ts";
import { regionsOf } from "./subject.ts";
import type { Examined } from "./subject.ts";
import { mismatches } from "./table.ts";

/** Links that change together, and the ways that have not been tried on them yet. */
export interface Pending {
  readonly group: readonly Examined[];
  readonly expected: ReadonlyMap<SplitLink, ReadonlyMap<Row, readonly Branch[]>>;
  readonly candidates: Candidate[];
  readonly refusals: string[];
  chosen: Candidate["kind"] | undefined;
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
  const { siblings, others } = examplesOf(rows, group, move);
  const subject = {
    program,
    snapshot,
    regions: regionsOf(group),
    from: move.from,
    to: move.to,
    siblings,
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

/** Routes that the new one may be put beside: those of its router first, the last one foremost. */
function examplesOf(
  rows: readonly Row[],
  group: readonly Examined[],
  move: RouteMove,
): { readonly siblings: readonly string[]; readonly others: readonly string[] } {
  const staying = rows.flatMap((row) => (!row.isMoved && row.before ? [row.before] : []));
  const own = staying
    .filter((each) => each.router === move.toRouter)
    .map((each) => firstKey(each.path));
  const all = staying.map((each) => firstKey(each.path));
  const isNew = (route: string): boolean => !isBelow(move.to, route) && !isBelow(move.from, route);
  const siblings = [...new Set([...own.toReversed(), ...all])].filter(isNew);
  return { siblings: group.length > 0 ? siblings : [], others: [...new Set(all)].filter(isNew) };
}

/** What a trial starts from. */
export interface Attempt {
  readonly program: TypeProgram;
  readonly snapshot: Snapshot;
  readonly files: readonly RepoPath[];
  readonly rows: readonly Row[];
  readonly links: readonly SplitLink[];
}

/** Edits by the path that they are of. */
export type EditsByPath = Map<RepoPath, readonly TextEdit[]>;

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
  for (;;) {
    const tried = pending.flatMap((each) => {
      const next = each.chosen === undefined ? nextOf(each) : undefined;
      return next ? [{ pending: each, ...next }] : [];
    });
    if (tried.length === 0) return { edits: accepted, after };
    const trial = merged([accepted, ...tried.map(({ edits }) => edits)]);
    const evaluators = evaluatorsOf(trial, attempt);
    for (const { pending: each, kind, edits } of tried) {
      const isRight = each.group.every(({ link }) => {
        const evaluator = evaluators.get(link);
        const expected = each.expected.get(link);
        return (
          evaluator !== undefined &&
          expected !== undefined &&
          mismatches(attempt.rows, evaluator, expected).length === 0
        );
      });
      if (!isRight) continue;
      each.chosen = kind;
      accepted = merged([accepted, edits]);
      for (const { link } of each.group) {
        const evaluator = evaluators.get(link);
        if (evaluator) after.set(link, evaluator);
      }
    }
  }
}

function nextOf(
  pending: Pending,
): { kind: Candidate["kind"]; edits: ReadonlyMap<RepoPath, readonly TextEdit[]> } | undefined {
  for (;;) {
    const candidate = pending.candidates.shift();
    if (!candidate) return undefined;
    try {
      return { kind: candidate.kind, edits: candidate.make() };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      pending.refusals.push(error.reason);
    }
  }
}

/** The links as they are with `edits` made, read anew; none if they no longer are the same ones. */
function evaluatorsOf(
  edits: EditsByPath,
  { snapshot, files, links }: Attempt,
): ReadonlyMap<SplitLink, Evaluator> {
  const ops = [...edits].map(([path, made]): Op => ({ kind: "edit", path, edits: made }));
  const paths = files.filter((path) => links.some((link) => link.path === path));
  const program = createTypeProgram(snapshot.with(ops, "split-link"), paths);
  const broken = [...edits.keys()].some((path) => program.syntaxError(path));
  const found = findSplitLinks(program, paths);
  if (broken || found.length !== links.length) return new Map();
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
