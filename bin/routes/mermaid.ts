import type { RouteSurvey } from "../../codemods/routes/survey/model.ts";
import { escapeControl } from "../terminal/escape.ts";
import { graphOf } from "./graph.ts";
import type { GraphNode } from "./graph.ts";

const BRACKETS: Readonly<Record<GraphNode["kind"], readonly [string, string]>> = {
  root: ["([", "])"],
  router: ["[[", "]]"],
  procedure: ["[", "]"],
  unknown: ["{{", "}}"],
};

/** The trees as a Mermaid flowchart, which GitHub draws in Markdown. */
export function renderMermaid(survey: RouteSurvey): string {
  const { nodes, edges } = graphOf(survey);
  return [
    "flowchart LR",
    ...nodes.map(({ kind, lines }, index) => {
      const [open, close] = BRACKETS[kind];
      return `  n${index}${open}"${lines.map(quotedText).join("<br/>")}"${close}`;
    }),
    ...edges.map(({ from, to }) => `  n${from} --> n${to}`),
    "",
  ].join("\n");
}

/** Within double quotes, where HTML and Markdown are read: all but plain signs by their number. */
function quotedText(text: string): string {
  return escapeControl(text).replace(
    /[^\p{L}\p{N}\p{M} ._/(),:·$@…-]/gu,
    (sign) => `#${sign.codePointAt(0) ?? 0};`,
  );
}
