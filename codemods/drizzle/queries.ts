import { ts } from "ts-morph";
import type { TypeProgram } from "../program/program.ts";
import { unwrap } from "../program/syntax.ts";
import type { Schema } from "./schema.ts";
import { calledName, keyOf, recordIn, walk } from "./syntax.ts";
import type { Table } from "./tables.ts";
import { declarationsBehind } from "./targets.ts";

/** Something that a relational query (`db.query.users.findMany({…})`) names. */
export type QueryName =
  | { readonly kind: "table"; readonly node: ts.Node; readonly table: Table }
  | { readonly kind: "column"; readonly node: ts.Node; readonly table: Table; readonly key: string }
  | { readonly kind: "relation"; readonly node: ts.Node; readonly entry: ts.PropertyAssignment };

/**
 * What the relational queries of a file name: the table; columns in `columns`, `where`, `orderBy`
 * and `extras`; relations in `with`, however deep. A database of unknown type is taken to have the
 * tables of the schema under their own names.
 */
export function queryNames(
  program: TypeProgram,
  schema: Schema,
  file: ts.SourceFile,
): readonly QueryName[] {
  const found: QueryName[] = [];
  if (!/\bfind(?:Many|First)\b/.test(file.text)) return found;
  walk(file, (node) => {
    if (!ts.isCallExpression(node)) return;
    const called = calledName(node);
    if (called !== "findMany" && called !== "findFirst") return;
    const callee = unwrap(node.expression);
    const queried = ts.isPropertyAccessExpression(callee) ? unwrap(callee.expression) : undefined;
    const name = queried && queriedName(queried);
    const table = name && queriedTable(program, schema, name);
    if (!name || !table) return;
    found.push({ kind: "table", node: name, table });
    namesInOptions(program, schema, table, node.arguments[0], found, 0);
  });
  return found;
}

/** `users` of `db.query.users`. */
function queriedName(queried: ts.Expression): ts.Identifier | ts.StringLiteralLike | undefined {
  if (!ts.isPropertyAccessExpression(queried) && !ts.isElementAccessExpression(queried)) {
    return undefined;
  }
  const base = unwrap(queried.expression);
  const key = ts.isPropertyAccessExpression(queried) ? queried.name : queried.argumentExpression;
  const from = ts.isPropertyAccessExpression(base) ? base.name : base;
  if (!ts.isIdentifier(from) || !/^_?query$/.test(from.text)) return undefined;
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key : undefined;
}

function queriedTable(
  program: TypeProgram,
  schema: Schema,
  name: ts.Identifier | ts.StringLiteralLike,
): Table | undefined {
  const known = schema.tableAt(name);
  if (known) return known;
  const behind =
    ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNoSubstitutionTemplateLiteral(name)
      ? declarationsBehind(program.checker, name)
      : new Set();
  return behind.size > 0 ? undefined : schema.tables.find((table) => table.name === name.text);
}

/** Options may be given by name; deeper than this nobody nests them. */
const DEEPEST = 20;

function namesInOptions(
  program: TypeProgram,
  schema: Schema,
  table: Table,
  options: ts.Expression | undefined,
  found: QueryName[],
  depth: number,
): void {
  const record = recordAt(program, options);
  if (!record || depth > DEEPEST) return;
  for (const property of record.properties) {
    const value = ts.isPropertyAssignment(property) ? property.initializer : undefined;
    switch (keyOf(property)) {
      case "columns":
        columnKeys(program, table, value, found);
        break;
      case "where":
      case "orderBy":
      case "extras":
        columnsOfCallback(table, value ?? property, found);
        columnKeys(program, table, value, found);
        break;
      case "with":
        for (const related of recordAt(program, value)?.properties ?? []) {
          const entry = schema.relationsOf(table).find(({ key }) => key === keyOf(related));
          if (!entry) continue;
          found.push({ kind: "relation", node: related, entry: entry.property });
          const target = schema.tableAt(entry.target);
          const inner = ts.isPropertyAssignment(related) ? related.initializer : undefined;
          if (target) namesInOptions(program, schema, target, inner, found, depth + 1);
        }
        break;
      default:
    }
  }
}

/** The object literal that `value` is, or that the constant holds which it names. */
function recordAt(
  program: TypeProgram,
  value: ts.Expression | undefined,
): ts.ObjectLiteralExpression | undefined {
  if (!value) return undefined;
  const inner = unwrap(value);
  if (ts.isObjectLiteralExpression(inner)) return inner;
  if (!ts.isIdentifier(inner)) return undefined;
  const declaration = program.checker.getSymbolAtLocation(inner)?.valueDeclaration;
  if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
  return recordIn(declaration.initializer);
}

function columnKeys(
  program: TypeProgram,
  table: Table,
  value: ts.Expression | undefined,
  found: QueryName[],
): void {
  for (const property of recordAt(program, value)?.properties ?? []) {
    const key = keyOf(property);
    if (key !== undefined) found.push({ kind: "column", node: property, table, key });
  }
}

/** What `(user, { eq }) => eq(user.name, "a")` reads from its first parameter. */
function columnsOfCallback(table: Table, callback: ts.Node, found: QueryName[]): void {
  const inner = ts.isExpression(callback) ? unwrap(callback) : callback;
  if (!ts.isFunctionLike(inner)) return;
  const name = inner.parameters[0]?.name;
  if (!name) return;
  if (ts.isObjectBindingPattern(name)) {
    for (const element of name.elements) {
      const key = keyOf(element);
      if (key !== undefined) found.push({ kind: "column", node: element, table, key });
    }
    return;
  }
  walk(inner, (node) => {
    if (!ts.isPropertyAccessExpression(node) || node.expression.getText() !== name.getText())
      return;
    found.push({ kind: "column", node: node.name, table, key: node.name.text });
  });
}
