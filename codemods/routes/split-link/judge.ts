import type { ts } from "ts-morph";
import { mentionsOf } from "./candidates.ts";
import type { Branch, Evaluator } from "./evaluate.ts";
import type { RouteMove, Row } from "./rows.ts";
import { mayLookAtPath, regionsOf } from "./subject.ts";
import type { Examined } from "./subject.ts";
import { expectedBranches, isMixed, mismatches } from "./table.ts";

/** What is to be done about one link: nothing, a rewrite, or a note. */
export type Verdict =
  | { readonly kind: "fine" }
  | { readonly kind: "rewrite"; readonly expected: ReadonlyMap<Row, readonly Branch[]> }
  | { readonly kind: "note"; readonly reason: string; readonly node: ts.Node | undefined };

/** What is to be done about `examined` when a route moves. */
export function judge(
  checker: ts.TypeChecker,
  examined: Examined,
  rows: readonly Row[],
  move: RouteMove,
): Verdict {
  const { link, evaluator } = examined;
  const all = rows.flatMap(({ before, after }) => [
    ...(before ? evaluator.branches(before.path, before.type) : []),
    ...(after ? evaluator.branches(after.path, after.type) : []),
  ]);
  const unknown = all.find((branch) => typeof branch !== "boolean");
  if (unknown !== undefined && typeof unknown !== "boolean") {
    if (!evaluator.looksAtPath() && !mayLookAtPath(checker, link)) return { kind: "fine" };
    return {
      kind: "note",
      reason: `it cannot be evaluated: ${unknown.unknown}`,
      node: unknown.node,
    };
  }
  if (!evaluator.looksAtPath()) return { kind: "fine" };
  const named = mentionsOf(regionsOf([examined]), move.from).length > 0;
  const expected = expectedBranches(rows, evaluator, move.fromRouter, move.toRouter);
  if (!expected.ok) {
    // Where neither router is on one side, the link divides by something else than the router.
    const dividesOtherwise =
      !named &&
      isMixed(rows, evaluator, move.fromRouter) &&
      isMixed(rows, evaluator, move.toRouter) &&
      keepsBranches(rows, evaluator);
    if (dividesOtherwise) return { kind: "fine" };
    return { kind: "note", reason: expected.reason, node: undefined };
  }
  const isRight = mismatches(rows, evaluator, expected.branches).length === 0;
  return isRight && !named ? { kind: "fine" } : { kind: "rewrite", expected: expected.branches };
}

function keepsBranches(rows: readonly Row[], evaluator: Evaluator): boolean {
  return rows.every(({ isMoved, before, after }) => {
    if (!isMoved || !before || !after) return true;
    const then = evaluator.branches(after.path, before.type);
    return evaluator.branches(before.path, before.type).every((each, at) => each === then[at]);
  });
}
