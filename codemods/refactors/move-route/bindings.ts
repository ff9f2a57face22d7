import { ts } from "ts-morph";
import type { EditSet } from "../../program/edit-set.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes, referencesAt } from "../../program/references.ts";
import type { NameNode } from "../../program/references.ts";

/** The tokens of its own file that stand for `declaration`, its own name left out. */
export function usesOf(
  program: TypeProgram,
  declaration: ts.Declaration,
  name: string,
): readonly NameNode[] {
  return nameNodes(declaration.getSourceFile(), new Set([name])).filter(
    (node) =>
      ts.getNameOfDeclaration(declaration) !== node &&
      node.parent !== declaration &&
      referencesAt(program.checker, node).some(
        (reference) => reference.role === "binding" && reference.declarations.includes(declaration),
      ),
  );
}

/**
 * Renames the uses of a local variable, not its declaration, which may need more than the name.
 * False, and nothing is edited, if `to` means something else where it is declared or used.
 */
export function renameBinding(
  program: TypeProgram,
  declaration: ts.Declaration,
  from: string,
  to: string,
  edits: EditSet,
): boolean {
  const uses = usesOf(program, declaration, from);
  if ([declaration, ...uses].some((node) => isNameTaken(program.checker, node, to))) return false;
  for (const use of uses) renameUse(use, from, to, edits);
  return true;
}

/** Rename one use of a variable; where it is a shorthand, the key keeps its name. */
export function renameUse(use: NameNode, from: string, to: string, edits: EditSet): void {
  const parent = use.parent;
  if (ts.isShorthandPropertyAssignment(parent)) edits.replace(use, `${from}: ${to}`);
  else if (ts.isExportSpecifier(parent) && !parent.propertyName) {
    edits.replace(use, `${to} as ${from}`);
  } else edits.replace(use, to);
}

/** Whether `name` means something at `node` that the repository declares. */
export function isNameTaken(checker: ts.TypeChecker, node: ts.Node, name: string): boolean {
  const meaning =
    ts.SymbolFlags.Value | ts.SymbolFlags.Type | ts.SymbolFlags.Namespace | ts.SymbolFlags.Alias;
  return checker
    .getSymbolsInScope(node, meaning)
    .some(
      (symbol) =>
        symbol.name === name &&
        symbol.declarations?.some(
          (declaration) => declaration.getSourceFile() === node.getSourceFile(),
        ),
    );
}
