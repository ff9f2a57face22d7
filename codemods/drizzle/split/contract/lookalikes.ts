import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import { textOf } from "../../../program/references.ts";
import type { Note } from "../../../step.ts";
import { walk } from "../../syntax.ts";
import { statedType } from "../types.ts";
import type { Flow } from "./flow.ts";
import type { Parts } from "./parts.ts";

/**
 * Notes for types written by hand that have a member of the old column's name, and that a row can
 * be given as: what is read by such a type is not followed.
 */
export function lookalikeNotes(flow: Flow, parts: Parts): readonly Note[] {
  const { table, column, program } = flow.input;
  const { checker } = program;
  const ofTable = checker.getTypeAtLocation(table.declaration).getProperty("$inferSelect");
  if (!ofTable) return [];
  const row = checker.getTypeOfSymbolAtLocation(ofTable, table.declaration);
  const stated = statedType(column);
  const old = stated && checker.getNonNullableType(checker.getTypeFromTypeNode(stated));
  // Of a row, the program knows the columns, and not what they hold.
  const takesOld = (type: ts.Type): boolean =>
    !old ||
    (old.isUnion() ? old.types : [old]).some((each) => checker.isTypeAssignableTo(each, type));
  const notes: Note[] = [];
  for (const file of flow.sources) {
    walk(file, (node) => {
      if (!ts.isPropertySignature(node) || textOf(node.name) !== parts.old) return;
      if (flow.carrierOf(node)) return;
      const type = checker.getTypeAtLocation(node.parent);
      if (!checker.isTypeAssignableTo(row, type)) return;
      if (!takesOld(checker.getTypeAtLocation(node))) return;
      const message = `a row of \`${table.name}\` can be given as this type, and has no \`${parts.old}\` any more. Look what is given as it, and read ${parts.keys.map((key) => `\`${key}\``).join(" or ")} there.`;
      notes.push(noteAt(node.name, "possible-read", "manual", message));
    });
  }
  return notes;
}
