import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import type { EditSet } from "../../program/edit-set.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isNameTaken, usesOf } from "./bindings.ts";

/** A use of an imported client that becomes another client of the same module. */
export interface ClientSwitch {
  readonly name: ts.Identifier;
  /** The import that `name` refers to. */
  readonly symbol: ts.Symbol;
  /** What the module calls the other client. */
  readonly to: string;
}

/**
 * Switches the uses of one imported client, and its import: the specifier is exchanged where no
 * other use is left, and the new one is put beside it where there is.
 */
export function switchImport(
  program: TypeProgram,
  uses: readonly ClientSwitch[],
  edits: EditSet,
): Note | undefined {
  const [first] = uses;
  const specifier = first?.symbol.declarations?.find((it) => ts.isImportSpecifier(it));
  if (!first || !specifier) return undefined;
  const { to } = first;
  const switched = new Set<ts.Node>(uses.map(({ name }) => name));
  const remaining = usesOf(program, specifier, specifier.name.text).some((it) => !switched.has(it));
  const present = specifier.parent.elements.find(
    (element) => (element.propertyName ?? element.name).text === to,
  );
  if (!present && isNameTaken(program.checker, specifier, to)) {
    return noteAt(
      first.name,
      "name-taken",
      "blocking",
      `\`${to}\` has to be imported here and means something else in this file. Rename that, then run again.`,
    );
  }
  for (const { name } of uses) edits.replace(name, present?.name.text ?? to);
  if (present && !remaining) removeSpecifier(specifier, edits);
  else if (!present && !remaining) edits.replace(specifier, prefixOf(specifier) + to);
  else if (!present) {
    const end = specifier.getEnd();
    edits.add(specifier.getSourceFile(), {
      start: end,
      end,
      text: `, ${prefixOf(specifier)}${to}`,
    });
  }
  return undefined;
}

function prefixOf(specifier: ts.ImportSpecifier): string {
  return specifier.isTypeOnly ? "type " : "";
}

/** Takes one name out of `{ a, b }`, with the comma that goes with it. */
function removeSpecifier(specifier: ts.ImportSpecifier, edits: EditSet): void {
  const { elements } = specifier.parent;
  const index = elements.indexOf(specifier);
  const [previous, next] = [elements[index - 1], elements[index + 1]];
  const file = specifier.getSourceFile();
  const start = next || !previous ? specifier.getStart(file) : previous.getEnd();
  const end = next ? next.getStart(file) : specifier.getEnd();
  edits.add(file, { start, end, text: "" });
}
