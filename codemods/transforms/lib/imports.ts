import type { API, ImportDeclaration } from "jscodeshift";
import { followsDirectly } from "./ownership.ts";
import type { Item, List } from "./list.ts";
import type { Source } from "./source.ts";
import type { Span } from "./splice.ts";

/** An import declaration of the file, not of a namespace in it. */
export interface Import extends Span {
  readonly specifier: string;
  /** `import type …`. */
  readonly isType: boolean;
  /** The names between braces; undefined if there are no braces. */
  readonly named: NamedList | undefined;
  /** Whether it has `* as x`. */
  readonly isNamespace: boolean;
  /** What it binds beside the names: the default, or `* as x`. */
  readonly others: readonly Binding[];
}

export interface Binding extends Span {
  readonly local: string;
}

export interface NamedBinding extends Binding, Item {
  /** The name in the other module. */
  readonly imported: string;
  /** `type x`. */
  readonly isType: boolean;
}

export interface NamedList extends List {
  readonly items: readonly NamedBinding[];
}

/** The imports of a file, in order. */
export function importsOf(source: Source, api: API): Import[] {
  const j = api.jscodeshift;
  return source.body
    .filter((node) => j.ImportDeclaration.check(node))
    .map((node) => importOf(source, node, api));
}

/** Whether another statement that stays begins on the line directly behind `at`. */
export function headsOtherImports(
  source: Source,
  imports: readonly Import[],
  at: number,
  gone: ReadonlySet<number>,
): boolean {
  for (let index = at; ; index += 1) {
    const here = imports[index];
    if (!here) return false;
    const token = source.tokens.find(({ start }) => start >= here.end);
    if (!token || !followsDirectly(source.text, here, token)) return false;
    if (imports[index + 1]?.start !== token.start || !gone.has(index + 1)) return true;
  }
}

function importOf(source: Source, node: ImportDeclaration, api: API): Import {
  const j = api.jscodeshift;
  const span = source.span(node);
  const others: Binding[] = [];
  const items: NamedBinding[] = [];
  for (const specifier of node.specifiers ?? []) {
    const at = source.span(specifier);
    if (!j.ImportSpecifier.check(specifier)) {
      others.push({ ...at, local: String(specifier.local?.name ?? "") });
      continue;
    }
    const imported: unknown = specifier.imported.name;
    const name = typeof imported === "string" ? imported : "";
    const local = String(specifier.local?.name ?? name);
    const written = source.text.slice(at.start, at.end);
    const isType = /^type\s+(?!as\s+(?!as\b)[\w$]+$)[\w$"']/.test(written);
    items.push({ ...at, imported: name, local, isType, names: [local] });
  }
  return {
    ...span,
    specifier: String(node.source.value),
    isType: node.importKind === "type",
    named: bracesOf(source, span, items),
    isNamespace: (node.specifiers ?? []).some((one) => j.ImportNamespaceSpecifier.check(one)),
    others,
  };
}

function bracesOf(
  source: Source,
  span: Span,
  items: readonly NamedBinding[],
): NamedList | undefined {
  const inside = source.tokens.filter(({ start, end }) => start >= span.start && end <= span.end);
  // The braces of import attributes stand behind the module's name.
  const from = inside.findIndex(({ text }) => /^["']/.test(text));
  const clause = from === -1 ? inside : inside.slice(0, from);
  const open = clause.find(({ text }) => text === "{");
  const close = clause.findLast(({ text }) => text === "}");
  return open && close ? { open: open.end, close: close.start, items } : undefined;
}
