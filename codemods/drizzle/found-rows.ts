import { ts } from "ts-morph";
import type { TypeProgram } from "../program/program.ts";
import { nameNodes, referencesAt } from "../program/references.ts";
import type { NameNode } from "../program/references.ts";
import type { Table } from "./tables.ts";
import { referencesTo } from "./targets.ts";

/**
 * Where `file` may read a part of a join's row: Drizzle calls these parts by the tables' names in
 * the database, as in `row.users_to_teams.role`. The type of such rows says nothing of them, so
 * these are the members of that name of values that cannot be seen through, where the file uses the
 * table or the name is hardly another thing's.
 */
export function partsOfJoinedRows(
  { checker }: TypeProgram,
  file: ts.SourceFile,
  table: Table,
): readonly NameNode[] {
  const name = table.databaseName;
  if (name === undefined || !file.text.includes(name)) return [];
  const read = nameNodes(file, new Set([name])).filter((node) => {
    const value = valueReadBy(node);
    if (!value || isFoundByQuery(checker, value)) return false;
    const members = referencesAt(checker, node).filter(({ role }) => role === "member");
    return members.length > 0 && members.every(({ declarations }) => declarations.length === 0);
  });
  if (read.length === 0 || name.includes("_")) return read;
  const names = new Set([table.name]);
  return referencesTo(checker, file, names, new Set([table.declaration])).length > 0 ? read : [];
}

/** Whether `value` is a row of `db.query`, whose members are columns and relations, and no tables. */
export function isFoundByQuery(checker: ts.TypeChecker, value: ts.Node): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(value));
  return checker
    .getIndexInfosOfType(type)
    .some(({ declaration }) =>
      declaration?.getSourceFile().fileName.startsWith("/ambient/drizzle"),
    );
}

/** What a member called `node` is read from; undefined if `node` reads none. */
export function valueReadBy(node: NameNode): ts.Node | undefined {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent.expression;
  if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) {
    return parent.expression;
  }
  if (!ts.isBindingElement(parent) || parent.initializer === node) return undefined;
  return ts.isObjectBindingPattern(parent.parent) ? parent.parent : undefined;
}
