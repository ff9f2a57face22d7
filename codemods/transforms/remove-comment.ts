import type { API, FileInfo, Options } from "jscodeshift";
import { emptyContainers, keepsJsxText } from "./lib/jsx-comments.ts";
import { endsLine, indentAt, lineBreakOf, lineStart, startsLine, takeOut } from "./lib/lines.ts";
import { optionalText, textOption } from "./lib/options.ts";
import { parseSource } from "./lib/source.ts";
import type { Comment } from "./lib/source.ts";
import { splice } from "./lib/splice.ts";
import type { Span, Splice } from "./lib/splice.ts";

export interface RemoveCommentOptions {
  /** What the comment says, without its marks and the white space around it. */
  readonly text: string;
  /** Whether the comment must be that text (the default) or only hold it. */
  readonly mode?: "exact" | "includes";
}

export const parser = "tsx";

export const meta = {
  name: "remove-comment",
  description: "Remove the comments that say a given text, and the lines they leave empty",
};

/** The text without those comments; undefined if there is none. */
export default function removeComment(
  file: FileInfo,
  api: API,
  options: Options,
): string | undefined {
  const wanted = textOption(options, "text").trim();
  const mode = optionalText(options, "mode") ?? "exact";
  if (wanted === "") throw new Error('the option "text" must be more than white space');
  if (mode !== "exact" && mode !== "includes") {
    throw new Error('the option "mode" must be "exact" or "includes"');
  }
  if (!file.source.includes(wanted.split("\n")[0]?.trim() ?? wanted)) return undefined;
  const source = parseSource(file, api);
  const gone = source.comments.filter((comment) => says(comment, wanted, mode));
  if (gone.length === 0) return undefined;

  const spans: Span[] = [];
  const joints: Splice[] = [];
  const containers = emptyContainers(source, api).filter((container) =>
    container.comments.every((comment) => gone.includes(comment)),
  );
  const blanked = withBlanks(source.text, [...gone, ...containers]);
  for (const container of containers) {
    const found = cutOut(source.text, blanked, container);
    const cut = "text" in found ? { start: container.start, end: container.end } : found;
    if (keepsJsxText(source.text, container, takeOut(source.text, [cut]))) spans.push(cut);
    else spans.push({ start: container.start + 1, end: container.end - 1 });
  }
  for (const comment of gone) {
    if (containers.some(({ comments }) => comments.includes(comment))) continue;
    const cut = cutOut(source.text, blanked, comment);
    if ("text" in cut) joints.push(cut);
    else spans.push(cut);
  }
  return splice(source.text, [...takeOut(source.text, spans), ...joints]);
}

function says(comment: Comment, wanted: string, mode: "exact" | "includes"): boolean {
  const written = comment.text.trim();
  const plain = comment.block ? withoutStars(comment.text) : written;
  return mode === "exact"
    ? written === wanted || plain === wanted
    : written.includes(wanted) || plain.includes(wanted);
}

/** What a block comment says, without the star at the start of each line. */
function withoutStars(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/^\s*\*+ ?/, "").trimEnd())
    .join("\n")
    .trim();
}

function withBlanks(text: string, spans: readonly Span[]): string {
  let result = text;
  for (const span of spans) result = blankSpan(result, span);
  return result;
}

function blankSpan(text: string, { start, end }: Span): string {
  const blank = text.slice(start, end).replace(/[^\r\n]/g, " ");
  return text.slice(0, start) + blank + text.slice(end);
}

/**
 * What to take out so that the line of a comment stays well formed: the spaces in front of a
 * comment that ends a line, those behind one that begins it, one of the two gaps of one in the
 * middle. Where nothing else would keep two tokens apart, what is to stand in its place.
 */
function cutOut(text: string, blanked: string, { start, end }: Span): Span | Splice {
  const line = text.slice(lineStart(text, start), start);
  const before = /[^\S\r\n]*$/.exec(line)?.[0].length ?? 0;
  const after = /^[^\S\r\n]*/.exec(text.slice(end))?.[0].length ?? 0;
  const starts = startsLine(blanked, start);
  if (endsLine(blanked, end)) return starts ? { start, end } : { start: start - before, end };
  if (starts) return { start, end: end + after };
  const left = text[start - before - 1] ?? "";
  const right = text[end + after] ?? "";
  if (text.slice(start, end).includes("\n")) {
    // Its line break may be what ends a statement.
    const joint = `${lineBreakOf(text)}${indentAt(text, start)}`;
    return { start: start - before, end: end + after, text: joint };
  }
  if (left === "{" && right === "}") return { start: start - before, end: end + after };
  if ("([".includes(left) || (left === "{" && before === 0)) return { start, end: end + after };
  if (")],;".includes(right) || (right === "}" && after === 0)) {
    return { start: start - before, end };
  }
  if (before > 0) return { start, end: end + after };
  if (after > 0 || "{},;)]".includes(left) || "{}([".includes(right)) return { start, end };
  return { start, end, text: " " };
}
