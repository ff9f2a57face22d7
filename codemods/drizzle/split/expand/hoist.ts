import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { calledName } from "../../syntax.ts";
import { isEffectless } from "../repeatable.ts";

/** Where a constant can be declared so that `node` is still evaluated at the same time as it. */
export type Spot =
  | { readonly kind: "statement"; readonly statement: ts.Statement }
  /** The body of an arrow function without braces. */
  | { readonly kind: "body"; readonly body: ts.Expression };

/**
 * The place in front of which `node` can be evaluated as well: it is always evaluated when that
 * place is reached, once, and nothing with an effect comes before it but what is in `moved`, which
 * goes there too. Undefined if there is none.
 */
export function spotFor(node: ts.Expression, moved: ReadonlySet<ts.Node>): Spot | undefined {
  let at: ts.Node = node;
  for (;;) {
    const parent: ts.Node = at.parent;
    if (!isFineBefore(at, parent, moved)) return undefined;
    if (ts.isArrowFunction(parent)) {
      return ts.isExpression(at) && parent.body === at ? { kind: "body", body: at } : undefined;
    }
    if (ts.isStatement(parent) && !ts.isBlock(parent)) {
      const isAlone = ts.isBlock(parent.parent) || ts.isSourceFile(parent.parent);
      const isPlain =
        ts.isExpressionStatement(parent) ||
        ts.isReturnStatement(parent) ||
        ts.isVariableStatement(parent);
      return isAlone && isPlain ? { kind: "statement", statement: parent } : undefined;
    }
    at = parent;
  }
}

/** Whether `at` is evaluated whenever `parent` is, and what is evaluated before it has no effect. */
function isFineBefore(at: ts.Node, parent: ts.Node, moved: ReadonlySet<ts.Node>): boolean {
  if (ts.isObjectLiteralExpression(parent)) return areEffectless(parent.properties, at, moved);
  if (ts.isArrayLiteralExpression(parent)) return areEffectless(parent.elements, at, moved);
  if (ts.isVariableDeclarationList(parent)) return parent.declarations[0] === at;
  if (ts.isCallExpression(parent)) {
    if (parent.expression === at) return true;
    return isQuery(parent.expression) && areEffectless(parent.arguments, at, moved);
  }
  return (
    ts.isPropertyAssignment(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    ts.isNonNullExpression(parent) ||
    ts.isAwaitExpression(parent) ||
    ts.isPropertyAccessExpression(parent) ||
    ts.isVariableDeclaration(parent) ||
    ts.isArrowFunction(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isVariableStatement(parent)
  );
}

function areEffectless(
  list: readonly ts.Node[],
  until: ts.Node,
  moved: ReadonlySet<ts.Node>,
): boolean {
  for (const each of list) {
    if (each === until) return true;
    if (!isEffectless(each, moved)) return false;
  }
  return true;
}

/** `db.insert(orders).values`: that a query is put together can be told by nobody. */
function isQuery(callee: ts.Expression): boolean {
  const inner = unwrap(callee);
  if (ts.isIdentifier(inner) || inner.kind === ts.SyntaxKind.ThisKeyword) return true;
  if (ts.isPropertyAccessExpression(inner)) return isQuery(inner.expression);
  if (!ts.isCallExpression(inner)) return false;
  const starts = /^(?:insert|update|replace|values|set|where|returning|push)$/;
  return starts.test(calledName(inner) ?? "") && isQuery(inner.expression);
}

/** Names for new constants, none of which anything in reach has. */
export class Names {
  private readonly given = new Map<ts.Node, Set<string>>();

  /** The first of `wanted` that is free where `spot` is; undefined if none is. */
  take(spot: Spot, wanted: readonly string[]): string | undefined {
    const scope = scopeOf(spot);
    const given = this.given.get(scope) ?? new Set<string>();
    this.given.set(scope, given);
    const used = namesIn(scope);
    const name = wanted.find((each) => isName(each) && !used.has(each) && !given.has(each));
    if (name !== undefined) given.add(name);
    return name;
  }
}

function isName(text: string): boolean {
  return (
    /^[A-Za-z_$][\w$]*$/.test(text) &&
    ts.identifierToKeywordKind(ts.factory.createIdentifier(text)) === undefined
  );
}

/** The outermost function around, or the file: more than the constant can be seen from. */
function scopeOf(spot: Spot): ts.Node {
  const start: ts.Node = spot.kind === "body" ? spot.body : spot.statement;
  let scope: ts.Node = start.getSourceFile();
  for (let at = start.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isFunctionLike(at)) {
      scope = at;
      break;
    }
  }
  return scope;
}

/** All names in `scope` that stand for something by themselves, and not for a member. */
function namesIn(scope: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isMember =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node);
      if (!isMember) names.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return names;
}
