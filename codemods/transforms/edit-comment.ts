import type { API, FileInfo, Options } from "jscodeshift";
import { endsLine, lineEnd, lineStart, nextLine, startsLine, takeOut } from "./lib/lines.ts";
import { objectsOption, textOption, textsOption } from "./lib/options.ts";
import { isPartOf, mustNotChain } from "./lib/phrases.ts";
import { reportAt } from "./lib/report.ts";
import { parseSource } from "./lib/source.ts";
import type { Comment, Source } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import type { Span, Splice } from "./lib/splice.ts";
import { escapeRegExp } from "./lib/words.ts";

export interface EditCommentOptions {
  /** Each stands on one line, once in the comments of the file. Made at once. */
  readonly replace?: readonly { readonly from: string; readonly to: string }[];
  /** What the lines say that are to go, without indentation and comment marks. */
  readonly removeLines?: readonly string[];
}

export const parser = "tsx";

export const meta = {
  name: "edit-comment",
  description: "Say something else in a comment, or take a line out of it",
};

/**
 * The text with the comments edited; undefined if none has to be. What more than one place of the
 * file's comments says stays, and so does a line that has code or the comment's own marks on it;
 * both are reported. Throws if one replacement makes what another one replaces, since a second run
 * would then go on.
 */
export default function editComment(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const replacements = (options["replace"] === undefined ? [] : objectsOption(options, "replace"))
    .map((entry) => ({ from: textOption(entry, "from"), to: textOption(entry, "to") }))
    .filter(({ from, to }) => from !== to);
  const lines = options["removeLines"] === undefined ? [] : textsOption(options, "removeLines");
  mustNotChain(replacements, phrase);
  const wanted = [...replacements.map(({ from }) => from), ...lines];
  if (!wanted.some((text) => file.source.includes(text))) return undefined;

  const source = parseSource(file, api);
  const report = (at: Span, message: string) => reportAt(api, source, at.start, message);
  const only = <T extends Span>(found: readonly T[], text: string): readonly T[] => {
    if (found.length < 2) return found;
    const message = `the comments of this file say “${text}” ${found.length} times, and which of them is meant is not known`;
    for (const at of found) report(at, message);
    return [];
  };
  const splices = replacements.flatMap(({ from, to }) => only(placesOf(source, from, to), from));
  const gone = lines.flatMap((line) => only(linesSaying(source, line.trim()), line));
  const spans = gone.flatMap((line) => {
    const span = spanOf(source, line);
    if (!span) {
      report(line, `this line does not have only “${line.said}” on it, so it cannot be taken out`);
    }
    return span ?? [];
  });
  return splice(source.text, [...splices, ...takeOut(source.text, spans)]);
}

/** Where `from` stands in a comment, as whole words, unless it is part of a `to` there. */
function placesOf(source: Source, from: string, to: string): Splice[] {
  return source.comments.flatMap((comment) => {
    const text = source.text.slice(comment.start, comment.end);
    return [...text.matchAll(phrase(from))].flatMap(({ index }) => {
      if (isPartOf(text, index, from, to)) return [];
      const start = comment.start + index;
      return [{ start, end: start + from.length, text: to }];
    });
  });
}

/** `text` where no word goes on at its ends. */
function phrase(text: string): RegExp {
  const before = /^[\p{L}\p{N}_]/u.test(text) ? "(?<![\\p{L}\\p{N}_])" : "";
  const after = /[\p{L}\p{N}_]$/u.test(text) ? "(?![\\p{L}\\p{N}_])" : "";
  return new RegExp(`${before}${escapeRegExp(text)}${after}`, "gu");
}

/** A line of a comment, without its line end. */
interface CommentLine extends Span {
  readonly comment: Comment;
  /** What it says, without indentation and comment marks. */
  readonly said: string;
}

function linesSaying(source: Source, wanted: string): CommentLine[] {
  return source.comments.flatMap((comment) =>
    linesOf(source, comment).filter(({ said }) => said === wanted),
  );
}

function linesOf(source: Source, comment: Comment): CommentLine[] {
  const { text } = source;
  const lines: CommentLine[] = [];
  for (let start = comment.start; start < comment.end; start = nextLine(text, start)) {
    const end = Math.min(lineEnd(text, start), comment.end);
    const line = text.slice(start, end);
    const said = comment.block
      ? line.replace(/^\s*(?:\/\*+|\*+(?!\/))/, "").replace(/\*+\/\s*$/, "")
      : line.replace(/^\/+/, "");
    lines.push({ comment, start, end, said: said.trim() });
  }
  return lines;
}

/**
 * What to take out so that a line is gone: with it a blank line that would then double another one
 * or stand at the end of the comment, and all of a comment that says nothing else. Undefined if the
 * line is not the comment's alone.
 */
function spanOf(source: Source, line: CommentLine): Span | undefined {
  const { text } = source;
  const { comment } = line;
  const lines = linesOf(source, comment);
  if (lines.every(({ start, said }) => start === line.start || said === "")) {
    const alone = startsLine(text, comment.start) && endsLine(text, comment.end);
    return alone ? comment : undefined;
  }
  if (line.start === comment.start || line.end === comment.end) return undefined;
  const index = lines.findIndex(({ start }) => start === line.start);
  const before = lines[index - 1];
  const after = lines[index + 1];
  const start = lineStart(text, line.start);
  const end = nextLine(text, line.start);
  if (before?.said !== "" || before.start === comment.start || after?.said !== "") {
    return { start, end };
  }
  return after.end === comment.end
    ? { start: lineStart(text, before.start), end }
    : { start, end: nextLine(text, after.start) };
}
