import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { positionAt } from "../../workspace/text-edit.ts";
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
  const names = routerNames(routes);
  const quoted = names.map((name) => `\`${name}\``);
  const which = quoted.length === 1 ? quoted.join("") : `${quoted.join(" and ")} together`;
  if (found !== undefined) {
    const message = `several modules declare ${which}: ${[found, ...others].join(", ")}. Say which is meant with \`root\` in the plan.`;
    return blocked("root-ambiguous", { path: found, line: 1, column: 1 }, message);
  }
  const apart = names.map((name) => ({ name, places: declarationsOf(name, snapshot) }));
  const [first] = apart[0]?.places ?? [];
  if (names.length > 1 && first && apart.every(({ places }) => places.length > 0)) {
    const where = apart.map(
      ({ name, places }) => `\`${name}\` (${places.map(({ path }) => path).join(", ")})`,
    );
    const message = `${where.join(" and ")} are not declared in one module, and a route moves only between routers that are, or that are mounted in one. Move it by hand, or put the two into one module.`;
    return blocked("roots-apart", first, message);
  }
  const message = `no module of the repository declares ${which} as a router made from an object of routes. Correct the name, or name the module as \`root\` in the plan.`;
  // A name that is nowhere is a slip of the plan, which has no place in the repository.
  return blocked("root-not-found", { path: "", line: 1, column: 1 }, message);
}

function blocked(
  code: string,
  place: Pick<Note, "path" | "line" | "column">,
  message: string,
): StepResult {
  return { ops: [], notes: [{ code, severity: "blocking", ...place, message }] };
}

/** Where modules declare a variable called `name`. */
function declarationsOf(
  name: string,
  snapshot: Snapshot,
): readonly Pick<Note, "path" | "line" | "column">[] {
  return (snapshot.containing([name]).get(name) ?? []).filter(isSourcePath).flatMap((path) => {
    const text = snapshot.text(path) ?? "";
    const found = declaration(name).exec(text);
    return found
      ? [{ path, ...positionAt(text, found.index + found[0].length - name.length) }]
      : [];
  });
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
  return declaration(name).test(text);
}

function declaration(name: string): RegExp {
  return new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll("$", "\\$")}(?![\\w$])`);
}
