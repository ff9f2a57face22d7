import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { calledName, keyOf } from "../../syntax.ts";

/** What an import calls those of `names` that it gives another name. */
export function* aliasesIn(
  statement: ts.ImportDeclaration,
  names: ReadonlySet<string>,
): Iterable<string> {
  const bindings = statement.importClause?.namedBindings;
  if (!bindings || !ts.isNamedImports(bindings)) return;
  for (const { propertyName, name } of bindings.elements)
    if (propertyName && names.has(propertyName.text)) yield name.text;
}

/** The token that an expression is named by. */
export function nameOf(expression: ts.Expression): ts.Identifier | undefined {
  if (ts.isIdentifier(expression)) return expression;
  const isMember = ts.isPropertyAccessExpression(expression) && ts.isIdentifier(expression.name);
  return isMember ? (expression.name as ts.Identifier) : undefined;
}

/** What a constant or property is given, if that is an object as written. */
export function literalOf(declaration: ts.Declaration): ts.Expression | undefined {
  const isConstant =
    ts.isVariableDeclaration(declaration) && (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  const value =
    isConstant || ts.isPropertyAssignment(declaration) ? declaration.initializer : undefined;
  return value && ts.isObjectLiteralExpression(unwrap(value)) ? value : undefined;
}

export function valueOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

export function isInColumns(property: ts.Node): boolean {
  const list = property.parent.parent;
  return ts.isPropertyAssignment(list) && keyOf(list) === "columns";
}

/** `select({ key: table.column })`, `returning({ … })`. */
export function isSelection(property: ts.PropertyAssignment): boolean {
  const call = property.parent.parent;
  if (!ts.isCallExpression(call)) return false;
  return /^(?:select|selectDistinct|selectDistinctOn|returning)$/.test(calledName(call) ?? "");
}

/** `{ key: { member } }`, with nothing for when there is none, in a pattern that takes no rest. */
export function isTakenApart({ name, initializer, parent }: ts.BindingElement): boolean {
  const hasRest = parent.elements.some((each) => ts.isBindingElement(each) && each.dotDotDotToken);
  return ts.isObjectBindingPattern(name) && !initializer && !hasRest;
}

/** `schema.omit({ key: true })` */
export function isSchemaMask(property: ts.ObjectLiteralElementLike): boolean {
  const call = property.parent.parent;
  return ts.isCallExpression(call) && /^(?:omit|pick)$/.test(calledName(call) ?? "");
}

const CHANGING =
  /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|add|set|delete|clear)$/;

/** Whether a member, or something in it, is given another value: what was read before changes too. */
export function isChanged(access: ts.Expression): boolean {
  let at = access;
  for (;;) {
    const { parent } = at;
    const isLink =
      ts.isPropertyAccessExpression(parent) ||
      ts.isElementAccessExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isParenthesizedExpression(parent);
    if (isLink && parent.expression === at) at = parent;
    else if (ts.isCallExpression(parent) && parent.expression === at) {
      return CHANGING.test(calledName(parent) ?? "");
    } else if (ts.isBinaryExpression(parent) && parent.left === at) {
      const { kind } = parent.operatorToken;
      return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
    } else if (ts.isPrefixUnaryExpression(parent)) {
      const { operator } = parent;
      return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken;
    } else return ts.isPostfixUnaryExpression(parent) || ts.isDeleteExpression(parent);
  }
}
