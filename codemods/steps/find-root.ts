import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { createTypeProgram } from "../program/program.ts";
import { isSourcePath } from "../program/source-path.ts";
import { locateRoute } from "../routes/locate.ts";
import type { Note, StepResult } from "../step.ts";

/**
 * `work` with the module that puts the routers of `routes` (`appRouter.posts`) together: `root` if
 * the plan names it, or else the only module that declares them all. A blocking note instead where
 * there is none, or more than one.
 */
export async function withRoot(
  root: RepoPath | undefined,
  routes: readonly string[],
  snapshot: Snapshot,
  work: (root: RepoPath) => Promise<StepResult>,
): Promise<StepResult> {
  if (root !== undefined) return await work(root);
  const [found, ...others] = rootsOf(routes, snapshot);
  if (found !== undefined && others.length === 0) return await work(found);
  const names = routerNames(routes).map((name) => `\`${name}\``);
  const which = names.length === 1 ? names.join("") : `${names.join(" and ")} together`;
  const message =
    found === undefined
      ? `no module of the repository declares ${which} as a router made from an object of routes. Correct the name, or name the module as \`root\` in the plan.`
      : `several modules declare ${which}: ${[found, ...others].join(", ")}. Say which is meant with \`root\` in the plan.`;
  const code = found === undefined ? "root-not-found" : "root-ambiguous";
  const note: Note = { code, severity: "blocking", path: found ?? "", line: 1, column: 1, message };
  return { ops: [], notes: [note] };
}

/** The modules that could be meant; of several, those that have one of the routes. */
function rootsOf(routes: readonly string[], snapshot: Snapshot): readonly RepoPath[] {
  const names = routerNames(routes);
  const holding = snapshot.containing(names);
  const [first = "", ...rest] = names;
  const declaring = (holding.get(first) ?? []).filter((path) => {
    if (!isSourcePath(path) || !rest.every((name) => holding.get(name)?.includes(path))) {
      return false;
    }
    const text = snapshot.text(path) ?? "";
    return names.every((name) => declares(text, name));
  });
  if (declaring.length <= 1) return declaring;
  const program = createTypeProgram(snapshot, declaring, "routes");
  const located = declaring.map((path) => {
    return { path, routes: routes.map((route) => locateRoute(program, path, route)) };
  });
  const whole = located.filter((each) => each.routes.every((route) => route !== undefined));
  const mounting = whole.filter((each) => each.routes.some((route) => route?.mount));
  return (mounting.length > 0 ? mounting : whole).map(({ path }) => path);
}

/** The router variables that routes begin with. */
function routerNames(routes: readonly string[]): readonly string[] {
  return [...new Set(routes.map((route) => route.split(".")[0] ?? route))];
}

function declares(text: string, name: string): boolean {
  return new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll("$", "\\$")}(?![\\w$])`).test(text);
}
