import { ts } from "ts-morph";

/**
 * Whether an object literal goes to somebody of whom nothing is known, so that its keys may be read
 * by name: an argument of an untyped function, a value of type `any`, an entry of a dictionary.
 */
export function goesToUnknown(checker: ts.TypeChecker, literal: ts.Expression): boolean {
  return (
    keysAreFree(checker, literal) ??
    (goesOn(literal.parent, literal) && goesToUnknownThrough(checker, literal))
  );
}

/** What the type that is wanted at `value` says; undefined if none is. */
function keysAreFree(checker: ts.TypeChecker, value: ts.Expression): boolean | undefined {
  const wanted = checker.getContextualType(value);
  if (!wanted) return undefined;
  if ((wanted.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return true;
  return checker.getIndexInfosOfType(wanted).length > 0;
}

function goesToUnknownThrough(checker: ts.TypeChecker, value: ts.Expression): boolean {
  const { parent } = value;
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return isAny(checker, parent.expression);
  }
  if (ts.isReturnStatement(parent)) {
    const returned = ts.findAncestor(parent, ts.isFunctionLike);
    return !!returned && functionGoesToUnknown(checker, returned);
  }
  if (ts.isArrowFunction(parent)) return functionGoesToUnknown(checker, parent);
  if (ts.isPropertyAssignment(parent) || ts.isSpreadAssignment(parent)) {
    return goesToUnknown(checker, parent.parent);
  }
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return isAny(checker, parent.left);
  }
  return ts.isExpression(parent) && goesToUnknown(checker, parent);
}

function functionGoesToUnknown(checker: ts.TypeChecker, node: ts.SignatureDeclaration): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node))
    return goesToUnknown(checker, node);
  return ts.isObjectLiteralExpression(node.parent) && goesToUnknown(checker, node.parent);
}

/** Whether `value` is, at `parent`, handed on rather than looked into. */
function goesOn(parent: ts.Node, value: ts.Expression): boolean {
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return parent.expression !== value;
  if (ts.isBinaryExpression(parent)) return parent.right === value || isChoice(parent);
  if (ts.isConditionalExpression(parent)) return parent.condition !== value;
  return !ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent);
}

function isChoice(node: ts.BinaryExpression): boolean {
  return (
    node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

function isAny(checker: ts.TypeChecker, node: ts.Expression): boolean {
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.Any) !== 0;
}
