import type { API, Collection, FileInfo } from "jscodeshift";
import type { Span } from "./splice.ts";

/** A comment; `text` is what stands between its marks. */
export interface Comment extends Span {
  readonly text: string;
  readonly block: boolean;
}

/** Any other token, as it is written. */
export interface Token extends Span {
  readonly text: string;
}

/** A parsed file. All offsets are those of `text`, the file as it is. */
export interface Source {
  readonly text: string;
  readonly root: Collection;
  readonly comments: readonly Comment[];
  readonly tokens: readonly Token[];
  /** Where a node of `root` stands. */
  span(node: object): Span;
}

/**
 * Parse a file with jscodeshift's parser. A TypeScript file without JSX that the tsx parser
 * cannot read (`<T>x`, `<T>(x: T) => x`) is parsed once more as plain TypeScript. Throws the
 * parser's SyntaxError.
 */
export function parseSource(file: FileInfo, api: API): Source {
  const text = file.source;
  const readable = spacesForTabs(text);
  const root = parse(file.path, readable, api);
  const parsed: unknown = root.get().node;
  const toOffset = offsetsOf(readable, parsed);
  const span = (node: object): Span => {
    const { start, end } = rawSpan(node);
    return { start: toOffset(start), end: toOffset(end) };
  };
  const comments: Comment[] = [];
  const tokens: Token[] = [];
  for (const token of tokensOf(parsed)) {
    const at = span(token);
    const raw = text.slice(at.start, at.end);
    const type = "type" in token ? token.type : undefined;
    if (type === "CommentBlock") {
      comments.push({ ...at, text: raw.slice(2, -2), block: true });
    } else if (type === "CommentLine") {
      // A hash-bang line is only a comment to the parser; see spacesForTabs.
      if (!raw.startsWith("#!")) comments.push({ ...at, text: raw.slice(2), block: false });
    } else if (raw !== "") {
      tokens.push({ ...at, text: raw });
    }
  }
  return { text, root, comments, tokens, span };
}

function parse(path: string, text: string, api: API): Collection {
  try {
    return api.jscodeshift(text);
  } catch (error) {
    if (!(error instanceof SyntaxError) || !/\.[cm]?ts$/.test(path)) throw error;
    return api.jscodeshift.withParser("ts")(text);
  }
}

/**
 * recast widens the tabs at the start of a line and drops a byte order mark before it parses, so
 * that the parser's columns are not the file's. With one space for each, they are. A hash-bang
 * after a byte order mark would be a syntax error, so it is shown as a comment.
 */
function spacesForTabs(text: string): string {
  return text
    .replace(/^\uFEFF?#!/, (mark) => `${" ".repeat(mark.length - 2)}//`)
    .replace(/[\t\v\uFEFF]/g, " ");
}

/** recast parses the lines joined by the system's own line end, whatever the file's are. */
function offsetsOf(text: string, parsed: unknown): (offset: number) => number {
  const starts: number[] = [0];
  const lengths: number[] = [];
  for (const match of text.matchAll(/\r\n|[\r\n\u2028\u2029]/g)) {
    lengths.push(match.index - (starts.at(-1) ?? 0));
    starts.push(match.index + match[0].length);
  }
  lengths.push(text.length - (starts.at(-1) ?? 0));
  const written = lengths.reduce((sum, length) => sum + length, 0);
  const seen = typeof parsed === "object" && parsed !== null ? rawSpan(parsed).end : written;
  const lineEnd = starts.length > 1 ? (seen - written) / (starts.length - 1) : 1;
  if (lineEnd !== 1 && lineEnd !== 2) {
    throw new Error("the parser was shown another text than the file's");
  }
  const seenStarts = [0];
  lengths.forEach((length, line) => seenStarts.push((seenStarts[line] ?? 0) + length + lineEnd));
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((seenStarts[middle] ?? Infinity) <= offset) low = middle;
      else high = middle - 1;
    }
    return (starts[low] ?? 0) + offset - (seenStarts[low] ?? 0);
  };
}

function rawSpan(node: object): Span {
  if ("start" in node && "end" in node) {
    const { start, end } = node;
    if (typeof start === "number" && typeof end === "number") return { start, end };
  }
  throw new Error("a node without a place in the file");
}

function tokensOf(parsed: unknown): readonly object[] {
  if (typeof parsed === "object" && parsed !== null && "tokens" in parsed) {
    const { tokens } = parsed;
    if (Array.isArray(tokens)) {
      return tokens.filter((token) => typeof token === "object" && token !== null);
    }
  }
  throw new Error("the parser gave no tokens");
}
