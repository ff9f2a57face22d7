import { ts } from "ts-morph";

/** What an expression of a condition can come to. */
export type Value = Primitive | RegExp | Composite;

export type Primitive = string | number | boolean | null | undefined;

export type Composite =
  | { readonly kind: "list"; readonly items: readonly Value[] }
  | { readonly kind: "set"; readonly items: readonly Value[] }
  | { readonly kind: "map"; readonly entries: readonly (readonly [Value, Value])[] }
  | { readonly kind: "record"; readonly members: ReadonlyMap<string, Value> }
  | { readonly kind: "function"; readonly node: FunctionNode; readonly scope: Scope }
  /** The operation that the link is asked about. */
  | { readonly kind: "operation" }
  /** Cannot be told; matters only where it is used. */
  | { readonly kind: "unknown"; readonly reason: string; readonly node: ts.Node };

export type FunctionNode =
  ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

/** The values of the names of one call, by the declaration of each name. */
export interface Scope {
  readonly values: Map<ts.Node, Value>;
  readonly outer: Scope | undefined;
}

/** The expression or statement at `node` cannot be followed; `reason` reads on from "because". */
export class CannotTell extends Error {
  override readonly name = "CannotTell";

  constructor(
    readonly reason: string,
    readonly node: ts.Node,
  ) {
    super(reason);
  }
}

/** A composite value of one kind. */
export type Of<Kind extends Composite["kind"]> = Extract<Composite, { kind: Kind }>;

/** Whether `value` is a composite of `kind`. */
export function isOf<Kind extends Composite["kind"]>(value: Value, kind: Kind): value is Of<Kind> {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}

/** `value`, which something is about to depend on. Throws CannotTell if it is unknown. */
export function known(value: Value): Value {
  if (isOf(value, "unknown")) throw new CannotTell(value.reason, value.node);
  return value;
}

/** Whether `value` counts as true. Throws CannotTell if it is unknown. */
export function isTruthy(value: Value): boolean {
  return Boolean(known(value));
}

/** The text that a template or `+` makes of `value`. Throws CannotTell for what is not primitive. */
export function textOf(value: Value, node: ts.Node): string {
  const text = known(value);
  if (typeof text === "object" && text !== null) {
    throw new CannotTell("it makes a text of something that is not one", node);
  }
  return String(text);
}

/** The items of a list or set. Throws CannotTell for anything else. */
export function itemsOf(value: Value, node: ts.Node): readonly Value[] {
  const items = known(value);
  if (isOf(items, "list") || isOf(items, "set")) return items.items;
  if (isOf(items, "map")) {
    return items.entries.map((entry): Value => ({ kind: "list", items: entry }));
  }
  if (typeof items === "string") return [...items];
  throw new CannotTell("it goes through something that is not a list", node);
}

/** A list value. */
export function listOf(items: readonly Value[]): Value {
  return { kind: "list", items };
}

/** A scope with nothing in it. */
export function emptyScope(): Scope {
  return { values: new Map(), outer: undefined };
}

/** Whether `node` can be called as a function value. */
export function isFunctionNode(node: ts.Node): node is FunctionNode {
  return (
    ts.isArrowFunction(node) ||
    ts.isFunctionExpression(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node)
  );
}
