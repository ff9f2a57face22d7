import type { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { Op } from "../../../workspace/op.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import type { BranchChange, Note } from "../../step.ts";
import { mentionsOf } from "./candidates.ts";
import { createEvaluator } from "./evaluate.ts";
import type { Branch } from "./evaluate.ts";
import { findSplitLinks } from "./find.ts";
import { judge } from "./judge.ts";
import type { Verdict } from "./judge.ts";
import { noteFor } from "./notes.ts";
import { commentsOf, commentWork, orphanNotes } from "./prose.ts";
import { rowsOf } from "./rows.ts";
import type { RouteMove, Row } from "./rows.ts";
import { pendingOf, settle } from "./settle.ts";
import type { Pending } from "./settle.ts";
import { groupsOf, regionsOf, staticRegionsOf } from "./subject.ts";
import type { Examined } from "./subject.ts";
import { mismatches, truthTable } from "./table.ts";
import type { TruthTable } from "./table.ts";

/** What becomes of the splitLinks when a route moves. */
export interface SplitLinkResult {
  readonly ops: readonly Op[];
  readonly notes: readonly Note[];
  /** Every procedure whose branch changes. */
  readonly branches: readonly BranchChange[];
  /** One full table for each link, in the order of the files. */
  readonly tables: readonly TruthTable[];
  /**
   * The places in code and comments that name the old route and that this has dealt with, by an
   * edit or a note. Whoever rewrites names must leave them alone.
   */
  readonly places: readonly Place[];
}

export interface Place {
  readonly path: RepoPath;
  readonly start: number;
  readonly end: number;
}

/**
 * Rewrites the conditions of the splitLinks in `files` so that, after `move`, each procedure takes
 * the branch that it should: one that stays keeps its own, one that moves to another router takes
 * that of its new neighbours. Several ways of rewriting are tried, and one is taken only if the
 * rewritten code, read anew, has exactly the expected table. Everything else is a note.
 *
 * `program` must be one of `snapshot` that has `files`.
 */
export function rewriteSplitLinks(
  program: TypeProgram,
  snapshot: Snapshot,
  files: readonly RepoPath[],
  move: RouteMove,
): SplitLinkResult {
  const rows = rowsOf(move);
  const links = findSplitLinks(program, files);
  const isMove = rows.some((row) => row.isMoved);
  const examined = links.map((link): Examined => ({
    link,
    evaluator: createEvaluator(program, link),
  }));
  const verdicts = new Map(
    examined.map((each) => [
      each,
      isMove ? judge(program.checker, each, rows, move) : ({ kind: "fine" } as const),
    ]),
  );
  const notes: Note[] = [];
  const places: Place[] = [];
  const pending: Pending[] = [];
  for (const group of groupsOf(examined)) {
    for (const each of group) {
      const verdict = verdicts.get(each);
      if (verdict?.kind !== "note") continue;
      notes.push(noteFor(each.link, verdict.reason, verdict.node));
      places.push(...placesOf([each], staticRegionsOf(program.checker, each), move.from));
    }
    const hasWork = group.some((each) => isWanting(verdicts.get(each)));
    if (hasWork) pending.push(pendingOf(group, verdicts, program, snapshot, rows, move));
  }
  const { edits, after } = settle(pending, { snapshot, files, rows, links });
  for (const each of pending) {
    const regions = regionsOf(each.group);
    places.push(...placesOf(each.group, regions, move.from));
    if (each.chosen === undefined) {
      const reason = refusalOf(each, mentionsOf(regions, move.from).length > 0);
      for (const one of each.group) {
        const { link, evaluator } = one;
        const expected = each.expected.get(link) ?? new Map<Row, readonly Branch[]>();
        const effect = effectOf(mismatches(rows, evaluator, expected), expected);
        if (isWanting(verdicts.get(one))) {
          notes.push(noteFor(link, `${reason}. ${effect}`, undefined));
        }
      }
      continue;
    }
    const prose = commentWork(each.group, regions, each.chosen, move, edits);
    notes.push(...prose.notes, ...orphanNotes(each.chosen.orphans, snapshot, move));
    for (const [path, made] of prose.edits) edits.set(path, [...(edits.get(path) ?? []), ...made]);
  }
  const tables = examined.map(({ link, evaluator }) =>
    truthTable(rows, link, evaluator, after.get(link) ?? evaluator),
  );
  return {
    ops: [...edits].map(([path, made]) => ({ kind: "edit", path, edits: made })),
    notes: unique(notes),
    branches: tables.flatMap(changesOf),
    tables,
    places: unique(places),
  };
}

function isWanting(verdict: Verdict | undefined): boolean {
  return verdict?.kind === "rewrite";
}

/** What comes of it if the condition stays as it is. */
function effectOf(wrong: readonly Row[], expected: ReadonlyMap<Row, readonly Branch[]>): string {
  if (wrong.length === 0) {
    return "As it is, every procedure takes the right branch, but the code names a route that is gone";
  }
  const shown = wrong.slice(0, 3).map((row) => {
    const wanted = new Set(expected.get(row));
    return `\`${row.after?.path}\`${wanted.size === 1 ? ` (must be ${String([...wanted][0])})` : ""}`;
  });
  const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : "";
  return `As it is, the wrong branch is taken for ${shown.join(", ")}${more}`;
}

function refusalOf(pending: Pending, isNamed: boolean): string {
  const [reason] = pending.refusals;
  if (reason !== undefined) return reason;
  return isNamed
    ? "neither taking the old route out nor renaming it gives every procedure its branch"
    : "the new route takes the wrong branch, and there is no place where it could be added";
}

function changesOf(table: TruthTable): readonly BranchChange[] {
  return table.rows
    .filter((row) => row.from && row.to && row.before !== row.after)
    .map((row) => ({
      path: table.path,
      line: table.line,
      from: row.from?.path ?? null,
      to: row.to?.path ?? null,
      before: row.before,
      after: row.after,
    }));
}

/** Where `route` is named by the code of `regions` and by the comments of `links`. */
function placesOf(
  links: readonly Examined[],
  regions: readonly ts.Node[],
  route: string,
): readonly Place[] {
  const mentions = mentionsOf(regions, route).flatMap(({ node, start, end }) => {
    const path = pathOf(node.getSourceFile());
    return path === undefined ? [] : [{ path, start, end }];
  });
  return [...mentions, ...commentsOf(links, regions, route)];
}

/** Links inside of one another have their comments in common. */
function unique<Item>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}
