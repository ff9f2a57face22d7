import { ts } from "ts-morph";
import type { Note } from "../../step.ts";
import type { EditSet } from "../../program/edit-set.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isNameTaken, usesOf } from "./bindings.ts";
import { moduleBehind } from "./modules.ts";

/** One name of `{ a, b as c }` in an import, or of `{ a, b: c }` in a pattern. */
type Specifier = ts.ImportSpecifier | ts.BindingElement;

/**
 * Switches the uses `names` of what `declaration` takes from a module to what the module exports
 * as `to`. The specifier is exchanged where no other use is left, under its alias if it has one,
 * and the new one is put beside it where there is.
 */
export function switchImport(
  program: TypeProgram,
  declaration: ts.Declaration,
  names: ReadonlySet<ts.Node>,
  to: string,
  edits: EditSet,
): readonly Note[] {
  if (!ts.isImportSpecifier(declaration) && !ts.isBindingElement(declaration)) return [];
  const local = declaration.name.getText();
  const remaining = usesOf(program, declaration, local).some((use) => !names.has(use));
  const present = inReach(program, declaration).find(
    (element) => (element.propertyName ?? element.name).getText() === to,
  );
  if (!present && !remaining && declaration.propertyName) {
    edits.replace(declaration.propertyName, to);
    return [];
  }
  if (!present && isNameTaken(program.checker, declaration, to)) {
    const [first = declaration] = names;
    const message = `\`${to}\` has to be imported here and means something else in this file. Rename that, then run again.`;
    return [noteAt(first, "name-taken", "blocking", message)];
  }
  for (const name of names) edits.replace(name, present?.name.getText() ?? to);
  if (present && !remaining) remove(declaration, edits);
  else if (!present && !remaining) edits.replace(declaration, prefixOf(declaration) + to);
  else if (!present) putBeside(declaration, prefixOf(declaration) + to, edits);
  return [];
}

/** All names that the file takes from the same module and that can stand in for `specifier`. */
function inReach({ checker }: TypeProgram, specifier: Specifier): readonly Specifier[] {
  if (!ts.isImportSpecifier(specifier)) return specifiersOf(specifier);
  const module = moduleBehind(checker, specifier);
  const imports = specifier.getSourceFile().statements.filter((it) => ts.isImportDeclaration(it));
  return imports
    .flatMap(({ importClause }) => importClause?.namedBindings ?? [])
    .flatMap((bindings) => (ts.isNamedImports(bindings) ? [...bindings.elements] : []))
    .filter(
      (it) =>
        moduleBehind(checker, it) === module &&
        (!ts.isTypeOnlyImportDeclaration(it) || ts.isTypeOnlyImportDeclaration(specifier)),
    );
}

function specifiersOf(specifier: Specifier): readonly Specifier[] {
  if (ts.isImportSpecifier(specifier)) return [...specifier.parent.elements];
  const pattern: ts.BindingPattern = specifier.parent;
  return pattern.elements.flatMap((it) => (ts.isBindingElement(it) ? [it] : []));
}

function prefixOf(specifier: Specifier): string {
  return ts.isImportSpecifier(specifier) && specifier.isTypeOnly ? "type " : "";
}

/** Puts one more name behind `specifier`, on a line of its own where that has one. */
function putBeside(specifier: Specifier, name: string, edits: EditSet): void {
  const file = specifier.getSourceFile();
  const end = specifier.getEnd();
  const gap = file.text.slice(specifier.getFullStart(), specifier.getStart(file));
  const ownLine = /\r?\n[^\S\r\n]*$/.exec(gap)?.[0];
  edits.add(file, { start: end, end, text: `,${ownLine ?? " "}${name}` });
}

/** Takes one name out of `{ a, b }`, with its line or its comma; the import, if it was all of it. */
function remove(specifier: Specifier, edits: EditSet): void {
  const elements = specifiersOf(specifier);
  const file = specifier.getSourceFile();
  const { text } = file;
  if (elements.length === 1 && ts.isImportSpecifier(specifier)) {
    const statement = specifier.parent.parent.parent;
    if (!specifier.parent.parent.name) {
      const rest = /^[^\S\r\n]*\r?\n/.exec(text.slice(statement.getEnd()))?.[0].length ?? 0;
      edits.add(file, {
        start: statement.getStart(file),
        end: statement.getEnd() + rest,
        text: "",
      });
      return;
    }
  }
  const index = elements.indexOf(specifier);
  const [previous, next] = [elements[index - 1], elements[index + 1]];
  const lineStart = text.lastIndexOf("\n", specifier.getStart(file) - 1) + 1;
  const ownLine = /^[^\S\r\n]*,?[^\S\r\n]*(?:\/\/[^\r\n]*)?\r?\n/.exec(
    text.slice(specifier.getEnd()),
  )?.[0];
  if (ownLine !== undefined && text.slice(lineStart, specifier.getStart(file)).trim() === "") {
    edits.add(file, { start: lineStart, end: specifier.getEnd() + ownLine.length, text: "" });
    return;
  }
  const start = next || !previous ? specifier.getStart(file) : previous.getEnd();
  const end = next ? next.getStart(file) : specifier.getEnd();
  edits.add(file, { start, end, text: "" });
}
