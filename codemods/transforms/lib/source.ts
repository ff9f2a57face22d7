import type { API, ASTNode, Collection, FileInfo } from "jscodeshift";
import getParser from "jscodeshift/src/getParser.js";
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
  /** The statements of the file itself. */
  readonly body: readonly ASTNode[];
  readonly comments: readonly Comment[];
  readonly tokens: readonly Token[];
  /** Where a node of `root` stands. */
  span(node: object): Span;
}

/**
 * Parse a file with jscodeshift's parser. A TypeScript file without JSX that the tsx parser
 * cannot read (`<T>x`, `<T>(x: T) => x`) is parsed once more as plain TypeScript. Throws the
 * parser's SyntaxError.
 *
 * The parser is asked by itself: what jscodeshift puts around it is there to print the tree again,
 * which no transform here does, and takes most of the time.
 */
export function parseSource(file: FileInfo, api: API): Source {
  const { source: text } = file;
  const parsed = parse(file);
  const comments: Comment[] = [];
  const tokens: Token[] = [];
  for (const token of tokensOf(parsed)) {
    const at = spanOf(token);
    const raw = text.slice(at.start, at.end);
    const type = "type" in token ? token.type : undefined;
    if (type === "CommentBlock") {
      comments.push({ ...at, text: raw.slice(2, -2), block: true });
    } else if (type === "CommentLine") {
      // A hash-bang line is only a comment to the parser; see readable.
      if (!raw.startsWith("#!")) comments.push({ ...at, text: raw.slice(2), block: false });
    } else if (raw !== "") {
      tokens.push({ ...at, text: raw });
    }
  }
  const j = api.jscodeshift;
  const body = j.File.check(parsed) ? parsed.program.body : [];
  return { text, root: j(parsed), body, comments, tokens, span: spanOf };
}

/** The trees of the last texts: a file goes through several transforms, one after the other. */
const known = new Map<string, ASTNode>();
const MOST_KNOWN = 32;

function parse({ path, source }: FileInfo): ASTNode {
  const isPlain = /\.[cm]?ts$/.test(path);
  const key = `${isPlain}\0${source}`;
  const tree = known.get(key) ?? parseAs("tsx", source, isPlain);
  known.delete(key);
  known.set(key, tree);
  for (const [oldest] of known) if (known.size > MOST_KNOWN) known.delete(oldest);
  return tree;
}

function parseAs(parser: "tsx" | "ts", source: string, mayBePlain: boolean): ASTNode {
  try {
    return getParser(parser).parse(readable(source)) as ASTNode;
  } catch (error) {
    if (!(error instanceof SyntaxError) || !mayBePlain || parser === "ts") throw error;
    return parseAs("ts", source, mayBePlain);
  }
}

/** A hash-bang behind a byte order mark would be a syntax error, so it is shown as a comment. */
function readable(text: string): string {
  return text.replace(/^\uFEFF?#!/, (mark) => `${" ".repeat(mark.length - 2)}//`);
}

function spanOf(node: object): Span {
  if ("start" in node && "end" in node) {
    const { start, end } = node;
    if (typeof start === "number" && typeof end === "number") return { start, end };
  }
  throw new Error("a node without a place in the file");
}

function tokensOf(parsed: object): readonly object[] {
  if ("tokens" in parsed) {
    const { tokens } = parsed;
    if (Array.isArray(tokens)) {
      return tokens.filter((token) => typeof token === "object" && token !== null);
    }
  }
  throw new Error("the parser gave no tokens");
}
