import { ts } from "ts-morph";
import type { TextEdit } from "../../../../workspace/text-edit.ts";
import { lineStart, nextLine } from "./cutting.ts";

/** A comment, by its offsets in the file. */
export interface Comment {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The comments in and right above `node` that speak of `route`, in order. */
export function commentsNaming(node: ts.Node, route: string): readonly Comment[] {
  const file = node.getSourceFile();
  const found = new Map<number, Comment>();
  const add = (ranges: readonly ts.CommentRange[] | undefined): void => {
    for (const { pos, end } of ranges ?? []) {
      const text = file.text.slice(pos, end);
      if (names(text, route)) found.set(pos, { start: pos, end, text });
    }
  };
  const visit = (each: ts.Node): void => {
    // Every comment is in front of some token, or behind one on its line.
    if (each.getChildCount(file) === 0 || each === node) {
      add(ts.getLeadingCommentRanges(file.text, each.getFullStart()));
    }
    if (each.getChildCount(file) === 0) add(ts.getTrailingCommentRanges(file.text, each.end));
    for (const child of each.getChildren(file)) visit(child);
  };
  visit(node);
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Whether `text` has `route` in it as a word. */
export function names(text: string, route: string): boolean {
  return wordOf(route).test(text);
}

/** The edits that make `comment` name `to` instead of `from`. */
export function renameInComment(comment: Comment, from: string, to: string): readonly TextEdit[] {
  return [...comment.text.matchAll(wordOf(from, "g"))].map(({ index }) => ({
    start: comment.start + index,
    end: comment.start + index + from.length,
    text: to,
  }));
}

/**
 * The edits that take `route` out of a comment where it is an item of a list: `a.*, route.*, b.*`
 * or a line `- route.*: …`. Undefined if it is part of a sentence, which only a person can mend.
 */
export function removeFromComment(
  comment: Comment,
  route: string,
  fileText: string,
): readonly TextEdit[] | undefined {
  const item = `[\`'"]?${escaped(route)}(?:\\.\\*|\\.(?![\\w*]))?[\`'"]?`;
  const edits: TextEdit[] = [];
  let rest = comment.text;
  const cut = (pattern: RegExp): void => {
    rest = rest.replace(pattern, (match: string, offset: number) => {
      edits.push({
        start: comment.start + offset,
        end: comment.start + offset + match.length,
        text: "",
      });
      // As long as it was, so that later offsets stay right.
      return "\0".repeat(match.length);
    });
  };
  const line = new RegExp(
    `^[ \\t]*(?:\\*|//)?[ \\t]*[-*•][ \\t]+${item}(?=[ \\t:.–—-]|$)[^\\n]*`,
    "m",
  );
  const bullet = line.exec(comment.text);
  if (bullet && comment.text.includes("\n")) {
    const at = comment.start + bullet.index;
    const isLast = bullet[0].includes("*/");
    if (!isLast) return [{ start: lineStart(fileText, at), end: nextLine(fileText, at), text: "" }];
  }
  cut(new RegExp(`,[ \\t]*${item}(?=[ \\t]*(?:[,;).]|$|\\*/|\\r?\\n))`, "gm"));
  cut(new RegExp(`(?<=(?:[:(]|//|/\\*\\*?)[ \\t]*)${item}[ \\t]*,[ \\t]*`, "g"));
  cut(new RegExp(`[/|]${item}(?![\\w.])|${item}[/|](?=\\w)`, "g"));
  return edits.length > 0 && !names(rest, route) ? edits : undefined;
}

function wordOf(route: string, flags = ""): RegExp {
  return new RegExp(`(?<![\\w$])${escaped(route)}(?![\\w$])`, flags);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
