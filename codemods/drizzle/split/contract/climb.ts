import { ts } from "ts-morph";

/** Where a value ends up when it is followed outward from an expression. */
export type Place =
  | {
      readonly kind: "member";
      readonly access: ts.PropertyAccessExpression | ts.ElementAccessExpression;
      readonly whole: ts.Expression;
      readonly member: string;
    }
  | { readonly kind: "test"; readonly whole: ts.Expression }
  | { readonly kind: "variable"; readonly declaration: ts.VariableDeclaration }
  | {
      readonly kind: "property";
      readonly property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment;
      readonly value: ts.Expression;
    }
  | {
      readonly kind: "argument";
      readonly call: ts.CallExpression;
      readonly index: number;
      readonly value: ts.Expression;
    }
  | { readonly kind: "other"; readonly how: string };

/**
 * Follows a value outward, through casts, choices, and objects that it is spread into, up to the
 * first place where something is done with it.
 */
export function placeOfValue(value: ts.Expression): Place {
  let at = value;
  for (;;) {
    const { parent } = at;
    if (isTransparent(parent) || isChosen(at)) at = parent as ts.Expression;
    else if (ts.isSpreadAssignment(parent)) at = parent.parent;
    else if (isTested(at)) return { kind: "test", whole: at };
    else return endOf(at, parent);
  }
}

function endOf(at: ts.Expression, parent: ts.Node): Place {
  if (ts.isPropertyAccessExpression(parent)) {
    return { kind: "member", access: parent, whole: at, member: parent.name.text };
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === at) {
    const key = parent.argumentExpression;
    if (ts.isStringLiteralLike(key))
      return { kind: "member", access: parent, whole: at, member: key.text };
    return { kind: "other", how: "by a key that is worked out" };
  }
  if (ts.isVariableDeclaration(parent) && parent.initializer === at) {
    const isConstant = (parent.parent.flags & ts.NodeFlags.Const) !== 0;
    return isConstant
      ? { kind: "variable", declaration: parent }
      : { kind: "other", how: "by a variable that may be given another value" };
  }
  if (ts.isPropertyAssignment(parent) && parent.initializer === at)
    return { kind: "property", property: parent, value: at };
  if (ts.isShorthandPropertyAssignment(parent) && parent.name === at)
    return { kind: "property", property: parent, value: at };
  if (ts.isCallExpression(parent) && parent.expression !== at) {
    const index = parent.arguments.indexOf(at);
    return { kind: "argument", call: parent, index, value: at };
  }
  return { kind: "other", how: wordsFor(parent) };
}

function wordsFor(parent: ts.Node): string {
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent))
    return "as what a function returns";
  if (ts.isTemplateSpan(parent)) return "by a template";
  if (ts.isJsxExpression(parent) || ts.isJsxSpreadAttribute(parent)) return "by a component";
  if (ts.isBinaryExpression(parent)) return `by \`${parent.operatorToken.getText()}\``;
  return "by this expression";
}

/** What stands around a value and hands it on as it is. */
function isTransparent(node: ts.Node): boolean {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

/** One of the values that a condition, or `??`, chooses from. */
function isChosen(at: ts.Expression): boolean {
  const { parent } = at;
  if (ts.isConditionalExpression(parent)) return parent.condition !== at;
  if (!ts.isBinaryExpression(parent)) return false;
  switch (parent.operatorToken.kind) {
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.BarBarToken:
      return true;
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return parent.right === at;
    default:
      return false;
  }
}

function isTested(at: ts.Expression): boolean {
  const { parent } = at;
  if (ts.isConditionalExpression(parent) || ts.isIfStatement(parent)) return true;
  if (ts.isPrefixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.ExclamationToken;
  }
  if (!ts.isBinaryExpression(parent)) return false;
  const kind = parent.operatorToken.kind;
  if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return parent.left === at;
  const other = parent.left === at ? parent.right : parent.left;
  const isComparison =
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.EqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsToken;
  return isComparison && isNothing(other);
}

/** Whether an expression is `null` or `undefined`, as written. */
export function isNothing(expression: ts.Expression): boolean {
  return (
    expression.kind === ts.SyntaxKind.NullKeyword ||
    (ts.isIdentifier(expression) && expression.text === "undefined")
  );
}
