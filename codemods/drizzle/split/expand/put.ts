import type { ts } from "ts-morph";
import type { EditSet } from "../../../program/edit-set.ts";
import { indentOf, indentUnit, lineBreakOf } from "./text.ts";

/** How long a line may become before it is taken apart. */
const LONGEST = 100;

/**
 * Puts members behind `property` of `row`, in the way in which the literal's own stand; one that is on one
 * line, which would become too long, gets a line for each.
 */
export function putBehind(
  row: ts.ObjectLiteralExpression,
  property: ts.ObjectLiteralElementLike,
  members: readonly string[],
  edits: EditSet,
): void {
  const file = property.getSourceFile();
  const end = property.getEnd();
  const line = lineBreakOf(file);
  const before = file.text.slice(property.getFullStart(), property.getStart(file));
  if (before.includes("\n")) {
    const indent = indentOf(property);
    // A comment behind the property stays with it.
    const tail = /^[^\S\r\n]*,[^\S\r\n]*\/\/[^\r\n]*/.exec(file.text.slice(end))?.[0];
    const gap = `${line}${indent}`;
    edits.add(file, {
      start: end + (tail?.length ?? 0),
      end: end + (tail?.length ?? 0),
      text: members.map((each) => (tail ? `${gap}${each},` : `,${gap}${each}`)).join(""),
    });
    return;
  }
  const text = members.map((each) => `, ${each}`).join("");
  if (row.getText(file).includes("\n") || lineLength(row) + text.length <= LONGEST) {
    edits.add(file, { start: end, end, text });
    return;
  }
  const outer = indentOf(row);
  const gap = `${line}${outer}${indentUnit(file)}`;
  for (const [index, each] of row.properties.entries()) {
    const previous = row.properties[index - 1];
    const from = previous ? previous.getEnd() : row.getStart(file) + 1;
    const comma = previous ? file.text.slice(from, each.getStart(file)).indexOf(",") + 1 : 0;
    edits.add(file, { start: from + comma, end: each.getStart(file), text: gap });
  }
  const added = members.map((each) => `,${gap}${each}`).join("");
  const last = row.properties.at(-1)?.getEnd() ?? end;
  if (last !== end) edits.add(file, { start: end, end, text: added });
  const close = `${last === end ? added : ""},${line}${outer}`;
  edits.add(file, { start: last, end: row.getEnd() - 1, text: close });
}

function lineLength(node: ts.Node): number {
  const { text } = node.getSourceFile();
  const start = text.lastIndexOf("\n", node.getStart() - 1) + 1;
  const end = text.indexOf("\n", node.getEnd());
  return (end === -1 ? text.length : end) - start;
}
