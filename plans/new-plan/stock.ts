import { readTables } from "../../codemods/drizzle/read-tables.ts";
import type { TableNames } from "../../codemods/drizzle/read-tables.ts";
import type { RouteNode, RouteSurvey } from "../../codemods/routes/survey/model.ts";
import { surveyRoutes } from "../../codemods/routes/survey/survey.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";

/** What there is in a repository that a plan can speak of. */
export interface Stock {
  readonly routes: readonly StockRoute[];
  /** What routes can be put into: the roots, and the routers in them. */
  readonly routers: readonly StockRoute[];
  readonly tables: readonly TableNames[];
  /** How many splitLinks decide by a condition. */
  readonly splitLinks: number;
  readonly remarks: RouteSurvey["remarks"];
}

export interface StockRoute {
  /** As a plan names it: `appRouter.posts`. */
  readonly name: string;
  /** The module that puts its root together. */
  readonly root: RepoPath;
  /** From the root that is handed out, if that merges the one that a plan names. */
  readonly alias: string;
  readonly kind: "root" | "router" | "procedure";
  /** The module that declares its router, if that is one of its own. */
  readonly module?: RepoPath | undefined;
}

/** Looks at the routers and tables of `snapshot`. */
export function takeStock(snapshot: Snapshot): Stock {
  const survey = surveyRoutes(snapshot, { withoutCallers: true });
  const routes = survey.roots.flatMap(({ name, nodes }) =>
    nodes.flatMap((node) => routesIn(node, name ?? "")),
  );
  const roots = survey.roots.flatMap(({ named }) => (named ? [named] : []));
  // A router that another one merges has the routes of its own.
  const merged = routes.map(({ name, root }) => ({
    root,
    route: name.slice(0, name.lastIndexOf(".")),
  }));
  const holders = new Map(
    [...roots, ...merged].map(({ root, route }) => [`${root}#${route}`, { name: route, root }]),
  );
  return {
    routes,
    routers: [
      ...[...holders.values()].map((each): StockRoute => ({
        ...each,
        alias: each.name,
        kind: "root",
      })),
      ...routes.filter(({ kind }) => kind === "router"),
    ],
    tables: readTables(snapshot),
    splitLinks: survey.splitLinks.length,
    remarks: survey.remarks,
  };
}

/** What the steps about routes take. */
const NAMED_BY_PLANS = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+$/;

/** Routes that a plan can name: those whose keys are all identifiers. */
function routesIn(node: RouteNode, root: string): readonly StockRoute[] {
  if (node.kind === "unknown") return [];
  const inner = node.kind === "router" ? node.nodes.flatMap((each) => routesIn(each, root)) : [];
  if (!node.named || !NAMED_BY_PLANS.test(node.named.route)) return inner;
  const { kind, path, named } = node;
  const own =
    kind === "router" && node.module?.path !== node.mount.path ? node.module?.path : undefined;
  const alias = `${root}.${path}`;
  return [{ name: named.route, root: named.root, alias, kind, module: own }, ...inner];
}
