import { ts } from "ts-morph";
import { keyOf } from "../../syntax.ts";
import type { Carrier } from "./carrier.ts";
import type { Parts } from "./parts.ts";

/** What each part of a carrier is called once it is split. */
export class Naming {
  private readonly given = new Map<Carrier, Map<string, string>>();
  private readonly taken = new Map<ts.Node, Set<string>>();

  constructor(private readonly parts: Parts) {}

  /** The keys that are asked of a carrier, in the order of the new columns. */
  keysOf(carrier: Carrier): readonly string[] {
    return this.parts.keys.filter((key) => carrier.wanted.has(key));
  }

  /** The part that keeps the carrier's place, and its name if that is not the old column's. */
  primaryOf(carrier: Carrier): string | undefined {
    return this.keysOf(carrier)[0];
  }

  nameOf(carrier: Carrier, key: string): string {
    if (carrier.kind === "column" || carrier.kind === "written") return key;
    const isKept = carrier.name !== this.parts.old && key === this.primaryOf(carrier);
    if (isKept) return carrier.name;
    if (carrier.kind === "property") return memberName(carrier, key);
    return this.freeName(carrier, key);
  }

  /** A name for a part that is only taken so that something else is without it. */
  unread(carrier: Carrier, key: string): string {
    return this.freeName(carrier, `_${key}`);
  }

  /** The same one for the same carrier and key. */
  private freeName(carrier: Carrier, key: string): string {
    const names = this.given.get(carrier) ?? new Map<string, string>();
    this.given.set(carrier, names);
    const known = names.get(key);
    if (known !== undefined) return known;
    const name = this.findName(carrier, key);
    names.set(key, name);
    return name;
  }

  private findName(carrier: Carrier, key: string): string {
    const scopes = [...carrier.declarations].map((declaration) => scopeOf(declaration));
    const capital = key.charAt(0).toUpperCase() + key.slice(1);
    const wanted = [key, `current${capital}`, `stored${capital}`, `new${capital}`];
    const isFree = (name: string): boolean =>
      scopes.every((scope) => !namesIn(scope).has(name) && !this.taken.get(scope)?.has(name));
    let name = wanted.find(isFree);
    for (let count = 2; name === undefined; count += 1) {
      if (isFree(`${key}${count}`)) name = `${key}${count}`;
    }
    for (const scope of scopes) {
      const taken = this.taken.get(scope) ?? new Set();
      this.taken.set(scope, taken.add(name));
    }
    return name;
  }
}

/** A name that none of the objects has, unless it is for the same column. */
function memberName(carrier: Carrier, key: string): string {
  const isTaken = [...carrier.declarations].some(
    ({ parent }) =>
      ts.isObjectLiteralExpression(parent) &&
      parent.properties.some((each) => keyOf(each) === key && !isSelected(each, key)),
  );
  return isTaken ? `${carrier.name}${key.charAt(0).toUpperCase()}${key.slice(1)}` : key;
}

/** Whether a member of a selection is for the column `key`: `key: table.key`. */
export function isSelected(property: ts.ObjectLiteralElementLike, key: string): boolean {
  if (!ts.isPropertyAssignment(property) || keyOf(property) !== key) return false;
  const { initializer } = property;
  return ts.isPropertyAccessExpression(initializer) && initializer.name.text === key;
}

/** The function around, or the file: what a name declared there may be seen from, and more. */
function scopeOf(declaration: ts.Declaration): ts.Node {
  let at: ts.Node = ts.isParameter(declaration) ? declaration.parent : declaration.parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  return at;
}

const known = new WeakMap<ts.Node, ReadonlySet<string>>();

/** All names in `scope` that stand for something by themselves, and not for a member. */
function namesIn(scope: ts.Node): ReadonlySet<string> {
  const found = known.get(scope);
  if (found) return found;
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isMember(node)) names.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(scope);
  known.set(scope, names);
  return names;
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertySignature(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  );
}
