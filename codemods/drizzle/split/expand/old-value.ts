import { ts } from "ts-morph";
import { nameNodes, referencesAt, textOf } from "../../../program/references.ts";
import type { NameNode } from "../../../program/references.ts";
import { unwrap } from "../../../program/syntax.ts";
import { comesFrom } from "../../rows.ts";
import { queryNames } from "../../queries.ts";
import type { Schema } from "../../schema.ts";
import type { Column, Table } from "../../tables.ts";
import { referencesTo } from "../../targets.ts";
import type { TypeProgram } from "../../../program/program.ts";

/** Tells whether an expression is a value that has been read from the old column, and whole. */
export type IsOld = (expression: ts.Expression) => boolean;

/** Constants are followed to what they are made of, as far as this. */
const DEEPEST = 8;

export function oldValues(
  program: TypeProgram,
  schema: Schema,
  table: Table,
  column: Column,
): IsOld {
  const { checker } = program;
  const tables = new Map<ts.SourceFile, ReadonlySet<ts.Node>>();
  const tablesIn = (file: ts.SourceFile): ReadonlySet<ts.Node> => {
    const known = tables.get(file) ?? tableNames(program, schema, table, file);
    tables.set(file, known);
    return known;
  };
  const isMember = (name: NameNode): boolean => {
    const members = referencesAt(checker, name).filter(({ role }) => role === "member");
    if (
      members.some(({ declarations }) => declarations.includes(column.property as ts.Declaration))
    ) {
      return true;
    }
    // The row of a database of unknown type.
    return (
      members.every(({ declarations }) => declarations.length === 0) &&
      comesFrom(checker, name, tablesIn(name.getSourceFile()))
    );
  };
  const isOld = (expression: ts.Expression, depth: number): boolean => {
    if (depth > DEEPEST) return false;
    const inner = unwrap(expression);
    if (ts.isPropertyAccessExpression(inner)) {
      return ts.isIdentifier(inner.name) && inner.name.text === column.key && isMember(inner.name);
    }
    if (ts.isElementAccessExpression(inner)) {
      const key = inner.argumentExpression;
      return ts.isStringLiteralLike(key) && key.text === column.key && isMember(key);
    }
    if (ts.isBinaryExpression(inner)) {
      const isFallback = inner.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
      return isFallback && isOld(inner.left, depth + 1);
    }
    if (!ts.isIdentifier(inner)) return false;
    const declaration = checker.getSymbolAtLocation(inner)?.valueDeclaration;
    if (!declaration) return false;
    if (ts.isBindingElement(declaration)) {
      if (declaration.dotDotDotToken) return false;
      const name = declaration.propertyName ?? declaration.name;
      if (textOf(name) !== column.key) return false;
      const [node] = nameNodes(declaration.getSourceFile(), new Set([column.key])).filter(
        (each) => each.getStart() === name.getStart(),
      );
      return !!node && isMember(node);
    }
    return (
      ts.isVariableDeclaration(declaration) &&
      !!declaration.initializer &&
      (declaration.parent.flags & ts.NodeFlags.Const) !== 0 &&
      isOld(declaration.initializer, depth + 1)
    );
  };
  return (expression) => isOld(expression, 0);
}

/** What names the table in a file, in the schema's way or as a relational query does. */
function tableNames(
  program: TypeProgram,
  schema: Schema,
  table: Table,
  file: ts.SourceFile,
): ReadonlySet<ts.Node> {
  const declarations = new Set<ts.Declaration>([table.declaration]);
  const names = referencesTo(program.checker, file, new Set([table.name]), declarations);
  const queried = queryNames(program, schema, file).flatMap((each) =>
    each.kind === "table" && each.table === table ? [each.node] : [],
  );
  return new Set<ts.Node>([...names, ...queried]);
}
