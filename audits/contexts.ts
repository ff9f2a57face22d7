import type { Program } from "oxc-parser";
import { MOST_PARSED } from "../workspace/parse-limit.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Context } from "./criterion.ts";
import { survivesParsing } from "./parse-trial.ts";
import type { Token } from "./spellings.ts";

/** The files that can be parsed, and so tell where in the program a word stands. */
const script = /\.[cm]?[jt]sx?$/;

/**
 * Where each of `tokens` stands in the file: one context a token, in their order.
 *
 * - `comment`: comments and the `#!` line
 * - `import`: all of an import or of an `export … from`, and the module name that `import()`,
 *   `import("…").T`, `require`, `require.resolve`, `declare module` or a mock call is given
 * - `type`: what the compiler erases: annotations, interfaces, aliases, type arguments, `typeof`
 *   queries, and the strings in them
 * - `string`: string literals, the text of templates and of JSX, regular expressions
 * - `code`: everything else
 *
 * `other` for a file that is not JavaScript or TypeScript, that does not parse, or that is too large
 * or nested too deep to. The parser is loaded on the first file that needs it. `tokens` are in the
 * order of the file.
 */
export async function contextsOf(
  path: RepoPath,
  text: string,
  tokens: readonly Token[],
): Promise<readonly Context[]> {
  if (tokens.length === 0) return [];
  const parsed = script.test(path) ? await parse(path, text) : undefined;
  if (!parsed) return tokens.map(() => "other");
  const nodesAround = nodeFinder(parsed);
  const comments = parsed.comments.toSorted((a, b) => a.start - b.start);
  let next = 0;
  return tokens.map((token) => {
    while (next < comments.length && (comments[next]?.end ?? 0) <= token.start) next += 1;
    const comment = comments[next];
    if (comment && holds(comment, token)) return "comment";
    return contextOf(nodesAround(token), text);
  });
}

interface Span {
  readonly start: number;
  readonly end: number;
}

interface Node extends Span {
  readonly type: string;
  readonly [field: string]: unknown;
}

interface Parsed {
  readonly program: Node;
  readonly comments: readonly Span[];
  /** By node type, the fields that hold its children. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

async function parse(path: RepoPath, text: string): Promise<Parsed | undefined> {
  if (text.length > MOST_PARSED || !(await survivesParsing(path, text))) return undefined;
  const { parseSync, visitorKeys } = await import("oxc-parser");
  // Much JSX lives in files that end in `.js`; there the parser does not expect it.
  const languages = /\.[cm]?js$/.test(path) ? [undefined, "jsx" as const] : [undefined];
  for (const lang of languages) {
    const result = parseSync(path, text, { preserveParens: false, ...(lang && { lang }) });
    // An error that the parser got over (a `return` outside a function) leaves the whole tree.
    if (result.program.end !== text.length) continue;
    const firstLine = text.startsWith("#!") ? [{ start: 0, end: lineEnd(text) }] : [];
    return {
      program: asNode(result.program),
      comments: [...firstLine, ...result.comments],
      keys: visitorKeys,
    };
  }
  return undefined;
}

function asNode(program: Program): Node {
  return { ...program };
}

function lineEnd(text: string): number {
  const end = text.indexOf("\n");
  return end === -1 ? text.length : end;
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * Finds the nodes that hold a token, from the program inwards. To be asked in the order of the file:
 * among the many statements or elements of a node, it goes on where the last token was.
 */
function nodeFinder({ program, keys }: Parsed): (token: Token) => readonly Node[] {
  const childrenOf = new Map<Node, readonly Node[]>();
  const reached = new Map<Node, number>();
  const children = (node: Node): readonly Node[] => {
    let found = childrenOf.get(node);
    if (!found) {
      const fields = (keys[node.type] ?? []).map((key) => node[key]);
      found = fields
        .flat()
        .filter(isNode)
        .sort((a, b) => a.start - b.start);
      childrenOf.set(node, found);
    }
    return found;
  };
  /** Children that end before the token do so for all tokens after it, too. */
  const childAt = (node: Node, token: Token): Node | undefined => {
    const all = children(node);
    let index = reached.get(node) ?? 0;
    while (index < all.length && (all[index]?.end ?? 0) <= token.start) index += 1;
    reached.set(node, index);
    // Decorators and the like can lie within the span of what comes before them.
    for (let child = all[index]; child; child = all[(index += 1)]) {
      if (child.start > token.start) return undefined;
      if (holds(child, token)) return child;
    }
    return undefined;
  };
  return (token) => {
    const chain: Node[] = [];
    for (let node: Node | undefined = program; node; node = childAt(node, token)) chain.push(node);
    return chain;
  };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value;
}

function contextOf(chain: readonly Node[], text: string): Context {
  if (chain.some(isImport) || isModuleName(chain, text)) return "import";
  if (chain.some((node) => node.type.startsWith("TS") && !valueNodes.has(node.type))) return "type";
  const innermost = chain.at(-1)?.type ?? "";
  return textNodes.has(innermost) ? "string" : "code";
}

/** An identifier is no `Literal`, and the value of a number holds no word of ours. */
const textNodes: ReadonlySet<string> = new Set(["Literal", "TemplateElement", "JSXText"]);

/** The nodes of TypeScript's own that are there, or hold something that is there, at run time. */
const valueNodes: ReadonlySet<string> = new Set([
  "TSAbstractAccessorProperty",
  "TSAbstractMethodDefinition",
  "TSAbstractPropertyDefinition",
  "TSAsExpression",
  "TSDeclareFunction",
  "TSEmptyBodyFunctionExpression",
  "TSEnumBody",
  "TSEnumDeclaration",
  "TSEnumMember",
  "TSExportAssignment",
  "TSExternalModuleReference",
  "TSImportEqualsDeclaration",
  "TSInstantiationExpression",
  "TSModuleBlock",
  "TSModuleDeclaration",
  "TSNamespaceExportDeclaration",
  "TSNonNullExpression",
  "TSParameterProperty",
  "TSQualifiedName",
  "TSSatisfiesExpression",
  "TSTypeAssertion",
]);

function isImport(node: Node): boolean {
  switch (node.type) {
    case "ImportDeclaration":
    case "ExportAllDeclaration":
      return true;
    case "ExportNamedDeclaration":
      return isNode(node["source"]);
    case "TSImportEqualsDeclaration":
      return (
        isNode(node["moduleReference"]) &&
        node["moduleReference"].type === "TSExternalModuleReference"
      );
    default:
      return false;
  }
}

const takesModuleName =
  /^(?:(?:module\.)?require(?:\.resolve)?|import\.meta\.resolve|(?:vi|vitest|jest)\.\w*(?:mock|actual)\w*)$/i;

function isModuleName(chain: readonly Node[], text: string): boolean {
  const inTemplate = chain.at(-1)?.type === "TemplateElement";
  const name = chain.at(inTemplate ? -2 : -1);
  const owner = chain.at(inTemplate ? -3 : -2);
  if (!owner || (name?.type !== "Literal" && name?.type !== "TemplateLiteral")) return false;
  switch (owner.type) {
    case "ImportExpression":
    case "TSImportType":
      return owner["source"] === name;
    case "TSModuleDeclaration":
      return owner["id"] === name;
    case "CallExpression": {
      const { callee, arguments: given } = owner;
      return (
        Array.isArray(given) &&
        given[0] === name &&
        isNode(callee) &&
        takesModuleName.test(text.slice(callee.start, callee.end))
      );
    }
    default:
      return false;
  }
}
