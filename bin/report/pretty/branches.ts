import type { BranchChange } from "../../../codemods/step.ts";
import { escapeControl } from "../../terminal/escape.ts";
import { padEnd, widthOf } from "../../terminal/width.ts";
import type { Report } from "../report.ts";
import { counted } from "../words.ts";
import { hanging, heading } from "./view.ts";
import type { View } from "./view.ts";

/** Up to this many procedures have a row each; more are taken together by route. */
const MOST_ROWS = 4;

interface Row {
  readonly route: string;
  readonly branch: string;
  /** What the route leaves out: the procedures' own names. */
  readonly names: readonly string[];
}

/** For each splitLink condition, the procedures that it sends elsewhere now. */
export function branchLines(report: Report, view: View): string[] {
  const links = groupsBy(report.branches, ({ path, line }) => `${path}:${line}`);
  return [...links].flatMap(([place, changes]) => linkLines(place, changes, view));
}

function linkLines(place: string, changes: readonly BranchChange[], view: View): string[] {
  const { paint } = view;
  const verb = changes.length === 1 ? "takes" : "take";
  const title = `${counted(changes.length, "procedure")} ${verb} another branch of the splitLink (its condition, before → after) at`;
  const single = changes.length <= MOST_ROWS || view.verbose;
  const rows = single ? changes.map(singleRow) : groupedRows(changes);
  const widest = Math.max(...rows.map(({ route }) => widthOf(route)));
  const beside = 2 + widest + 2 + Math.max(...rows.map(({ branch }) => branch.length));
  const fits = beside <= view.columns;
  return [
    ...hanging("", 0, title, view, (line) => heading(line, view)),
    ...hanging("  ", 2, escapeControl(place), view),
    ...rows.flatMap(({ route, branch, names }) => [
      ...(fits
        ? [`  ${padEnd(route, widest)}  ${paint.yellow(branch)}`]
        : [...hanging("  ", 2, route, view), `    ${paint.yellow(branch)}`]),
      ...(names.length > 0 ? hanging("    ", 4, names.join(", "), view, paint.dim) : []),
    ]),
  ];
}

function singleRow(change: BranchChange): Row {
  return { route: routeOf(change.from, change.to), branch: branchOf(change), names: [] };
}

function groupedRows(changes: readonly BranchChange[]): Row[] {
  const groups = groupsBy(
    changes,
    (change) => `${routerOf(change.from)}\0${routerOf(change.to)}\0${branchOf(change)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    if (group.length === 1) return [singleRow(first)];
    const names = group.map(({ from, to }) => {
      const path = to ?? from ?? "";
      return escapeControl(path.slice(routerOf(path).length + 1));
    });
    const route = `${routeOf(wholeRouter(first.from), wholeRouter(first.to))} (${group.length})`;
    return [{ route, branch: branchOf(first), names }];
  });
}

function groupsBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

function wholeRouter(path: string | null): string | null {
  return path === null ? null : `${routerOf(path)}.*`;
}

function routerOf(path: string | null): string {
  return path?.split(".")[0] ?? "";
}

function routeOf(from: string | null, to: string | null): string {
  if (from === to) return escapeControl(from ?? "");
  return `${escapeControl(from ?? "(not there)")} → ${escapeControl(to ?? "(not there)")}`;
}

function branchOf({ before, after }: BranchChange): string {
  return `${before ?? "none"} → ${after ?? "none"}`;
}
