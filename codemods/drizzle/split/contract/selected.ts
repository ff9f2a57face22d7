import { ts } from "ts-morph";
import type { TypeProgram } from "../../../program/program.ts";
import { nameNodes } from "../../../program/references.ts";
import { calledName } from "../../syntax.ts";
import { chainAbove } from "../../writes.ts";
import { trackObject } from "./tracked.ts";
import type { Tracked } from "./tracked.ts";

const LOCAL: Tracked = { kind: "local" };
const LOST: Tracked = { kind: "lost", how: "in rows that are handed on" };

/** Functions of lists that give some of the entries, and those that hand each one to a callback. */
const SOME = /^(?:filter|find|findLast|at|slice|sort|toSorted|reverse|toReversed|pop|shift)$/;
const EACH = /^(?:map|flatMap|forEach|some|every|filter|find|findLast|findIndex|then)$/;

/**
 * What becomes of the rows of a selection that `property` is a key of: whether all that reads them
 * is seen. Handed to what is not of the repository, or to other files, they may be read by anybody.
 */
export function trackSelected(program: TypeProgram, property: ts.PropertyAssignment): Tracked {
  const call = property.parent.parent;
  if (!ts.isCallExpression(call)) return LOST;
  return fateOf(program, chainAbove(call).at(-1) ?? call, new Set());
}

function fateOf(program: TypeProgram, value: ts.Expression, seen: Set<ts.Node>): Tracked {
  const { parent } = value;
  if (
    ts.isAwaitExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isNonNullExpression(parent)
  ) {
    return fateOf(program, parent, seen);
  }
  if (isTested(value)) return LOCAL;
  if (ts.isConditionalExpression(parent) || ts.isBinaryExpression(parent)) {
    const isValue = ts.isConditionalExpression(parent) || isChoice(parent);
    return isValue ? fateOf(program, parent, seen) : LOST;
  }
  if (ts.isExpressionStatement(parent) || ts.isTypeQueryNode(parent)) return LOCAL;
  if (ts.isVariableDeclaration(parent)) {
    const isConstant = (parent.parent.flags & ts.NodeFlags.Const) !== 0;
    const isExported = (ts.getCombinedModifierFlags(parent) & ts.ModifierFlags.Export) !== 0;
    return isConstant && !isExported ? fateOfName(program, parent.name, seen) : LOST;
  }
  if (ts.isForOfStatement(parent) && parent.expression === value) {
    const list = parent.initializer;
    const [first] = ts.isVariableDeclarationList(list) ? list.declarations : [];
    return first ? fateOfName(program, first.name, seen) : LOST;
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === value) {
    // A member of a row is a carrier of its own; an entry of a list is a row.
    const isMember = ts.isStringLiteralLike(parent.argumentExpression);
    return isMember ? LOCAL : fateOf(program, parent, seen);
  }
  if (ts.isPropertyAccessExpression(parent) && parent.expression === value) {
    return fateOfMember(program, parent, seen);
  }
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) {
    return trackObject(program, value);
  }
  if (ts.isPropertyAssignment(parent) || ts.isSpreadAssignment(parent)) {
    return trackObject(program, value);
  }
  return ts.isShorthandPropertyAssignment(parent) ? trackObject(program, parent.parent) : LOST;
}

/** `rows.map(…)`, `rows.length`, `row.member` */
function fateOfMember(
  program: TypeProgram,
  access: ts.PropertyAccessExpression,
  seen: Set<ts.Node>,
): Tracked {
  const call = access.parent;
  if (!ts.isCallExpression(call) || call.expression !== access) return LOCAL;
  const name = calledName(call) ?? "";
  const [callback] = call.arguments;
  if (!EACH.test(name) && !SOME.test(name)) return LOST;
  const isFunction =
    !!callback && (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback));
  if (EACH.test(name) && !isFunction) return LOST;
  const [entry] = isFunction ? callback.parameters : [];
  const within = entry ? fateOfName(program, entry.name, seen) : LOCAL;
  if (within.kind === "lost" || !SOME.test(name)) return within;
  return worse(within, fateOf(program, call, seen));
}

function fateOfName(program: TypeProgram, name: ts.BindingName, seen: Set<ts.Node>): Tracked {
  if (seen.has(name)) return LOCAL;
  seen.add(name);
  if (ts.isObjectBindingPattern(name)) {
    return name.elements.some(({ dotDotDotToken }) => dotDotDotToken) ? LOST : LOCAL;
  }
  if (ts.isArrayBindingPattern(name)) {
    return name.elements.reduce<Tracked>(
      (found, each) =>
        ts.isBindingElement(each) ? worse(found, fateOfName(program, each.name, seen)) : found,
      LOCAL,
    );
  }
  const { checker } = program;
  const symbol = checker.getSymbolAtLocation(name);
  let found = LOCAL;
  for (const node of nameNodes(name.getSourceFile(), new Set([name.text]))) {
    if (node === name || !ts.isIdentifier(node)) continue;
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
    const named = isShorthand
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    if (named === symbol) found = worse(found, fateOf(program, node, seen));
  }
  return found;
}

function worse(one: Tracked, other: Tracked): Tracked {
  if (one.kind === "lost" || other.kind === "local") return one;
  return other;
}

/** One of the values that are chosen from, not what is compared. */
function isChoice({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return (
    kind === ts.SyntaxKind.QuestionQuestionToken ||
    kind === ts.SyntaxKind.BarBarToken ||
    kind === ts.SyntaxKind.AmpersandAmpersandToken
  );
}

function isTested(value: ts.Expression): boolean {
  const { parent } = value;
  if (ts.isConditionalExpression(parent)) return parent.condition === value;
  if (ts.isIfStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
  if (!ts.isBinaryExpression(parent)) return false;
  const { kind } = parent.operatorToken;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === value;
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken
  );
}
