import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { keyOf } from "../../syntax.ts";
import type { SplitColumnParams } from "../params.ts";
import type { IsOld } from "./old-value.ts";

/** What a part is made of: a value that is written out, or the part of an old value. */
export type PartSource =
  | { readonly from: "value"; readonly value: ts.Expression }
  | { readonly from: "old"; readonly old: ts.Expression };

/** An object literal for the old column, taken apart. */
export interface TakenApart {
  /** By the key of the new column; a part that the literal has nothing for is not in it. */
  readonly parts: ReadonlyMap<string, PartSource>;
  /** The members of the rest, in order. A spread of an old value is one of them. */
  readonly rest: readonly RestMember[];
  /** Where each member of the literal has its value from, for columns that are filled from one. */
  readonly member: (name: string) => PartSource | undefined;
}

export type RestMember =
  | { readonly kind: "member"; readonly node: ts.ObjectLiteralElementLike }
  | { readonly kind: "old"; readonly node: ts.SpreadAssignment; readonly old: ts.Expression };

/** Takes `literal` apart; a node instead, where it cannot be told what belongs to which part. */
export function takeApart(
  checker: ts.TypeChecker,
  literal: ts.ObjectLiteralExpression,
  { into, drop }: SplitColumnParams,
  isOld: IsOld,
): TakenApart | ts.Node {
  const byMember = new Map(
    Object.entries(into).flatMap(([key, part]) => ("at" in part ? [[part.at, key] as const] : [])),
  );
  const isApart = (name: string): boolean => byMember.has(name) || drop.includes(name);
  const parts = new Map<string, PartSource>();
  const members = new Map<string, PartSource>();
  const rest: RestMember[] = [];
  let old: ts.Expression | undefined;
  for (const property of literal.properties) {
    if (ts.isSpreadAssignment(property)) {
      if (isOld(property.expression)) {
        old = property.expression;
        for (const key of byMember.values()) parts.set(key, { from: "old", old });
        members.clear();
        rest.push({ kind: "old", node: property, old });
        continue;
      }
      const names = namesOf(checker, property.expression);
      if (!names || names.some(isApart)) return property;
      for (const name of names) members.delete(name);
      rest.push({ kind: "member", node: property });
      continue;
    }
    const name = keyOf(property);
    const value = valueOf(property);
    if (name === undefined || !value) return property;
    members.set(name, { from: "value", value });
    const key = byMember.get(name);
    if (key !== undefined) parts.set(key, { from: "value", value });
    else if (!isApart(name)) rest.push({ kind: "member", node: property });
  }
  const last = old;
  return {
    parts,
    rest,
    member: (name) => members.get(name) ?? (last ? { from: "old", old: last } : undefined),
  };
}

function valueOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) && !property.objectAssignmentInitializer
    ? property.name
    : undefined;
}

/** The members that a spread may bring; undefined if nobody knows. */
function namesOf(checker: ts.TypeChecker, spread: ts.Expression): readonly string[] | undefined {
  const inner = unwrap(spread);
  if (ts.isObjectLiteralExpression(inner)) {
    const lists = inner.properties.map((property) => {
      if (ts.isSpreadAssignment(property)) return namesOf(checker, property.expression);
      const name = keyOf(property);
      return name === undefined ? undefined : [name];
    });
    return lists.some((list) => !list) ? undefined : lists.flatMap((list) => list ?? []);
  }
  if (ts.isConditionalExpression(inner)) {
    const [one, other] = [namesOf(checker, inner.whenTrue), namesOf(checker, inner.whenFalse)];
    return one && other && [...one, ...other];
  }
  if (ts.isBinaryExpression(inner)) {
    const isAnd = inner.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isAnd) return namesOf(checker, inner.right);
  }
  const type = checker.getTypeAtLocation(inner);
  const types = type.isUnion() ? type.types : [type];
  const known = types.every(
    (each) =>
      (each.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) === 0 &&
      checker.getIndexInfosOfType(each).length === 0,
  );
  return known
    ? types.flatMap((each) => checker.getPropertiesOfType(each).map(({ name }) => name))
    : undefined;
}
