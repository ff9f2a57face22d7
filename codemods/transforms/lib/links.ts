import type { API } from "jscodeshift";
import type { Source } from "./source.ts";
import type { Span } from "./splice.ts";

/**
 * What `.name(…)` takes up in a chain of calls, where `name` begins at `offset`; the white space in
 * front of the dot included, unless it ends the line of a comment that stays. Undefined if no call
 * of a chain has its name there.
 */
export function linkSpan(source: Source, api: API, offset: number): Span | undefined {
  const j = api.jscodeshift;
  let found: Span | undefined;
  source.root.find(j.CallExpression).forEach(({ node }) => {
    const { callee } = node;
    if (!j.MemberExpression.check(callee) || callee.computed) return;
    if (source.span(callee.property).start !== offset) return;
    const dot = source.tokens.findLast(({ end }) => end <= offset);
    if (!dot) return;
    const before = source.text.slice(0, dot.start).trimEnd().length;
    const comment = source.comments.find(({ end }) => end === before);
    const start = comment && !comment.block ? dot.start : before;
    found = { start, end: source.span(node).end };
  });
  return found;
}
