import type { RouteNode, RouteSurvey } from "../../codemods/routes/survey/model.ts";
import { counted } from "../report/words.ts";
import { usesOf } from "./counts.ts";

/** The trees as boxes and lines between them, for pictures. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly { readonly from: number; readonly to: number }[];
}

export interface GraphNode {
  readonly kind: "root" | RouteNode["kind"];
  /** A line or two. */
  readonly lines: readonly string[];
}

/** The graph of a survey; a node's number is its index. */
export function graphOf({ roots }: RouteSurvey): Graph {
  const nodes: GraphNode[] = [];
  const edges: { from: number; to: number }[] = [];
  const put = (node: GraphNode, from: number | undefined): number => {
    const index = nodes.push(node) - 1;
    if (from !== undefined) edges.push({ from, to: index });
    return index;
  };
  const walk = (node: RouteNode, from: number): void => {
    const index = put({ kind: node.kind, lines: linesOf(node) }, from);
    if (node.kind === "router") for (const inner of node.nodes) walk(inner, index);
  };
  for (const { name, path, nodes: own } of roots) {
    const index = put({ kind: "root", lines: [name ?? "(default export)", path] }, undefined);
    for (const node of own) walk(node, index);
  }
  return { nodes, edges };
}

function linesOf(node: RouteNode): readonly string[] {
  if (node.kind === "unknown") return [node.key, node.why];
  if (node.kind === "router") return [node.key, ...(node.module ? [node.module.path] : [])];
  const uses = counted(usesOf(node), "use");
  return [node.key, [node.type ?? "procedure", node.builder, uses].filter(Boolean).join(" · ")];
}
