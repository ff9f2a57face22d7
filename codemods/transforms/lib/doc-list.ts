import type { API } from "jscodeshift";
import { isNextLineDirective } from "./ownership.ts";
import { lineEnd, lineStart, nextLine, startsLine } from "./lines.ts";
import type { Source } from "./source.ts";
import type { Span } from "./splice.ts";

/** A line of the comment in front of a declaration. */
export interface DocLine extends Span {
  /** Where the next line begins. */
  readonly next: number;
  /** The offset of what the line says, behind indentation and comment marks. */
  readonly at: number;
  /** What it says. */
  readonly text: string;
  readonly bullet: Bullet | undefined;
}

export interface Bullet {
  /** `- `, `* `, `• `. */
  readonly mark: string;
  /** What stands behind the mark. */
  readonly text: string;
}

/**
 * The lines of the comment in front of the declaration `name`: a block comment without its first
 * and last marks, or a run of line comments. Empty if there is none.
 */
export function docLines(source: Source, api: API, name: string): DocLine[] {
  const span = docSpan(source, api, name);
  if (!span) return [];
  const { text } = source;
  const lines: DocLine[] = [];
  for (let start = lineStart(text, span.start); start < span.end; start = nextLine(text, start)) {
    const end = lineEnd(text, start);
    const line = text.slice(start, end);
    if (/^\s*\/\*/.test(line) || /\*\/\s*$/.test(line)) continue;
    const before = /^\s*(?:\/\/+|\*)?[^\S\r\n]*/.exec(line)?.[0] ?? "";
    const said = line.slice(before.length).trimEnd();
    const at = start + before.length;
    lines.push({ start, end, next: nextLine(text, start), at, text: said, bullet: bulletOf(said) });
  }
  return lines;
}

/** Whether a bullet's text is about `item`: `item: …`, `` `item.*` ``, `**item** – …`. */
export function isAbout(text: string, item: string): boolean {
  const plain = text.replace(/^(?:[`'"]|\*\*|__)+/, "");
  if (!plain.startsWith(item)) return false;
  const rest = plain.slice(item.length);
  return /^(?:\.\*)?(?:[`'"]|\*\*|__)*(?:$|\s*:|\s*[–—]|\s+[-=→(])/.test(rest);
}

/**
 * The bullet line that is about `item`, and the last of the lines that continue it. A line without
 * a mark counts if a colon or a dash follows the item.
 */
export function findBullet(
  lines: readonly DocLine[],
  item: string,
): { readonly first: number; readonly last: number } | undefined {
  const first = lines.findIndex((line) =>
    isAbout(line.bullet ? line.bullet.text : line.text, item),
  );
  return first === -1 ? undefined : { first, last: lastOfBullet(lines, first) };
}

/** The index of the last line that belongs to the bullet at `first`. */
export function lastOfBullet(lines: readonly DocLine[], first: number): number {
  const head = lines[first];
  if (!head) return first;
  const column = head.at - head.start;
  let last = first;
  for (let index = first + 1; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || line.text === "" || line.text.startsWith("@")) break;
    const deeper = line.at - line.start > column;
    // A line that goes on in lower case belongs to the sentence above it.
    const goesOn = head.bullet !== undefined && !line.bullet && /^[\p{Ll}(]/u.test(line.text);
    if (!deeper && !goesOn) break;
    last = index;
  }
  return last;
}

function bulletOf(said: string): Bullet | undefined {
  const match = /^[-*+•][^\S\r\n]+(?=\S)/.exec(said);
  return match ? { mark: match[0], text: said.slice(match[0].length) } : undefined;
}

/** The comment that has the lines directly in front of the declaration for itself. */
function docSpan(source: Source, api: API, name: string): Span | undefined {
  const at = declarationStart(source, api, name);
  if (at === undefined) return undefined;
  const above = source.comments.filter(
    (comment) => comment.end <= at && startsLine(source.text, comment.start),
  );
  while (above.length > 1 && isNextLineDirective(above.at(-1))) above.pop();
  const last = above.at(-1);
  if (!last || source.tokens.some(({ start }) => start >= last.end && start < at)) return undefined;
  if (last.block) return last;
  let { start } = last;
  for (const comment of above.slice(0, -1).toReversed()) {
    const gap = source.text.slice(comment.end, start);
    if (comment.block || !/^\r?\n[^\S\r\n]*$/.test(gap)) break;
    start = comment.start;
  }
  return { start, end: last.end };
}

/** Where the statement begins that declares `name`, its `export` included. */
function declarationStart(source: Source, api: API, name: string): number | undefined {
  const j = api.jscodeshift;
  const starts: number[] = [];
  const id = { type: "Identifier", name } as const;
  const paths = [
    ...source.root
      .find(j.VariableDeclarator, { id })
      .paths()
      .map((path) => path.parent),
    ...source.root.find(j.FunctionDeclaration, { id }).paths(),
    ...source.root.find(j.ClassDeclaration, { id }).paths(),
    ...source.root.find(j.TSInterfaceDeclaration, { id }).paths(),
    ...source.root.find(j.TSTypeAliasDeclaration, { id }).paths(),
  ];
  for (const path of paths) {
    const outer: unknown = path.parent?.node;
    const exported =
      j.ExportNamedDeclaration.check(outer) || j.ExportDefaultDeclaration.check(outer);
    starts.push(source.span(exported ? outer : path.node).start);
  }
  return starts.length === 1 ? starts[0] : undefined;
}
