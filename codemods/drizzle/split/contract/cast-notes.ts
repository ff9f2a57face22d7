import { ts } from "ts-morph";
import { noteAt } from "../../../program/notes.ts";
import type { Note } from "../../../step.ts";
import type { Splitter } from "./splitter.ts";

/** A note for each parameter whose type says something of the old value that cannot be split. */
export function annotationNotes({ flow, naming, casts }: Splitter): readonly Note[] {
  return flow.carriers.flatMap((carrier) =>
    [...carrier.declarations].flatMap((declaration): readonly Note[] => {
      if (!ts.isParameter(declaration) || !declaration.type) return [];
      const { type } = declaration;
      if (naming.keysOf(carrier).every((key) => casts.forAnnotation(type, key) !== undefined))
        return [];
      const message = `this parameter is given the old value, and it is not known what \`${type.getText()}\` says of its parts. Write the type of the part that is read here, and hand that on, then run again.`;
      return [noteAt(type, "cannot-split", "blocking", message)];
    }),
  );
}

/** A note for each cast that went. To be asked when all texts have been written. */
export function castNotes({ dropped }: Splitter): readonly Note[] {
  return [...dropped].map((node) => {
    const message =
      "the cast to a type of a name is gone, since it spoke of the old value; the part is of the type of its column. Look whether that is enough.";
    return noteAt(node, "cast-removed", "manual", message);
  });
}
