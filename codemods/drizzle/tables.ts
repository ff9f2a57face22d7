import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import { pathOf } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { unwrap } from "../program/syntax.ts";
import { calledName, drizzleFunction, firstCall, keyOf, recordIn, returned } from "./syntax.ts";

/** A table as the code declares it: `export const users = pgTable("users", {…}, …)`. */
export interface Table {
  /** The name of the variable. */
  readonly name: string;
  readonly path: RepoPath;
  readonly declaration: ts.VariableDeclaration;
  /** The call that makes it. */
  readonly call: ts.CallExpression;
  /** The table's name in the database; undefined if it is computed. */
  readonly databaseName: string | undefined;
  /** Those that are written out. Others come from the table's spreads. */
  readonly columns: readonly Column[];
  /** Indexes, keys, checks and the like: an object's properties, or an array's elements. */
  readonly extras: readonly Extra[];
  /** The function that lists the extras. */
  readonly extraArgument: ts.Expression | undefined;
}

export interface Column {
  readonly key: string;
  readonly property: ts.ObjectLiteralElementLike;
  /** The column's name in the database, the key itself if none is given; undefined if computed. */
  readonly databaseName: string | undefined;
}

export interface Extra {
  readonly node: ts.ObjectLiteralElementLike | ts.Expression;
  /** `index`, `uniqueIndex`, `unique`, `primaryKey`, `foreignKey`, `check`, … */
  readonly kind: string | undefined;
}

/** The tables that a file declares, in order. */
export function tablesIn(program: TypeProgram, file: ts.SourceFile): readonly Table[] {
  const path = pathOf(file);
  if (path === undefined) return [];
  return file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap((it) => tableOf(program, path, it) ?? [])
      : [],
  );
}

function tableOf(
  program: TypeProgram,
  path: RepoPath,
  declaration: ts.VariableDeclaration,
): Table | undefined {
  const { name, initializer } = declaration;
  if (!ts.isIdentifier(name) || !initializer) return undefined;
  const call = makingCall(initializer);
  const [first, second, third] = call?.arguments ?? [];
  if (!call || !first || !second || !isText(first)) return undefined;
  if (!isPlainTable(program.checker, declaration, call) && !hasColumns(program, name)) {
    return undefined;
  }
  return {
    name: name.text,
    path,
    declaration,
    call,
    databaseName: ts.isStringLiteralLike(first) ? first.text : undefined,
    columns: columnsIn(recordIn(second)),
    extras: third ? extrasIn(third) : [],
    extraArgument: third,
  };
}

function hasColumns({ checker }: TypeProgram, name: ts.Identifier): boolean {
  return checker.getTypeAtLocation(name).getProperty("~columns") !== undefined;
}

/**
 * Whether a variable certainly holds a table: `pgTable("users", { … }, (table) => …)` with Drizzle's
 * own function. Such are most tables, and the type of one takes the checker a while.
 */
function isPlainTable(
  checker: ts.TypeChecker,
  { initializer, type }: ts.VariableDeclaration,
  call: ts.CallExpression,
): boolean {
  const [, second, third] = call.arguments;
  if (type || initializer !== call || call.arguments.length > 3 || !second) return false;
  if (!ts.isObjectLiteralExpression(second) || second.properties.some(ts.isSpreadAssignment)) {
    return false;
  }
  if (third && !ts.isArrowFunction(third)) return false;
  return /^[a-z]+Table$/.test(drizzleFunction(checker, call.expression) ?? "");
}

/** The call that makes a table, below what is chained to it: `pgTable(…)` of `pgTable(…).enableRLS()`. */
function makingCall(initializer: ts.Expression): ts.CallExpression | undefined {
  let at = unwrap(initializer);
  while (ts.isCallExpression(at)) {
    if (at.arguments.length >= 2) return at;
    const callee = unwrap(at.expression);
    if (!ts.isPropertyAccessExpression(callee)) return undefined;
    at = unwrap(callee.expression);
  }
  return undefined;
}

function isText(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  return (
    ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner) || ts.isBinaryExpression(inner)
  );
}

function columnsIn(record: ts.ObjectLiteralExpression | undefined): readonly Column[] {
  return (record?.properties ?? []).flatMap((property) => {
    const key = keyOf(property);
    return key === undefined ? [] : [{ key, property, databaseName: columnName(property, key) }];
  });
}

/** The first argument of the column's builder, if that is a text; without one, the key. */
function columnName(property: ts.ObjectLiteralElementLike, key: string): string | undefined {
  if (!ts.isPropertyAssignment(property)) return undefined;
  const builder = firstCall(property.initializer);
  if (!builder) return undefined;
  const [first] = builder.arguments;
  if (!first || ts.isObjectLiteralExpression(unwrap(first))) return key;
  return ts.isStringLiteralLike(first) ? first.text : undefined;
}

function extrasIn(argument: ts.Expression): readonly Extra[] {
  const value = returned(argument);
  if (!value) return [];
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.map((node) => ({
      node,
      kind: ts.isPropertyAssignment(node) ? kindOf(node.initializer) : undefined,
    }));
  }
  return ts.isArrayLiteralExpression(value)
    ? value.elements.map((node) => ({ node, kind: kindOf(node) }))
    : [];
}

function kindOf(expression: ts.Expression): string | undefined {
  const call = firstCall(expression);
  return call && calledName(call);
}
