import type { API, ASTNode } from "jscodeshift";
import { keyOf } from "./object.ts";
import type { Item, List } from "./list.ts";
import type { Source } from "./source.ts";
import type { Span } from "./splice.ts";

/** A statement of the file, and what a comment would call it. */
export interface Removable extends Span {
  readonly names: readonly string[];
}

/** A list, and the start of the statement that is nothing without its items, if there is one. */
export interface OwnedList extends List {
  readonly statement?: number;
  /** What goes with the last item, in a statement that has more to say: `, {}`. */
  readonly emptied?: Span;
  /** An object or array, in which a comment is about the item below it. */
  readonly isRecord?: boolean;
}

/** The statements of the file itself, in order. */
export function statementsOf(source: Source, api: API): Removable[] {
  return source.body.map((node) => ({ ...source.span(node), names: namesOf(node, api) }));
}

/** Every list of the file whose items stand between two marks, separated by commas. */
export function listsOf(source: Source, api: API): OwnedList[] {
  const j = api.jscodeshift;
  const found: OwnedList[] = [];
  const braced = (node: object, nodes: readonly (ASTNode | null)[]): void => {
    const { start, end } = source.span(node);
    found.push({
      open: start + 1,
      close: end - 1,
      items: itemsOf(source, nodes, api),
      isRecord: true,
    });
  };
  source.root.find(j.ObjectExpression).forEach(({ node }) => braced(node, node.properties));
  source.root.find(j.ArrayExpression).forEach(({ node }) => braced(node, node.elements));
  source.root.find(j.ObjectPattern).forEach(({ node }) => {
    const list = between(source, itemsOf(source, node.properties, api), "{", "}");
    if (list) found.push(list);
  });
  source.root.find(j.CallExpression).forEach(({ node }) => {
    const list = between(source, itemsOf(source, node.arguments, api), "(", ")");
    if (list) found.push(list);
  });
  const ofParameters = ({ node }: { node: { params: readonly ASTNode[] } }): void => {
    const list = between(source, itemsOf(source, node.params, api), "(", ")");
    if (list) found.push(list);
  };
  source.root.find(j.ArrowFunctionExpression).forEach(ofParameters);
  source.root.find(j.FunctionExpression).forEach(ofParameters);
  source.root.find(j.ImportDeclaration).forEach(({ node }) => {
    const items = node.specifiers ?? [];
    const named = items.filter((item) => j.ImportSpecifier.check(item));
    const list = between(source, itemsOf(source, named, api), "{", "}");
    const other = items.find((item) => !j.ImportSpecifier.check(item));
    if (!list) return;
    // `import x, { y }` without y has no braces.
    if (other)
      found.push({ ...list, emptied: { start: source.span(other).end, end: list.close + 1 } });
    else found.push({ ...list, statement: source.span(node).start });
  });
  source.root.find(j.ExportNamedDeclaration).forEach(({ node }) => {
    const list = between(source, itemsOf(source, node.specifiers ?? [], api), "{", "}");
    if (list) found.push({ ...list, statement: source.span(node).start });
  });
  source.root.find(j.VariableDeclaration).forEach(({ node, parent }) => {
    const items = itemsOf(source, node.declarations, api);
    const [first, last] = [items[0], items.at(-1)];
    if (!first || !last || items.length < 2) return;
    const owner: unknown = parent?.node;
    const statement = source.span(j.ExportNamedDeclaration.check(owner) ? owner : node).start;
    found.push({ open: first.start, close: last.end, items, statement });
  });
  return found;
}

/** The list of `items`; undefined if there are none, or if they do not stand between those marks. */
function between(
  source: Source,
  items: readonly Item[],
  opening: string,
  closing: string,
): List | undefined {
  const [first, last] = [items[0], items.at(-1)];
  if (!first || !last) return undefined;
  const before = source.tokens.findLast(({ end }) => end <= first.start);
  const after = source.tokens.find(({ start, text }) => start >= last.end && text !== ",");
  if (before?.text !== opening || after?.text !== closing) return undefined;
  return { open: before.end, close: after.start, items };
}

function itemsOf(source: Source, nodes: readonly (ASTNode | null)[], api: API): Item[] {
  return nodes.flatMap((node) =>
    node === null ? [] : [{ ...source.span(node), names: itemNames(node, api) }],
  );
}

function itemNames(node: ASTNode, api: API): readonly string[] {
  const j = api.jscodeshift;
  const key = keyOf(node, api);
  if (key !== undefined) return [key];
  if (j.ImportSpecifier.check(node) || j.ExportSpecifier.check(node)) {
    return [node.local?.name].flatMap((name) => (typeof name === "string" ? [name] : []));
  }
  return namesOf(node, api);
}

function namesOf(node: ASTNode, api: API): readonly string[] {
  const j = api.jscodeshift;
  if (j.ExportNamedDeclaration.check(node)) {
    return node.declaration ? namesOf(node.declaration, api) : [];
  }
  if (j.VariableDeclaration.check(node)) return node.declarations.flatMap((it) => namesOf(it, api));
  if (j.VariableDeclarator.check(node)) return j.Identifier.check(node.id) ? [node.id.name] : [];
  if (
    j.TSTypeAliasDeclaration.check(node) ||
    j.TSInterfaceDeclaration.check(node) ||
    j.FunctionDeclaration.check(node) ||
    j.ClassDeclaration.check(node)
  ) {
    return j.Identifier.check(node.id) ? [node.id.name] : [];
  }
  return [];
}
