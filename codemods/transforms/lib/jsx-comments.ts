import type { API } from "jscodeshift";
import type { Comment, Source } from "./source.ts";
import { splice } from "./splice.ts";
import type { Span, Splice } from "./splice.ts";

/** Braces among JSX children that hold nothing but comments, and the children beside them. */
export interface EmptyContainer extends Span {
  readonly comments: readonly Comment[];
  /** The child in front of it and the one behind it; undefined at the parent's tags. */
  readonly previous: Sibling | undefined;
  readonly next: Sibling | undefined;
}

interface Sibling extends Span {
  readonly isText: boolean;
  readonly isBlank: boolean;
}

/** All such braces of a file. */
export function emptyContainers(source: Source, api: API): EmptyContainer[] {
  const j = api.jscodeshift;
  const containers: EmptyContainer[] = [];
  // To look for them in all of the tree takes long, and few files have a comment behind a brace.
  if (!/\{\s*\/[*/]/.test(source.text)) return containers;
  const collect = (children: readonly object[] | undefined) => {
    const siblings = (children ?? []).map((child): Sibling => {
      const span = source.span(child);
      const isText = j.JSXText.check(child);
      const isBlank = isText && source.text.slice(span.start, span.end).trim() === "";
      return { ...span, isText, isBlank };
    });
    for (const [index, child] of (children ?? []).entries()) {
      if (!j.JSXExpressionContainer.check(child)) continue;
      if (!j.JSXEmptyExpression.check(child.expression)) continue;
      const span = source.span(child);
      const comments = source.comments.filter(
        (comment) => comment.start >= span.start && comment.end <= span.end,
      );
      if (comments.length === 0) continue;
      containers.push({
        ...span,
        comments,
        previous: siblings[index - 1],
        next: siblings[index + 1],
      });
    }
  };
  source.root.find(j.JSXElement).forEach((path) => collect(path.node.children));
  source.root.find(j.JSXFragment).forEach((path) => collect(path.node.children));
  return containers;
}

/**
 * Whether the page reads the same once `splices` have taken the container out. The texts on both
 * sides become one, and JSX may then see a line break where there was none.
 */
export function keepsJsxText(
  text: string,
  container: EmptyContainer,
  splices: readonly Splice[],
): boolean {
  const { previous, next } = container;
  const before = previous?.isText ? previous : { start: container.start, end: container.start };
  const after = next?.isText ? next : { start: container.end, end: container.end };
  const changed = splice(text, splices) ?? text;
  const joined = changed.slice(before.start, after.end - (text.length - changed.length));
  const was =
    jsxText(text.slice(before.start, before.end)) + jsxText(text.slice(after.start, after.end));
  // Spaces at an edge of the parent element are no text that anyone sees.
  const atStart = !previous || previous.isBlank;
  const atEnd = !next || next.isBlank;
  const seen = (value: string) => {
    const once = value.replace(/ +/g, " ");
    const trimmed = atStart ? once.trimStart() : once;
    return atEnd ? trimmed.trimEnd() : trimmed;
  };
  return seen(jsxText(joined)) === seen(was);
}

/** The text that JSX makes of what stands between two tags. */
function jsxText(written: string): string {
  const lines = written.split(/\r\n|\n|\r/);
  return lines
    .map((line, index) => {
      const start = index === 0 ? line : line.replace(/^[ \t]+/, "");
      return index === lines.length - 1 ? start : start.replace(/[ \t]+$/, "");
    })
    .filter((line) => line !== "")
    .join(" ");
}
