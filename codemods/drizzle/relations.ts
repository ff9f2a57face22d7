import { ts } from "ts-morph";
import { unwrap } from "../program/syntax.ts";
import { drizzleFunction, keyOf, recordIn } from "./syntax.ts";

/** `relations(table, …)`, or the part of `defineRelations(schema, …)` that is about one table. */
export interface RelationGroup {
  /** The variable that holds the call's result. */
  readonly declaration: ts.VariableDeclaration;
  readonly call: ts.CallExpression;
  /** What names the table: the first argument, or the key of the part. */
  readonly table: ts.Node;
  /** The part, in the newer form. */
  readonly part: ts.PropertyAssignment | undefined;
  readonly entries: readonly RelationEntry[];
}

/** One relation: `author: one(users, { fields: [posts.authorId], references: [users.id] })`. */
export interface RelationEntry {
  readonly key: string;
  readonly property: ts.PropertyAssignment;
  /** What names the other table. */
  readonly target: ts.Node | undefined;
  readonly relationName: string | undefined;
  /** Whether it says itself which columns it rests on; its counterpart does not. */
  readonly hasFields: boolean;
}

/** The relations that a file declares, in order. */
export function relationsIn(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
): readonly RelationGroup[] {
  return file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap((it) => groupsOf(checker, it))
      : [],
  );
}

function groupsOf(
  checker: ts.TypeChecker,
  declaration: ts.VariableDeclaration,
): readonly RelationGroup[] {
  const call = declaration.initializer && unwrap(declaration.initializer);
  if (!call || !ts.isCallExpression(call)) return [];
  const [first, second] = call.arguments;
  const made = drizzleFunction(checker, call.expression);
  if (made === "relations" && first) {
    const entries = entriesIn(recordIn(second), false);
    return [{ declaration, call, table: first, part: undefined, entries }];
  }
  if (made !== "defineRelations" && made !== "defineRelationsPart") return [];
  return (recordIn(second)?.properties ?? []).flatMap((part) => {
    if (!ts.isPropertyAssignment(part)) return [];
    const entries = entriesIn(recordIn(part.initializer), true);
    return [{ declaration, call, table: part.name, part, entries }];
  });
}

function entriesIn(
  record: ts.ObjectLiteralExpression | undefined,
  isNewer: boolean,
): readonly RelationEntry[] {
  return (record?.properties ?? []).flatMap((property) => {
    const key = keyOf(property);
    if (key === undefined || !ts.isPropertyAssignment(property)) return [];
    const call = unwrap(property.initializer);
    if (!ts.isCallExpression(call)) return [];
    const callee = unwrap(call.expression);
    const [first, second] = call.arguments;
    const newerTarget = ts.isPropertyAccessExpression(callee) ? callee.name : undefined;
    const options = recordIn(isNewer ? first : second);
    return [
      {
        key,
        property,
        target: isNewer ? newerTarget : first,
        relationName: textAt(options, isNewer ? "alias" : "relationName"),
        hasFields: !!valueAt(options, isNewer ? "from" : "fields"),
      },
    ];
  });
}

function valueAt(
  record: ts.ObjectLiteralExpression | undefined,
  key: string,
): ts.Expression | undefined {
  const found = record?.properties.find((property) => keyOf(property) === key);
  return found && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

function textAt(record: ts.ObjectLiteralExpression | undefined, key: string): string | undefined {
  const value = valueAt(record, key);
  return value && ts.isStringLiteralLike(value) ? value.text : undefined;
}
