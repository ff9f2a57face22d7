import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import type { Note } from "../../../step.ts";
import { walk } from "../../syntax.ts";
import type { Flow } from "./flow.ts";
import type { Parts } from "./parts.ts";

/**
 * Notes for texts that are the old column's key: where the key of any column may stand, and in
 * lists of such keys. What is read by them is not followed.
 */
export function keyTextNotes(flow: Flow, parts: Parts): readonly Note[] {
  const { table, column, program } = flow.input;
  const keys = new Set(table.columns.map(({ key }) => key));
  const notes: Note[] = [];
  for (const file of flow.sources) {
    walk(file, (node) => {
      if (!ts.isStringLiteralLike(node) || node.text !== parts.old) return;
      if (ts.isElementAccessExpression(node.parent)) return;
      if (column.property.pos <= node.pos && node.end <= column.property.end) {
        if (column.property.getSourceFile() === file) return;
      }
      if (!isInKeys(node, keys) && !takesAnyKey(program.checker, node, keys)) return;
      const message = `this is the key of \`${table.name}.${parts.old}\`, which is going. Write ${parts.keys.map((key) => `"${key}"`).join(" or ")}, as it is read.`;
      notes.push(noteAt(node, "key-left", "manual", message));
    });
  }
  return notes;
}

/** `["id", "old"]`: a list of nothing but keys of the table. */
function isInKeys({ parent }: ts.Node, keys: ReadonlySet<string>): boolean {
  return (
    ts.isArrayLiteralExpression(parent) &&
    parent.elements.length > 1 &&
    parent.elements.every((each) => ts.isStringLiteralLike(each) && keys.has(each.text))
  );
}

/** Whether any key of the table may stand there, as the type says. */
function takesAnyKey(
  checker: ts.TypeChecker,
  node: ts.Expression,
  keys: ReadonlySet<string>,
): boolean {
  const type = checker.getContextualType(node);
  if (!type?.isUnion()) return false;
  const taken = new Set(type.types.flatMap((each) => (each.isStringLiteral() ? each.value : [])));
  return [...keys].every((key) => taken.has(key));
}
