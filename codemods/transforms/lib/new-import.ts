import type { API } from "jscodeshift";
import { headsOtherImports } from "./imports.ts";
import type { Import } from "./imports.ts";
import { endsLine, lineBreakOf, lineEnd, nextLine, startsLine } from "./lines.ts";
import { startWithComments } from "./ownership.ts";
import type { Source } from "./source.ts";
import type { Splice } from "./splice.ts";
import { hasSemicolons, quoteOf } from "./style.ts";

/** A name to import. */
export interface WantedName {
  readonly name: string;
  readonly isType: boolean;
  /** The local name to stand in front of. */
  readonly beside: string | undefined;
}

export interface NewImport {
  readonly names: readonly WantedName[];
  readonly from: string;
  readonly after: string | undefined;
  readonly before: string | undefined;
}

/** The name as it stands between the braces of an import, or of an `import type`. */
export function writeName({ name, isType }: WantedName, inTypeImport: boolean): string {
  return isType && !inTypeImport ? `type ${name}` : name;
}

/**
 * The splice that adds a new import line in the file's style: behind or in front of the import
 * that is named, else behind the last one, else in front of the first statement, behind
 * directives and the comment at the top of the file.
 */
export function newImport(
  source: Source,
  api: API,
  imports: readonly Import[],
  wanted: NewImport,
): Splice {
  const line = writeImport(source, imports, wanted);
  const { text } = source;
  const newLine = lineBreakOf(text);
  const after = imports.findLast(({ specifier }) => specifier === wanted.after);
  const front = after ? -1 : imports.findIndex(({ specifier }) => specifier === wanted.before);
  const before = imports[front];
  if (before) {
    const { start, end, specifier, named, others } = before;
    const names = [...others, ...(named?.items ?? [])].map(({ local }) => local);
    const headsOthers = headsOtherImports(source, imports, front, new Set());
    const at = startWithComments(source, { start, end, names: [...names, specifier], headsOthers });
    return insert(at, startsLine(text, at) ? `${line}${newLine}` : `${line} `);
  }
  const anchor = after ?? imports.at(-1);
  if (anchor) return insert(endOfStatementLine(source, anchor.end), `${newLine}${line}`);
  return firstImport(source, api, line);
}

function writeImport(
  source: Source,
  imports: readonly Import[],
  { names, from }: NewImport,
): string {
  const quote = quoteOf(source);
  const end = hasSemicolons(source, imports) ? ";" : "";
  const onlyTypes = names.every(({ isType }) => isType);
  const list = names.map((name) => writeName(name, onlyTypes)).join(", ");
  const tight = imports.filter(
    ({ named }) => named && /^\S/.test(source.text.slice(named.open, named.close)),
  );
  const braced = tight.length * 2 > imports.length ? `{${list}}` : `{ ${list} }`;
  return `import ${onlyTypes ? "type " : ""}${braced} from ${quote}${from}${quote}${end}`;
}

/** Behind a statement and the comments that share its line; else directly behind it. */
function endOfStatementLine(source: Source, end: number): number {
  const { text } = source;
  const next = source.tokens.find((token) => token.start >= end);
  const limit = lineEnd(text, end);
  if (next && next.start < limit) return end;
  const comment = source.comments.findLast(({ start }) => start >= end && start < limit);
  return comment && comment.end > limit ? end : limit;
}

function firstImport(source: Source, api: API, line: string): Splice {
  const { text } = source;
  const newLine = lineBreakOf(text);
  const directive = lastDirective(source, api);
  if (directive) {
    const at = endOfStatementLine(source, directive.end);
    const blank = text.slice(at).trim() === "" || startsWithBlankLine(text, at) ? "" : newLine;
    return insert(at, `${newLine}${newLine}${line}${blank}`);
  }
  const first = source.tokens[0];
  if (!first) {
    const end = text.trimEnd().length;
    const empty = text.replace(/^\uFEFF/, "").trim() === "";
    return empty
      ? { start: text.startsWith("\uFEFF") ? 1 : 0, end: text.length, text: `${line}${newLine}` }
      : insert(end, `${newLine}${newLine}${line}`);
  }
  const at = startOfFirstStatement(source, first.start);
  return insert(at, `${line}${newLine}${newLine}`);
}

/** In front of the first statement's own comments, but behind those at the top of the file. */
function startOfFirstStatement(source: Source, start: number): number {
  const { text } = source;
  let at = start;
  for (const comment of source.comments.toReversed()) {
    if (comment.end > at) continue;
    const gap = text.slice(comment.end, at);
    if (!/^[^\S\r\n]*(?:\r?\n[^\S\r\n]*)?$/.test(gap) || isAboutFile(comment.text)) break;
    at = comment.start;
  }
  return at;
}

function isAboutFile(comment: string): boolean {
  return /^!|@(?:license|copyright|file|fileoverview|ts-(?:no)?check|jsx\w*)\b|copyright|licen[cs]e|(?:eslint|oxlint)-|^\/\s*</i.test(
    comment,
  );
}

function startsWithBlankLine(text: string, at: number): boolean {
  const next = nextLine(text, at);
  return next < text.length && endsLine(text, next);
}

function lastDirective(source: Source, api: API) {
  const directives = source.root.find(api.jscodeshift.Program).paths()[0]?.node.directives ?? [];
  const last = directives.at(-1);
  return last ? source.span(last) : undefined;
}

function insert(at: number, text: string): Splice {
  return { start: at, end: at, text };
}
