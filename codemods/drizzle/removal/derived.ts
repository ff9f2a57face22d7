import { ts } from "ts-morph";
import { unwrap } from "../../program/syntax.ts";
import { firstCall } from "../syntax.ts";

/**
 * Whether a file does nothing but declare: imports, exports, types, and variables that are made by
 * a call (`pgTable(…)`, `relations(…)`, `createInsertSchema(…)`) or hold plain data. What such a
 * file makes of a table that goes can go with it.
 */
export function isDeclarative(file: ts.SourceFile): boolean {
  return file.statements.every(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isExportAssignment(statement) ||
      ts.isTypeAliasDeclaration(statement) ||
      ts.isInterfaceDeclaration(statement) ||
      ts.isEnumDeclaration(statement) ||
      ts.isVariableStatement(statement) ||
      ts.isFunctionDeclaration(statement),
  );
}

/**
 * The declaration in `statement` that is nothing without what `isGone` says is going: a type on top
 * of it, a schema or an alias made of it. Undefined if the statement has more to say.
 */
export function derivedDeclaration(
  statement: ts.Node,
  isGone: (node: ts.Node) => boolean,
): ts.NamedDeclaration | undefined {
  if (ts.isTypeAliasDeclaration(statement)) {
    return isBasedOn(statement.type, isGone) ? statement : undefined;
  }
  if (ts.isInterfaceDeclaration(statement)) {
    const bases = (statement.heritageClauses ?? []).flatMap(({ types }) => types);
    return bases.some(({ expression }) => isGone(expression)) ? statement : undefined;
  }
  if (!ts.isVariableDeclaration(statement) || !statement.initializer) return undefined;
  return isMadeOf(statement.initializer, isGone) ? statement : undefined;
}

/** `createInsertSchema(gone)`, `alias(gone, "g")`, `goneSchema.omit({ … })`. */
function isMadeOf(value: ts.Expression, isGone: (node: ts.Node) => boolean): boolean {
  const call = firstCall(value);
  if (!call) return false;
  const [first] = call.arguments;
  if (first && isGone(unwrap(first))) return true;
  const callee = unwrap(call.expression);
  return ts.isPropertyAccessExpression(callee) && isGone(unwrap(callee.expression));
}

function isBasedOn(type: ts.TypeNode, isGone: (node: ts.Node) => boolean): boolean {
  const inner = (each: ts.TypeNode): boolean => isBasedOn(each, isGone);
  if (ts.isTypeReferenceNode(type)) {
    if (isNameGone(type.typeName, isGone)) return true;
    const [first] = type.typeArguments ?? [];
    return !!first && inner(first);
  }
  if (ts.isTypeQueryNode(type)) return isNameGone(type.exprName, isGone);
  if (ts.isIntersectionTypeNode(type)) return type.types.some(inner);
  if (ts.isUnionTypeNode(type)) {
    const parts = type.types.filter((each) => !ts.isLiteralTypeNode(each));
    return parts.length > 0 && parts.every(inner);
  }
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return inner(type.type);
  if (ts.isArrayTypeNode(type)) return inner(type.elementType);
  return ts.isIndexedAccessTypeNode(type) && inner(type.objectType);
}

/** `gone`, `schema.gone`, `gone.$inferSelect`. */
function isNameGone(name: ts.EntityName, isGone: (node: ts.Node) => boolean): boolean {
  if (ts.isIdentifier(name)) return isGone(name);
  return isGone(name.right) || isNameGone(name.left, isGone);
}
