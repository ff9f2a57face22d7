import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { declarationOf, isGlobal, isNamespace } from "../resolve.ts";
import { callOnCollection, isSame, memberOf } from "./collections.ts";
import { callGlobal, callStatic, construct } from "./globals.ts";
import type { Machine } from "./machine.ts";
import { patternOfLiteral } from "./patterns.ts";
import { callOnPattern, callOnString } from "./strings.ts";
import {
  CannotTell,
  emptyScope,
  isFunctionNode,
  isOf,
  isTruthy,
  itemsOf,
  known,
  listOf,
  textOf,
} from "./values.ts";
import type { Scope, Value } from "./values.ts";

/** The value of `node`. Throws CannotTell. */
export function evaluate(node: ts.Expression, scope: Scope, machine: Machine): Value {
  machine.step(node);
  const value = (part: ts.Expression): Value => known(evaluate(part, scope, machine));
  const inner = unwrap(node);
  if (inner !== node) return evaluate(inner, scope, machine);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isRegularExpressionLiteral(node)) return patternOfLiteral(node);
  if (ts.isIdentifier(node)) return machine.nameValue(node, scope);
  if (isFunctionNode(node)) return { kind: "function", node, scope };
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce(
      (text, span) => text + textOf(value(span.expression), span) + span.literal.text,
      node.head.text,
    );
  }
  if (ts.isArrayLiteralExpression(node)) return listOf(itemsOfLiteral(node, scope, machine));
  if (ts.isObjectLiteralExpression(node)) return recordOf(node, scope, machine);
  if (ts.isPrefixUnaryExpression(node)) return unary(node, value(node.operand));
  if (ts.isBinaryExpression(node)) return binary(node, value);
  if (ts.isConditionalExpression(node)) {
    return isTruthy(value(node.condition)) ? value(node.whenTrue) : value(node.whenFalse);
  }
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    return access(node, scope, machine);
  }
  if (ts.isCallExpression(node)) return call(node, scope, machine);
  if (ts.isNewExpression(node)) {
    const callee = node.expression;
    if (!ts.isIdentifier(callee) || !isGlobal(machine.checker, callee)) {
      throw new CannotTell(`it makes a \`${callee.getText()}\``, node);
    }
    return construct(callee.text, argumentsOf(node.arguments ?? [], scope, machine), node);
  }
  if (ts.isTypeOfExpression(node)) return typeOf(value(node.expression));
  switch (node.kind) {
    case ts.SyntaxKind.TrueKeyword:
      return true;
    case ts.SyntaxKind.FalseKeyword:
      return false;
    case ts.SyntaxKind.NullKeyword:
      return null;
  }
  throw new CannotTell("it has an expression that is not followed", node);
}

function itemsOfLiteral(
  list: ts.ArrayLiteralExpression,
  scope: Scope,
  machine: Machine,
): readonly Value[] {
  return list.elements.flatMap((element): readonly Value[] => {
    if (ts.isSpreadElement(element)) {
      return itemsOf(evaluate(element.expression, scope, machine), element);
    }
    return [machine.attempt(element, () => evaluate(element, scope, machine))];
  });
}

function recordOf(literal: ts.ObjectLiteralExpression, scope: Scope, machine: Machine): Value {
  const members = new Map<string, Value>();
  for (const property of literal.properties) {
    if (ts.isSpreadAssignment(property)) {
      const spread = known(evaluate(property.expression, scope, machine));
      if (!isOf(spread, "record")) throw new CannotTell("it spreads something unknown", property);
      for (const [key, value] of spread.members) members.set(key, value);
      continue;
    }
    const key = keyOf(property.name, scope, machine);
    members.set(
      key,
      machine.attempt(property, () => {
        if (ts.isPropertyAssignment(property)) {
          return evaluate(property.initializer, scope, machine);
        }
        if (ts.isShorthandPropertyAssignment(property)) {
          return machine.nameValue(property.name, scope);
        }
        if (ts.isMethodDeclaration(property)) return { kind: "function", node: property, scope };
        throw new CannotTell("it reads a member that is computed", property);
      }),
    );
  }
  return { kind: "record", members };
}

function keyOf(name: ts.PropertyName, scope: Scope, machine: Machine): string {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) {
    return name.text;
  }
  if (ts.isComputedPropertyName(name)) {
    return textOf(evaluate(name.expression, scope, machine), name);
  }
  throw new CannotTell("it has a key that is not followed", name);
}

function unary(node: ts.PrefixUnaryExpression, operand: Value): Value {
  if (node.operator === ts.SyntaxKind.ExclamationToken) return !operand;
  if (typeof operand === "number") {
    if (node.operator === ts.SyntaxKind.MinusToken) return -operand;
    if (node.operator === ts.SyntaxKind.PlusToken) return operand;
    if (node.operator === ts.SyntaxKind.TildeToken) return ~operand;
  }
  throw new CannotTell("it has an expression that is not followed", node);
}

function binary(node: ts.BinaryExpression, value: (inner: ts.Expression) => Value): Value {
  const left = value(node.left);
  const right = (): Value => value(node.right);
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.BarBarToken:
      return isTruthy(left) ? left : right();
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return isTruthy(left) ? right() : left;
    case ts.SyntaxKind.QuestionQuestionToken:
      return left ?? right();
    case ts.SyntaxKind.EqualsEqualsEqualsToken:
      return isSame(left, right());
    case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      return !isSame(left, right());
    case ts.SyntaxKind.EqualsEqualsToken:
      return isLike(left, right(), node);
    case ts.SyntaxKind.ExclamationEqualsToken:
      return !isLike(left, right(), node);
    case ts.SyntaxKind.InKeyword: {
      const record = right();
      const key = textOf(left, node);
      if (!isOf(record, "record")) break;
      if (!record.members.has(key)) memberOf(record, key, node);
      return record.members.has(key);
    }
    case ts.SyntaxKind.PlusToken: {
      const added = right();
      if (typeof left === "number" && typeof added === "number") return left + added;
      if (typeof left === "string" || typeof added === "string") {
        return textOf(left, node) + textOf(added, node);
      }
      break;
    }
    default:
      return compare(node, left, right());
  }
  throw new CannotTell("it has an expression that is not followed", node);
}

function isLike(left: Value, right: Value, node: ts.Node): boolean {
  if (left === null || left === undefined) return right === null || right === undefined;
  if (right === null || right === undefined) return false;
  if (typeof left !== typeof right) throw new CannotTell("it compares unlike values", node);
  return isSame(left, right);
}

function compare(node: ts.BinaryExpression, left: Value, right: Value): Value {
  if (typeof left === "number" && typeof right === "number") {
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.LessThanToken:
        return left < right;
      case ts.SyntaxKind.LessThanEqualsToken:
        return left <= right;
      case ts.SyntaxKind.GreaterThanToken:
        return left > right;
      case ts.SyntaxKind.GreaterThanEqualsToken:
        return left >= right;
      case ts.SyntaxKind.MinusToken:
        return left - right;
    }
  }
  throw new CannotTell("it has an expression that is not followed", node);
}

function access(
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  scope: Scope,
  machine: Machine,
): Value {
  if (ts.isPropertyAccessExpression(node)) {
    const declaration = declarationOf(machine.checker, node.name);
    const isExport = isNamespace(machine.checker, node.expression);
    if (declaration && (isExport || ts.isEnumMember(declaration))) {
      return machine.declared(declaration, emptyScope(), node);
    }
  }
  const object = known(evaluate(node.expression, scope, machine));
  if (object === undefined || object === null) return missing(node);
  const key = ts.isPropertyAccessExpression(node)
    ? node.name.text
    : known(evaluate(node.argumentExpression, scope, machine));
  if (isOf(object, "operation")) return machine.operationMember(String(key), node);
  if (isOf(object, "record")) return memberOf(object, textOf(key, node), node);
  if (typeof object === "string") {
    if (key === "length") return object.length;
    if (typeof key === "number") return object[key];
  }
  if (isOf(object, "list")) {
    if (key === "length") return object.items.length;
    if (typeof key === "number") return object.items[key];
  }
  if ((isOf(object, "set") || isOf(object, "map")) && key === "size") {
    return itemsOf(object, node).length;
  }
  throw new CannotTell(`it reads \`${String(key)}\` of something that is not followed`, node);
}

/** A member of nothing: nothing after `?.`, otherwise a failure. */
function missing(node: ts.Expression): Value {
  if (ts.isOptionalChain(node)) return undefined;
  throw new CannotTell("it reads a member of nothing, which fails", node);
}

function call(node: ts.CallExpression, scope: Scope, machine: Machine): Value {
  const callee = unwrap(node.expression);
  const args = (): readonly Value[] => argumentsOf(node.arguments, scope, machine);
  if (ts.isIdentifier(callee)) {
    if (isGlobal(machine.checker, callee)) {
      if (!declarationOf(machine.checker, callee) && !isKnownGlobal(callee.text)) {
        throw new CannotTell(`it calls \`${callee.text}\`, which is not in this repository`, node);
      }
      return callGlobal(callee.text, args(), node);
    }
    return machine.call(machine.nameValue(callee, scope), args(), node);
  }
  if (!ts.isPropertyAccessExpression(callee) || isNamespace(machine.checker, callee.expression)) {
    return machine.call(evaluate(callee, scope, machine), args(), node);
  }
  const owner = callee.expression;
  const name = callee.name.text;
  if (ts.isIdentifier(owner) && isGlobal(machine.checker, owner)) {
    return callStatic(owner.text, name, args(), node);
  }
  const object = known(evaluate(owner, scope, machine));
  if (object === undefined || object === null) return missing(callee);
  if (typeof object === "string") return callOnString(object, name, args(), node);
  if (object instanceof RegExp) return callOnPattern(object, name, args(), node);
  if (isOf(object, "operation"))
    throw new CannotTell(`it calls \`${name}\` of the operation`, node);
  if (isOf(object, "record") && object.members.has(name)) {
    return machine.call(object.members.get(name), args(), node);
  }
  if (typeof object === "object") {
    const apply = (target: Value, values: readonly Value[]): Value =>
      isOf(target, "function") ? machine.call(target, values, node) : missingFunction(node);
    return callOnCollection(object, name, args(), apply, node);
  }
  throw new CannotTell(`it calls \`${name}\`, which is not followed`, node);
}

function missingFunction(node: ts.Node): never {
  throw new CannotTell("it is given a function that is not followed", node);
}

function argumentsOf(
  nodes: readonly ts.Expression[],
  scope: Scope,
  machine: Machine,
): readonly Value[] {
  return nodes.flatMap((node): readonly Value[] =>
    ts.isSpreadElement(node)
      ? itemsOf(evaluate(node.expression, scope, machine), node)
      : [machine.attempt(node, () => evaluate(node, scope, machine))],
  );
}

function isKnownGlobal(name: string): boolean {
  return name === "String" || name === "Boolean" || name === "RegExp";
}

function typeOf(value: Value): string {
  if (isOf(value, "function")) return "function";
  return typeof value;
}
