import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes, referencesAt } from "../../program/references.ts";
import type { NameNode } from "../../program/references.ts";
import { unwrap } from "../../program/syntax.ts";
import type { Mount } from "../../routes/router-model.ts";
import { usesOf } from "./bindings.ts";

/**
 * Tokens that the checker cannot place but that are used as the route would be: read from an
 * untyped value, by name or by pattern, or a key of an object such as a test's stand-in for a
 * client, with one of the route's own members below it.
 */
export function suspectedReferences(
  program: TypeProgram,
  files: readonly RepoPath[],
  mount: Mount,
): readonly NameNode[] {
  const key = new Set([mount.path.at(-1) ?? ""]);
  const members = new Set(mount.procedures.map(({ path }) => path.split(".")[0] ?? ""));
  if (members.size === 0) return [];
  return files.flatMap((path) => {
    const file = program.sourceFile(path);
    return file
      ? nameNodes(file, key).filter(
          (node) =>
            node.parent !== mount.property &&
            isUsedAsRoute(program, node, members) &&
            !isPlaced(program, node, mount),
        )
      : [];
  });
}

function isUsedAsRoute(
  program: TypeProgram,
  node: NameNode,
  members: ReadonlySet<string>,
): boolean {
  const parent = node.parent;
  const isRead = ts.isPropertyAccessExpression(parent) && parent.name === node;
  if (isRead || ts.isElementAccessExpression(parent)) {
    return readsMember(parent, members) || isKeptAndRead(program, parent, members);
  }
  if (ts.isLiteralTypeNode(parent)) return hasMemberType(parent.parent, members);
  if (ts.isBindingElement(parent)) return bindsMember(program, parent, members);
  return (
    ts.isPropertyAssignment(parent) &&
    parent.name === node &&
    ts.isObjectLiteralExpression(parent.initializer) &&
    parent.initializer.properties.some((it) => isStandIn(it, members))
  );
}

/** Whether a variable is made of `value`, from which one of `members` is read. */
function isKeptAndRead(
  program: TypeProgram,
  value: ts.Node,
  members: ReadonlySet<string>,
): boolean {
  const whole = wholeOf(value);
  const { parent } = whole;
  return (
    ts.isVariableDeclaration(parent) &&
    parent.initializer === whole &&
    bindsMember(program, parent, members)
  );
}

/** Whether one of `members` is taken by the pattern of `declaration`, or read from its variable. */
function bindsMember(
  program: TypeProgram,
  declaration: ts.VariableDeclaration | ts.BindingElement,
  members: ReadonlySet<string>,
): boolean {
  const { name } = declaration;
  if (ts.isObjectBindingPattern(name)) {
    return name.elements.some((it) => members.has((it.propertyName ?? it.name).getText()));
  }
  return (
    ts.isIdentifier(name) &&
    usesOf(program, declaration, name.text).some((use) => readsMember(use, members))
  );
}

/** `value` with what only wraps it. */
function wholeOf(value: ts.Node): ts.Node {
  let whole = value;
  while (ts.isExpression(whole.parent) && unwrap(whole.parent) === value) whole = whole.parent;
  return whole;
}

/** Whether one of `members` is read from what `value` is, however it is wrapped. */
function readsMember(value: ts.Node, members: ReadonlySet<string>): boolean {
  const whole = wholeOf(value);
  const next = whole.parent;
  if (ts.isPropertyAccessExpression(next)) {
    return next.expression === whole && members.has(next.name.text);
  }
  return (
    ts.isElementAccessExpression(next) &&
    next.expression === whole &&
    ts.isStringLiteralLike(next.argumentExpression) &&
    members.has(next.argumentExpression.text)
  );
}

/** Whether `type` is the `Options["posts"]` of `Options["posts"]["list"]`. */
function hasMemberType(type: ts.Node, members: ReadonlySet<string>): boolean {
  const outer = type.parent;
  return (
    ts.isIndexedAccessTypeNode(type) &&
    ts.isIndexedAccessTypeNode(outer) &&
    outer.objectType === type &&
    ts.isLiteralTypeNode(outer.indexType) &&
    ts.isStringLiteral(outer.indexType.literal) &&
    members.has(outer.indexType.literal.text)
  );
}

/** Whether a property may stand in for a procedure or a router: plain data does not. */
function isStandIn(property: ts.ObjectLiteralElementLike, members: ReadonlySet<string>): boolean {
  const { name } = property;
  if (!name || !(ts.isIdentifier(name) || ts.isStringLiteralLike(name))) return false;
  if (!members.has(name.text)) return false;
  if (!ts.isPropertyAssignment(property)) return true;
  const value = unwrap(property.initializer);
  return (
    ts.isCallExpression(value) ||
    (ts.isObjectLiteralExpression(value) && !value.properties.every(isPlain)) ||
    ts.isFunctionLike(value) ||
    ts.isIdentifier(value)
  );
}

/** `label: "Create"`: what is only shown or counted is no part of a client. */
function isPlain(property: ts.ObjectLiteralElementLike): boolean {
  if (!ts.isPropertyAssignment(property)) return false;
  const { kind } = unwrap(property.initializer);
  return (
    kind === ts.SyntaxKind.StringLiteral ||
    kind === ts.SyntaxKind.NumericLiteral ||
    kind === ts.SyntaxKind.TrueKeyword ||
    kind === ts.SyntaxKind.FalseKeyword
  );
}

/** Whether the checker knows what a token stands for, be it the route or something else. */
function isPlaced(program: TypeProgram, node: NameNode, mount: Mount): boolean {
  const declarations = referencesAt(program.checker, node)
    .filter(({ role }) => role === "member")
    .flatMap((reference) => reference.declarations);
  // A key of a literal is at least its own declaration.
  return ts.isPropertyAssignment(node.parent)
    ? declarations.includes(mount.property) || isOfOtherRouter(program, node.parent)
    : declarations.length > 0 || isReturned(program, node);
}

/** Whether a name is read from what a procedure returns, which can be anything but a client. */
function isReturned({ checker }: TypeProgram, { parent }: NameNode): boolean {
  const from =
    ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)
      ? parent.expression
      : ts.isBindingElement(parent)
        ? parent.parent
        : undefined;
  const type = from && checker.getNonNullableType(checker.getTypeAtLocation(from));
  return type?.getProperty("~unseen") !== undefined;
}

/** Whether a key is one of a router of its own: `router({ admin: { posts: … } })`. */
function isOfOtherRouter({ checker }: TypeProgram, property: ts.PropertyAssignment): boolean {
  let literal: ts.Node = property.parent;
  for (;;) {
    while (ts.isExpression(literal.parent) && unwrap(literal.parent) === literal) {
      literal = literal.parent;
    }
    if (!ts.isPropertyAssignment(literal.parent)) break;
    literal = literal.parent.parent;
  }
  const call = literal.parent;
  if (!ts.isCallExpression(call) || !call.arguments.some((each) => each === literal)) return false;
  return checker.getTypeAtLocation(call).getProperty("_def") !== undefined;
}
