import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { isFunctionNode } from "../evaluation/values.ts";
import type { FunctionNode } from "../evaluation/values.ts";
import { declarationOf } from "../resolve.ts";
import { mentionsAt, patternOf } from "./mentions.ts";
import { cutsFor } from "./pattern-source.ts";

/**
 * What is left of an expression once nothing is called `route` any more. `text`: a text that no
 * path begins with or equals. `empty`: a list, set, record or pattern of such texts only, which
 * nothing is in and nothing matches. `nothing`: undefined or null. Undefined: not settled.
 */
export type Folded = boolean | -1 | "text" | "empty" | "nothing" | undefined;

const COMPARES = new Set(["startsWith", "endsWith", "includes", "has", "hasOwnProperty"]);
const OBJECT_LISTS = new Set(["keys", "values", "entries", "freeze", "fromEntries", "from"]);
const COLLECTIONS = new Set(["Set", "Map", "RegExp"]);

/** Works out what becomes of code when the mentions of one route mean nothing any more. */
export class Folder {
  private readonly memory = new Map<ts.Node, Folded>();

  constructor(
    private readonly checker: ts.TypeChecker,
    private readonly route: string,
  ) {}

  /** What `expression` comes to. */
  fold(expression: ts.Expression): Folded {
    const node = unwrap(expression);
    if (!this.memory.has(node)) {
      // First, so that code that refers to itself comes to an end.
      this.memory.set(node, undefined);
      this.memory.set(node, this.settle(node));
    }
    return this.memory.get(node);
  }

  /** What every call of `node` returns, if its body is a single expression or `return`. */
  foldFunction(node: FunctionNode): Folded {
    if (!node.body) return undefined;
    if (!ts.isBlock(node.body)) return this.fold(node.body);
    const rest = node.body.statements.filter(
      (statement) => !ts.isVariableStatement(statement) || !this.isDeadStatement(statement),
    );
    const [only] = rest;
    if (rest.length !== 1 || !only || !ts.isReturnStatement(only)) return undefined;
    return only.expression && this.fold(only.expression);
  }

  /** What a declared constant or function is left as. */
  foldDeclaration(declaration: ts.Node): Folded {
    if (ts.isVariableDeclaration(declaration) && declaration.initializer) {
      const value = unwrap(declaration.initializer);
      return isFunctionNode(value) ? this.foldFunction(value) : this.fold(value);
    }
    return ts.isFunctionDeclaration(declaration) ? this.foldFunction(declaration) : undefined;
  }

  /** Whether an element of a list stands for the route alone. */
  isDeadElement(element: ts.Expression): boolean {
    if (ts.isSpreadElement(element)) return this.fold(element.expression) === "empty";
    const folded = this.fold(element);
    if (folded === "text" || folded === "empty") return true;
    const inner = unwrap(element);
    if (ts.isArrayLiteralExpression(inner)) {
      const [key] = inner.elements;
      return key !== undefined && this.fold(key) === "text";
    }
    return (
      ts.isObjectLiteralExpression(inner) &&
      inner.properties.some(
        (property) => ts.isPropertyAssignment(property) && isSpent(this.fold(property.initializer)),
      )
    );
  }

  /** Whether a member of an object literal has the route as its key. */
  isDeadProperty(property: ts.ObjectLiteralElementLike): boolean {
    if (ts.isSpreadAssignment(property)) return this.fold(property.expression) === "empty";
    return property.name !== undefined && this.names(property.name);
  }

  /** Whether a `case` can no longer be met. */
  isDeadClause(clause: ts.CaseOrDefaultClause): boolean {
    if (!ts.isCaseClause(clause)) return false;
    const folded = this.fold(clause.expression);
    return folded === "text" || isFalsy(folded);
  }

  private isDeadStatement(statement: ts.VariableStatement): boolean {
    return statement.declarationList.declarations.every(
      (declaration) => this.foldDeclaration(declaration) !== undefined,
    );
  }

  private names(node: ts.Node): boolean {
    return mentionsAt(node, this.route).length > 0;
  }

  private settle(node: ts.Expression): Folded {
    const pattern = patternOf(node);
    if (pattern) return cutsFor(pattern.body, this.route).dead ? "empty" : undefined;
    if (ts.isStringLiteralLike(node)) return this.names(node) ? "text" : undefined;
    if (ts.isTemplateExpression(node)) return this.settleTemplate(node);
    if (ts.isIdentifier(node)) {
      const declaration = declarationOf(this.checker, node);
      if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
      const value = declaration.initializer && unwrap(declaration.initializer);
      return value && !isFunctionNode(value) ? this.fold(value) : undefined;
    }
    if (ts.isArrayLiteralExpression(node)) {
      const { elements } = node;
      const dead = elements.length > 0 && elements.every((each) => this.isDeadElement(each));
      return dead ? "empty" : undefined;
    }
    if (ts.isObjectLiteralExpression(node)) {
      const { properties } = node;
      const dead = properties.length > 0 && properties.every((each) => this.isDeadProperty(each));
      return dead ? "empty" : undefined;
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      const operand = this.fold(node.operand);
      if (isFalsy(operand)) return true;
      return operand === true ? false : undefined;
    }
    if (ts.isBinaryExpression(node)) return this.settleBinary(node);
    if (ts.isConditionalExpression(node)) {
      const condition = this.fold(node.condition);
      if (condition === undefined) return undefined;
      return this.orLiteral(isFalsy(condition) ? node.whenFalse : node.whenTrue);
    }
    if (ts.isElementAccessExpression(node)) {
      const dead =
        this.fold(node.expression) === "empty" || this.fold(node.argumentExpression) === "text";
      return dead ? "nothing" : undefined;
    }
    if (ts.isNewExpression(node)) {
      const [first] = node.arguments ?? [];
      const known = ts.isIdentifier(node.expression) && COLLECTIONS.has(node.expression.text);
      return known && first && this.fold(first) === "empty" ? "empty" : undefined;
    }
    return ts.isCallExpression(node) ? this.settleCall(node) : undefined;
  }

  private settleTemplate(node: ts.TemplateExpression): Folded {
    if (this.names(node.head)) return "text";
    const [span] = node.templateSpans;
    const leads = node.head.text === "" && span && this.fold(span.expression) === "text";
    return leads ? "text" : undefined;
  }

  private settleBinary(node: ts.BinaryExpression): Folded {
    const left = this.fold(node.left);
    const right = this.fold(node.right);
    switch (node.operatorToken.kind) {
      case ts.SyntaxKind.BarBarToken:
        if (left === true || right === true) return true;
        return isFalsy(left) ? right : undefined;
      case ts.SyntaxKind.AmpersandAmpersandToken:
        if (isFalsy(left) || isFalsy(right)) return false;
        return left === true ? right : undefined;
      case ts.SyntaxKind.QuestionQuestionToken:
        if (left === undefined) return undefined;
        return left === "nothing" ? this.orLiteral(node.right) : left;
      case ts.SyntaxKind.PlusToken:
        return left === "text" ? "text" : undefined;
      case ts.SyntaxKind.InKeyword:
        return left === "text" || right === "empty" ? false : undefined;
    }
    return compared(node, left, right);
  }

  private settleCall(node: ts.CallExpression): Folded {
    const [first, second] = node.arguments;
    const argument = first && this.fold(first);
    const callee = unwrap(node.expression);
    if (ts.isIdentifier(callee)) {
      if (callee.text === "Boolean" || callee.text === "RegExp") {
        return isFalsy(argument) ? false : argument;
      }
      const declaration = declarationOf(this.checker, callee);
      const folded = declaration && this.foldDeclaration(declaration);
      return typeof folded === "boolean" || folded === "nothing" ? folded : undefined;
    }
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    const name = callee.name.text;
    if (ts.isIdentifier(callee.expression) && /^(?:Object|Array)$/.test(callee.expression.text)) {
      if (name === "hasOwn") {
        const dead = argument === "empty" || (second && this.fold(second) === "text");
        return dead ? false : undefined;
      }
      return OBJECT_LISTS.has(name) && argument === "empty" ? "empty" : undefined;
    }
    return callOf(name, this.fold(callee.expression), argument);
  }

  private orLiteral(expression: ts.Expression): Folded {
    const node = unwrap(expression);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
    if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
    return this.fold(node);
  }
}

/** Whether what is left counts as false. */
export function isFalsy(folded: Folded): boolean {
  return folded === false || folded === "nothing";
}

function isSpent(folded: Folded): boolean {
  return folded === "text" || folded === "empty";
}

function callOf(name: string, target: Folded, argument: Folded): Folded {
  if (COMPARES.has(name) && argument === "text") return false;
  if (name === "test" && target === "empty") return false;
  if (name === "exec" && target === "empty") return "nothing";
  if (name === "match" && isSpent(argument)) return "nothing";
  if (name === "search" && isSpent(argument)) return -1;
  if (/^(?:indexOf|lastIndexOf)$/.test(name) && argument === "text") return -1;
  if (name === "get" && argument === "text") return "nothing";
  if (target !== "empty") return undefined;
  if (/^(?:some|includes|has|hasOwnProperty)$/.test(name)) return false;
  if (name === "every") return true;
  if (/^(?:indexOf|findIndex)$/.test(name)) return -1;
  if (/^(?:find|get|at)$/.test(name)) return "nothing";
  return /^(?:map|filter|flatMap|flat|values|keys|slice)$/.test(name) ? "empty" : undefined;
}

function compared(node: ts.BinaryExpression, left: Folded, right: Folded): Folded {
  const operator = node.operatorToken.kind;
  const isEqual = EQUAL.has(operator);
  const isUnequal = UNEQUAL.has(operator);
  if ((isEqual || isUnequal) && (left === "text" || right === "text")) return isUnequal;
  if (left === "nothing" && (isEqual || isUnequal)) {
    const other = unwrap(node.right);
    const empty = other.kind === ts.SyntaxKind.NullKeyword || other.getText() === "undefined";
    return empty === isEqual;
  }
  if (left !== -1) return undefined;
  const text = node.right.getText();
  if (!/^-?\d+$/.test(text)) return undefined;
  const bound = Number(text);
  if (isEqual) return bound === -1;
  if (isUnequal) return bound !== -1;
  if (operator === ts.SyntaxKind.GreaterThanToken) return -1 > bound;
  if (operator === ts.SyntaxKind.GreaterThanEqualsToken) return -1 >= bound;
  return operator === ts.SyntaxKind.LessThanToken ? -1 < bound : undefined;
}

const EQUAL: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
]);
const UNEQUAL: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
