import type {
  ProcedureNode,
  RouteNode,
  RouterNode,
  RouteSurvey,
} from "../../codemods/routes/survey/model.ts";
import type { ExitCode } from "../io.ts";

/** All procedures below `nodes`, in order. */
export function proceduresIn(nodes: readonly RouteNode[]): readonly ProcedureNode[] {
  return nodes.flatMap((node) => {
    if (node.kind === "router") return proceduresIn(node.nodes);
    return node.kind === "procedure" ? [node] : [];
  });
}

/** All routers below `nodes`, those in them included. */
export function routersIn(nodes: readonly RouteNode[]): readonly RouterNode[] {
  return nodes.flatMap((node) => (node.kind === "router" ? [node, ...routersIn(node.nodes)] : []));
}

/** How often a node is named, in all files. */
export function usesOf({ callers }: ProcedureNode | RouterNode): number {
  return callers.reduce((sum, { count }) => sum + count, 0);
}

/** 1 if there is no router, or something was not understood: nobody is to take that for all. */
export function exitCodeOfRoutes({ roots, remarks }: RouteSurvey): ExitCode {
  return roots.length === 0 || remarks.some(({ code }) => code !== "unused-router") ? 1 : 0;
}
