import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import type { Table } from "../../tables.ts";
import type { SplitColumnParams } from "../params.ts";
import type { Splitter } from "./splitter.ts";

/** Makes the new columns NOT NULL, and those that say what a member of the old value said. */
export function requireValues(
  splitter: Splitter,
  { columns }: Table,
  { into, also }: SplitColumnParams,
): void {
  for (const [key, { notNull }] of Object.entries({ ...into, ...also })) {
    const column = columns.find((each) => each.key === key);
    if (!notNull || !column || !ts.isPropertyAssignment(column.property)) continue;
    const { initializer } = column.property;
    if (isNotNull(initializer)) continue;
    const end = initializer.getEnd();
    splitter.editsOf(initializer).add(end, end, () => ".notNull()");
  }
}

/** Whether the calls that make a column say that it is NOT NULL. */
function isNotNull(expression: ts.Expression): boolean {
  const inner = unwrap(expression);
  if (!ts.isCallExpression(inner)) return false;
  const callee = unwrap(inner.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return /^(?:notNull|primaryKey)$/.test(callee.name.text) || isNotNull(callee.expression);
}
