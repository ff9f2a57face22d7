import type { TypeProgram } from "../../program/program.ts";
import { placeOf } from "../../program/syntax.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { agreed, createEvaluator, OPERATION_TYPES } from "./evaluate.ts";
import type { Branch, Evaluator } from "./evaluate.ts";
import type { SplitLink } from "./find.ts";
import type { RoutedProcedure, Row } from "./rows.ts";

/** Which branch of one splitLink each procedure takes. Lines and columns count from 1. */
export interface TruthTable {
  readonly path: RepoPath;
  /** Where the condition is. */
  readonly line: number;
  readonly column: number;
  readonly rows: readonly TruthRow[];
}

export interface TruthRow {
  /** The procedure before and after; null where it is not mounted. */
  readonly from: RoutedProcedure | null;
  readonly to: RoutedProcedure | null;
  /** The branch; null where there is no procedure, or where it cannot be told. */
  readonly before: boolean | null;
  readonly after: boolean | null;
}

/** The branch that each of `procedures` takes now; null where it cannot be told. */
export function branchTable(
  program: TypeProgram,
  link: SplitLink,
  procedures: readonly RoutedProcedure[],
): readonly { readonly procedure: RoutedProcedure; readonly branch: boolean | null }[] {
  const evaluator = createEvaluator(program, link);
  return procedures.map((procedure) => ({
    procedure,
    branch: branchOf(evaluator, procedure, link),
  }));
}

/** The table of `link` for `rows`, where `after` is the same link as it is after the change. */
export function truthTable(
  rows: readonly Row[],
  link: SplitLink,
  before: Evaluator,
  after: Evaluator,
): TruthTable {
  return {
    path: link.path,
    ...placeOf(link.condition ?? link.call),
    rows: rows.map((row) => ({
      from: row.before ?? null,
      to: row.after ?? null,
      before: row.before ? branchOf(before, row.before, link) : null,
      after: row.after ? branchOf(after, row.after, link) : null,
    })),
  };
}

/** What each procedure must do after the change, or why that is for a person to say. */
export type Expected =
  | { readonly ok: true; readonly branches: ReadonlyMap<Row, readonly Branch[]> }
  | { readonly ok: false; readonly reason: string };

/**
 * Every procedure keeps its branch, but one that moves to another router takes the branch that
 * the other procedures there take, if it is one. `link` must be one that can be told.
 */
export function expectedBranches(
  rows: readonly Row[],
  evaluator: Evaluator,
  fromRouter: string,
  toRouter: string,
): Expected {
  const expected = new Map<Row, readonly Branch[]>();
  const neighbours = rows.flatMap((row) =>
    !row.isMoved && row.before?.router === toRouter ? [row.before] : [],
  );
  for (const row of rows) {
    if (!row.before || !row.after) continue;
    const own = evaluator.branches(row.before.path, row.before.type);
    if (!row.isMoved || fromRouter === toRouter) {
      expected.set(row, own);
      continue;
    }
    const types = row.before.type === undefined ? OPERATION_TYPES : [row.before.type];
    const wanted = types.map((type) => {
      const taken = neighbours.map((each) => evaluator.branches(each.path, type)[0]);
      return new Set(taken);
    });
    const agreedOn = wanted.flatMap((branches) => (branches.size === 1 ? [...branches] : []));
    if (agreedOn.length < wanted.length) {
      return { ok: false, reason: disagreement(neighbours, evaluator, toRouter) };
    }
    expected.set(
      row,
      agreedOn.flatMap((branch) => (branch === undefined ? [] : [branch])),
    );
  }
  return { ok: true, branches: expected };
}

/** Whether the procedures that stay in `router` take both branches. */
export function isMixed(rows: readonly Row[], evaluator: Evaluator, router: string): boolean {
  const taken = rows.flatMap((row) =>
    !row.isMoved && row.before?.router === router
      ? evaluator.branches(row.before.path, row.before.type)
      : [],
  );
  return taken.includes(true) && taken.includes(false);
}

/** The rows whose branch after the change is not the expected one. */
export function mismatches(
  rows: readonly Row[],
  evaluator: Evaluator,
  expected: ReadonlyMap<Row, readonly Branch[]>,
): readonly Row[] {
  return rows.filter((row) => {
    const wanted = expected.get(row);
    if (!wanted || !row.after) return false;
    const actual = evaluator.branches(row.after.path, row.before?.type);
    return actual.some((branch, index) => branch !== wanted[index]);
  });
}

function branchOf(
  evaluator: Evaluator,
  procedure: RoutedProcedure,
  link: SplitLink,
): boolean | null {
  const branch = agreed(evaluator.branches(procedure.path, procedure.type), link.call);
  return typeof branch === "boolean" ? branch : null;
}

function disagreement(
  neighbours: readonly RoutedProcedure[],
  evaluator: Evaluator,
  router: string,
): string {
  if (neighbours.length === 0) {
    return `\`${router}\` has no other procedure whose branch the moved ones could take`;
  }
  const side = (branch: boolean): string => {
    const paths = neighbours
      .filter((each) => evaluator.branches(each.path, each.type).includes(branch))
      .map((each) => each.path);
    const shown = paths.slice(0, 5).join(", ");
    const more = paths.length > 5 ? `, and ${paths.length - 5} more` : "";
    return `${branch}: ${paths.length === 0 ? "none" : shown + more}`;
  };
  return `the other procedures of \`${router}\` do not take one branch (${side(true)}; ${side(false)})`;
}
