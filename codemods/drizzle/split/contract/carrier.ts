import type { ts } from "ts-morph";
import type { NameNode } from "../../../program/references.ts";

/**
 * Something that holds the old value, whole: the column of a row, a variable, a parameter, a
 * property. Once the column is split it holds one part, or there are several in its place.
 */
export interface Carrier {
  readonly kind: "column" | "variable" | "parameter" | "element" | "property" | "written";
  readonly name: string;
  /** Where it is declared; a property of a list's entries is declared in each of them. */
  readonly declarations: Set<ts.Declaration>;
  /** What it is given. None for a column, and for an element of a pattern. */
  readonly definitions: Set<ts.Expression>;
  readonly references: Reference[];
  /** The keys of the new columns that are asked of it. */
  readonly wanted: Set<string>;
  /** Whether it is part of what a procedure answers, for clients that may not be in the repository. */
  isAnswer: boolean;
  /** Whether it may be read where nobody sees it: of a selection whose rows are handed on. */
  isHandedOut: boolean;
  /** Of an element of a pattern, the property that it takes, where that is not the column. */
  takenFrom?: Reference;
}

/** A token that stands for a carrier, and what is done with the value there. */
export interface Reference {
  carrier: Carrier;
  readonly node: NameNode;
  /** The expression that has the old value: `row.details`, `details`. */
  readonly expression: ts.Expression | undefined;
  readonly use: Use;
}

export type Use =
  /** `value.member`, `value["member"]`; `whole` is the value with parentheses and casts. */
  | {
      readonly kind: "member";
      readonly access: ts.PropertyAccessExpression | ts.ElementAccessExpression;
      readonly whole: ts.Expression;
      readonly member: string;
    }
  /** `const { member, ...others } = value` */
  | { readonly kind: "pattern"; readonly declaration: ts.VariableDeclaration }
  /** `{ old: { member } }` of a row */
  | { readonly kind: "nested"; readonly element: ts.BindingElement }
  /** Only asked whether there is one. */
  | { readonly kind: "test"; readonly whole: ts.Expression }
  /** Given to a carrier, of which the uses count, or to a helper. */
  | { readonly kind: "given" }
  /** A key that lists the column in a query or a type: one is written for each new column. */
  | { readonly kind: "listed"; readonly entry: ts.Node }
  /** In a type, for a cast or annotation to be decided with its value. */
  | { readonly kind: "type" }
  /** Goes out of what can be followed. */
  | { readonly kind: "escape"; readonly how: string };

/** A new carrier, without references so far. */
export function newCarrier(
  kind: Carrier["kind"],
  name: string,
  declaration: ts.Declaration,
  definition?: ts.Expression,
): Carrier {
  return {
    kind,
    name,
    declarations: new Set([declaration]),
    definitions: new Set(definition ? [definition] : []),
    references: [],
    wanted: new Set(),
    isAnswer: false,
    isHandedOut: false,
  };
}
