import type { BranchSurvey, SplitLinkSurvey } from "../../codemods/routes/survey/model.ts";
import { groupedBy } from "../report/group.ts";
import { placeText } from "../report/pretty/places.ts";
import { hanging, heading } from "../report/pretty/view.ts";
import type { View } from "../report/pretty/view.ts";
import { counted } from "../report/words.ts";
import { escapeControl } from "../terminal/escape.ts";
import { cutTo } from "../terminal/width.ts";

/** A splitLink: its branches, and which procedures take which. */
export function splitLinkLines(link: SplitLinkSurvey, view: View): string[] {
  const { condition, branches, procedures } = link;
  const code = condition === null ? "(not written out)" : escapeControl(condition);
  return [
    `${heading("splitLink", view)}  ${view.paint.dim(placeText(link))}`,
    `  if     ${view.paint.dim(cutTo(code, Math.max(20, Math.min(view.columns, 100) - 9)))}`,
    ...branchLines(true, branches.true, procedures, view),
    ...branchLines(false, branches.false, procedures, view),
    ...unknownLines(procedures, view),
  ];
}

function branchLines(
  branch: boolean,
  what: string | null,
  procedures: readonly BranchSurvey[],
  view: View,
): string[] {
  const own = procedures.filter((each) => each.branch === branch);
  const to = escapeControl(what ?? "(not written out)");
  const begin = `  ${view.paint.bold(String(branch).padEnd(5))}  `;
  return [
    ...hanging(begin, 9, to, view, view.paint.dim),
    ...[...groupedBy(own, ({ root }) => root)].flatMap(([root, taken]) => {
      const names = view.verbose ? taken.map(({ path }) => path) : routesOf(taken, procedures);
      return hanging(
        "         ",
        9,
        `${escapeControl(root)}: ${names.map(escapeControl).join(", ")}`,
        view,
      );
    }),
    ...(own.length === 0 && procedures.some((each) => each.branch !== null)
      ? ["         no procedure"]
      : []),
  ];
}

/** Procedures of a route that takes one branch as a whole stand together: `posts.* (5)`. */
function routesOf(taken: readonly BranchSurvey[], all: readonly BranchSurvey[]): readonly string[] {
  return [...groupedBy(taken, ({ path }) => firstKey(path))].flatMap(([key, own]) => {
    const [first] = own;
    const whole = all.filter(({ root, path }) => root === first.root && firstKey(path) === key);
    const isOne = whole.length === 1 && first.path === key;
    return whole.length === own.length && !isOne
      ? [`${key}.* (${own.length})`]
      : own.map(({ path }) => path);
  });
}

function firstKey(path: string): string {
  return path.split(".")[0] ?? path;
}

function unknownLines(procedures: readonly BranchSurvey[], view: View): string[] {
  const open = procedures.filter(({ branch }) => branch === null);
  return [...groupedBy(open, ({ why }) => why)].flatMap(([why, own]) => {
    const isAll = own.length === procedures.length && !view.verbose;
    const names = isAll
      ? [`all ${counted(own.length, "procedure")}`]
      : view.verbose
        ? own.map(({ path }) => path)
        : routesOf(own, procedures);
    const text = `cannot be told, because ${escapeControl(why ?? "")}: ${names.map(escapeControl).join(", ")}`;
    return hanging(`  ${view.paint.yellow("?")}      `, 9, text, view, view.paint.yellow);
  });
}
