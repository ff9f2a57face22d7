import type { Import, NamedBinding, NamedList } from "./imports.ts";
import { indentAt, lineBreakOf } from "./lines.ts";
import { isMultiLine, putItem } from "./list.ts";
import type { Place } from "./list.ts";
import type { WantedName } from "./new-import.ts";
import { writeName } from "./new-import.ts";
import type { Source } from "./source.ts";
import type { Splice } from "./splice.ts";

/** Whether names can be put into an import: it has braces, or a default that braces can follow. */
export function canTake(declaration: Import): boolean {
  if (declaration.named) return true;
  return declaration.others.length === 1 && !declaration.isType && !declaration.isNamespace;
}

/**
 * The splices that put `added` into an import, and make values of its types in `upgraded`. Names
 * go where the order of the others asks for, if they are in order, and otherwise last.
 */
export function addNames(
  source: Source,
  declaration: Import,
  added: readonly WantedName[],
  upgraded: readonly string[],
): Splice[] {
  const { named, others, isType } = declaration;
  const splices = named ? asValues(source, declaration, named, upgraded) : [];
  const becomesValue = isType && splices.length > 0;
  const written = (name: WantedName) => writeName(name, isType && !becomesValue);
  const [first] = others;
  if (!named) {
    const list = added.map(written).join(", ");
    if (first) splices.push({ start: first.end, end: first.end, text: `, { ${list} }` });
    return splices;
  }
  // Names for one place go in as one text, so that their commas are made once.
  const groups = new Map<string, { place: Place; names: string[] }>();
  for (const name of inOrder(added)) {
    const place = placeOf(named.items, name);
    const key = JSON.stringify(place);
    const group = groups.get(key) ?? { place, names: [] };
    group.names.push(written(name));
    groups.set(key, group);
  }
  const [item] = named.items;
  const ownLines = item !== undefined && isMultiLine(source.text, named);
  const indent = item ? indentAt(source.text, item.start) : "";
  const between = ownLines ? `,${lineBreakOf(source.text)}${indent}` : ", ";
  for (const { place, names } of groups.values()) {
    splices.push(...putItem(source, named, place, names.join(between)));
  }
  return splices;
}

function placeOf(items: readonly NamedBinding[], name: WantedName): Place {
  const beside = items.findIndex(({ local }) => local === name.beside);
  if (beside !== -1) return { at: "before", index: beside };
  const order = orderOf(items);
  const index = order ? items.findIndex((item) => order(name.name, item.imported) < 0) : -1;
  return index === -1 ? { at: "end" } : { at: "before", index };
}

type Order = (a: string, b: string) => number;

const byCodeUnit: Order = (a, b) => (a < b ? -1 : Number(a > b));
const ignoringCase: Order = (a, b) => byCodeUnit(a.toLowerCase(), b.toLowerCase());

/** The order that the names are in; undefined if they are in none. */
function orderOf(items: readonly NamedBinding[]): Order | undefined {
  const names = items.map(({ imported }) => imported);
  return [ignoringCase, byCodeUnit].find((order) =>
    names.every((name, index) => order(names[index - 1] ?? name, name) <= 0),
  );
}

function inOrder(names: readonly WantedName[]): WantedName[] {
  return [...names].sort((a, b) => ignoringCase(a.name, b.name));
}

/** Takes `type` away where it stands for a name in `upgraded`. */
function asValues(
  source: Source,
  declaration: Import,
  named: NamedList,
  upgraded: readonly string[],
): Splice[] {
  const changed = named.items.filter(({ imported }) => upgraded.includes(imported));
  if (changed.length === 0) return [];
  if (!declaration.isType) {
    return changed.flatMap(({ start, isType }) => (isType ? [dropType(source, start)] : []));
  }
  const others = named.items.filter((item) => !changed.includes(item));
  return [
    dropType(source, source.tokens.find(({ start }) => start > declaration.start)?.start ?? 0),
    ...others.map(({ start }) => ({ start, end: start, text: "type " })),
  ];
}

/** Removes the word `type` at `start`, up to the next token. */
function dropType(source: Source, start: number): Splice {
  const end = source.tokens.find((token) => token.start > start)?.start ?? start;
  return { start, end, text: "" };
}
