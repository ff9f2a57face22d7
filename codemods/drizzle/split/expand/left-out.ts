import { ts } from "ts-morph";
import type { RepoPath } from "../../../../workspace/repo-path.ts";
import type { EditSet } from "../../../program/edit-set.ts";
import { noteAt } from "../../../program/notes.ts";
import type { TypeProgram } from "../../../program/program.ts";
import { nameNodes } from "../../../program/references.ts";
import type { Note } from "../../../step.ts";
import { queryNames } from "../../queries.ts";
import type { Schema } from "../../schema.ts";
import { calledName, keyOf } from "../../syntax.ts";
import type { Column, Table } from "../../tables.ts";
import { declarationsBehind } from "../../targets.ts";
import { isInColumns } from "../contract/flow-syntax.ts";
import type { SplitColumnParams } from "../params.ts";

/**
 * Has what leaves the old column out leave the new ones out, too: `schema.omit({ old: true })`,
 * `columns: { old: false }` and `Omit<Row, "old">`. The rest of a pattern is a note.
 */
export function leaveOut(
  program: TypeProgram,
  schema: Schema,
  files: readonly RepoPath[],
  { table, column }: { readonly table: Table; readonly column: Column },
  { into, add }: SplitColumnParams,
  edits: EditSet,
): readonly Note[] {
  const keys = [...Object.keys(into), ...Object.keys(add)];
  const notes: Note[] = [];
  const list = (entry: ts.Node, siblings: readonly ts.Node[], textOf: (key: string) => string) => {
    const there = new Set(siblings.map(listedKey));
    const text = keys.filter((key) => !there.has(key)).map(textOf);
    const end = entry.getEnd();
    if (text.length > 0) edits.add(entry.getSourceFile(), { start: end, end, text: text.join("") });
  };
  for (const path of files) {
    const file = program.sourceFile(path);
    if (!file) continue;
    const inQueries = new Set<ts.Node>(
      queryNames(program, schema, file).flatMap((name) =>
        name.kind === "column" && name.table === table && name.key === column.key
          ? [name.node]
          : [],
      ),
    );
    for (const node of nameNodes(file, new Set([column.key]))) {
      const { parent } = node;
      const isKey = ts.isPropertyAssignment(parent) && parent.name === node;
      if (isKey && inQueries.has(parent) && isInColumns(parent)) {
        if (parent.initializer.kind === ts.SyntaxKind.FalseKeyword)
          list(parent, parent.parent.properties, (key) => `, ${key}: false`);
        continue;
      }
      if (!declarationsBehind(program.checker, node).has(column.property)) continue;
      if (isKey && isOmitted(parent)) {
        list(parent, parent.parent.properties, (key) => `, ${key}: true`);
      } else if (ts.isLiteralTypeNode(parent) && isOmittedType(parent)) {
        const siblings = ts.isUnionTypeNode(parent.parent) ? parent.parent.types : [parent];
        list(parent, siblings, (key) => ` | "${key}"`);
      } else if (ts.isBindingElement(parent) && hasUnlisted(parent, keys)) {
        const message = `\`${column.key}\` is left out of the rest here, which has ${keys.map((key) => `\`${key}\``).join(" and ")} in it from now on. Look whether they may be.`;
        notes.push(noteAt(parent, "rest-is-wider", "info", message));
      }
    }
  }
  return notes;
}

function isOmitted(property: ts.PropertyAssignment): boolean {
  const call = property.parent.parent;
  return ts.isCallExpression(call) && calledName(call) === "omit";
}

/** The second of `Omit<Row, "old">`, or one of several there. */
function isOmittedType(literal: ts.LiteralTypeNode): boolean {
  const at: ts.TypeNode = ts.isUnionTypeNode(literal.parent) ? literal.parent : literal;
  const { parent } = at;
  return (
    ts.isTypeReferenceNode(parent) &&
    parent.typeName.getText() === "Omit" &&
    parent.typeArguments?.[1] === at
  );
}

/** Whether the pattern takes the rest of a row, and does not take the new columns out of it. */
function hasUnlisted({ parent }: ts.BindingElement, keys: readonly string[]): boolean {
  if (!ts.isObjectBindingPattern(parent)) return false;
  const there = new Set(parent.elements.map((each) => keyOf(each)));
  const hasRest = parent.elements.some(({ dotDotDotToken }) => dotDotDotToken);
  return hasRest && keys.some((key) => !there.has(key));
}

function listedKey(entry: ts.Node): string | undefined {
  if (ts.isObjectLiteralElementLike(entry)) return keyOf(entry);
  const isText = ts.isLiteralTypeNode(entry) && ts.isStringLiteral(entry.literal);
  return isText ? entry.literal.text : undefined;
}
