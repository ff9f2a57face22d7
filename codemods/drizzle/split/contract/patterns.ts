import { ts } from "ts-morph";
import { keyOf, walk } from "../../syntax.ts";
import type { Parts } from "./parts.ts";

/** What `const { a, b, ...others } = value` takes of each new column. */
export type Groups =
  | { readonly byKey: ReadonlyMap<string, readonly ts.BindingElement[]> }
  | { readonly problem: string; readonly node: ts.Node };

/** See `Groups`. The declaration's name is a pattern. */
export function groupsOf(declaration: ts.VariableDeclaration, parts: Parts): Groups {
  const pattern = declaration.name;
  if (declaration.type) return { problem: "this pattern has a type of its own", node: pattern };
  return groupsIn(pattern, parts);
}

/** The same of a pattern, wherever it stands. */
export function groupsIn(pattern: ts.BindingName, parts: Parts): Groups {
  const byKey = new Map<string, ts.BindingElement[]>();
  if (!ts.isObjectBindingPattern(pattern)) return { problem: "this is no pattern", node: pattern };
  const named = new Set<string>();
  for (const element of pattern.elements) {
    const name = element.dotDotDotToken ? undefined : keyOf(element);
    if (name !== undefined) named.add(name);
    const key = name === undefined ? parts.rest : parts.holding(name);
    const isSpread = element.dotDotDotToken !== undefined;
    if (name === undefined && !isSpread)
      return { problem: "this key is worked out", node: element };
    // It is taken out so that the others are without it, which they are now.
    if (name !== undefined && parts.taken.has(name) && isLeftOut(element)) continue;
    if (name !== undefined && key === undefined)
      return { problem: `no new column holds \`${name}\``, node: element };
    if (isSpread && parts.keys.some((each) => isMissing(parts.memberOf(each), named)))
      return { problem: "this holds members of more than one new column", node: element };
    if (key === undefined) return { problem: "no new column holds this", node: element };
    if (parts.memberOf(key) !== undefined && element.initializer)
      return { problem: "this has a value for when there is none", node: element };
    byKey.set(key, [...(byKey.get(key) ?? []), element]);
  }
  return { byKey };
}

function isMissing(member: string | undefined, named: ReadonlySet<string>): boolean {
  return member !== undefined && !named.has(member);
}

/** A name that says of itself that nobody reads it, and that nobody does read. */
function isLeftOut({ name }: ts.BindingElement): boolean {
  if (!ts.isIdentifier(name) || !name.text.startsWith("_")) return false;
  let scope: ts.Node = name;
  while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
  let count = 0;
  walk(scope, (node) => {
    if (ts.isIdentifier(node) && node.text === name.text) count += 1;
  });
  return count === 1;
}
