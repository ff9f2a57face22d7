import { ts } from "ts-morph";
import { unwrap } from "../../program/syntax.ts";
import { calledName, keyOf } from "../syntax.ts";

/** Methods of texts and lists that change nothing and always give the same. */
const PURE =
  /^(?:split|at|trim|trimStart|trimEnd|toLowerCase|toUpperCase|slice|substring|replace|replaceAll|join|includes|startsWith|endsWith|padStart|padEnd|concat|toString)$/;

/** Functions that give something else each time and change nothing. */
const FRESH = /^(?:randomUUID|nanoid|newId|createId|cuid|uuid|v4|now|toISOString|getTime)$/;

/** Whether `value` can be evaluated twice: it has no effect, and is the same both times. */
export function isRepeatable(value: ts.Node): boolean {
  return holdsFor(value, (call) => {
    const callee = unwrap(call.expression);
    return ts.isPropertyAccessExpression(callee) && PURE.test(callee.name.text);
  });
}

/** Whether nobody could tell if `value`, but for what is in `moved`, were evaluated later. */
export function isEffectless(value: ts.Node, moved: ReadonlySet<ts.Node>): boolean {
  return holdsFor(
    value,
    (call) => {
      if (ts.isNewExpression(call)) {
        return ts.isIdentifier(call.expression) && call.expression.text === "Date";
      }
      const called = calledName(call) ?? "";
      return PURE.test(called) || FRESH.test(called);
    },
    moved,
  );
}

/**
 * The outermost expressions of `value` that cannot be evaluated twice, looking into object and list
 * literals, with the key that each is nearest to.
 */
export function unrepeatable(
  value: ts.Expression,
  key: string,
): readonly { readonly node: ts.Expression; readonly key: string }[] {
  if (isRepeatable(value)) return [];
  const inner = unwrap(value);
  if (ts.isObjectLiteralExpression(inner)) {
    return inner.properties.flatMap((property) => {
      if (ts.isSpreadAssignment(property)) return unrepeatable(property.expression, key);
      return ts.isPropertyAssignment(property)
        ? unrepeatable(property.initializer, keyOf(property) ?? key)
        : [];
    });
  }
  if (ts.isArrayLiteralExpression(inner)) {
    return inner.elements.flatMap((each) =>
      unrepeatable(ts.isSpreadElement(each) ? each.expression : each, key),
    );
  }
  return [{ node: value, key }];
}

function holdsFor(
  value: ts.Node,
  isFine: (call: ts.CallExpression | ts.NewExpression) => boolean,
  moved?: ReadonlySet<ts.Node>,
): boolean {
  const all = (node: ts.Node): boolean => {
    if (ts.isTypeNode(node) || moved?.has(node)) return true;
    // A function is another one each time that it is made.
    if (ts.isFunctionLike(node) || ts.isClassLike(node)) return false;
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && !isFine(node)) return false;
    if (
      ts.isAwaitExpression(node) ||
      ts.isYieldExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isDeleteExpression(node) ||
      ts.isPostfixUnaryExpression(node) ||
      (ts.isPrefixUnaryExpression(node) && isStep(node.operator)) ||
      (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind))
    ) {
      return false;
    }
    let fine = true;
    ts.forEachChild(node, (child) => {
      if (fine && !all(child)) fine = false;
    });
    return fine;
  };
  return all(value);
}

function isStep(operator: ts.PrefixUnaryOperator): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
