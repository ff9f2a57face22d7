import type { RouteSurvey } from "../../codemods/routes/survey/model.ts";
import { escapeControl } from "../terminal/escape.ts";
import { graphOf } from "./graph.ts";
import type { GraphNode } from "./graph.ts";

const SHAPES: Readonly<Record<GraphNode["kind"], string>> = {
  root: "doubleoctagon",
  router: "box3d",
  procedure: "box",
  unknown: "note",
};

/** The trees in the language of Graphviz. */
export function renderDot(survey: RouteSurvey): string {
  const { nodes, edges } = graphOf(survey);
  return [
    "digraph routes {",
    "  rankdir=LR;",
    '  node [fontname="Helvetica"];',
    ...nodes.map(({ kind, lines }, index) => {
      const label = lines.map(quotedText).join("\\n");
      return `  n${index} [shape=${SHAPES[kind]}, label="${label}"];`;
    }),
    ...edges.map(({ from, to }) => `  n${from} -> n${to};`),
    "}",
    "",
  ].join("\n");
}

/** Within double quotes. A backslash would begin an escape such as `\N`. */
function quotedText(text: string): string {
  return escapeControl(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
