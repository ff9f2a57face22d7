import { ts } from "ts-morph";
import type { Note } from "../step.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { EditSet } from "../program/edit-set.ts";
import { noteAt } from "../program/notes.ts";
import { pathOf } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { nameNodes, referencesAt } from "../program/references.ts";
import type { NameNode } from "../program/references.ts";
import { isNameTaken, renameBinding } from "./move-route/bindings.ts";

/** What renameDeclaration renames. */
export interface Renaming {
  readonly declaration: ts.VariableDeclaration | ts.BindingElement | ts.ExportAssignment;
  /** The variable's name; for a default export, the name under which to look for its imports. */
  readonly from: string;
  readonly to: string;
  /** A token that is left alone, since somebody else edits it. */
  readonly except?: ts.Node | undefined;
}

/**
 * Renames a variable where it is declared and in all of `files` that import it under its own
 * name; `import { old as local }` keeps its local name. A blocking note, and no edit of that file,
 * where the new name means something else already; one, too, where a module that hands the variable
 * on exports another by the new name.
 */
export function renameDeclaration(
  program: TypeProgram,
  files: readonly RepoPath[],
  { declaration, from, to, except }: Renaming,
  edits: EditSet,
): readonly Note[] {
  const notes: Note[] = [...exportClashes(program, { declaration, from, to })];
  for (const path of files) {
    const file = program.sourceFile(path);
    if (!file) continue;
    const uses = nameNodes(file, new Set([from])).filter(
      (node) => node !== except && standsFor(program, node, declaration),
    );
    const taken = uses.find((node) => isBinding(node) && isNameTaken(program.checker, node, to));
    if (taken) {
      notes.push(
        noteAt(
          taken,
          "name-taken",
          "blocking",
          `\`${from}\` becomes \`${to}\`, which means something else here. Rename that, or give the step another \`exportName\`, then run again.`,
        ),
      );
    } else {
      for (const node of uses) rename(program, node, { from, to }, edits);
    }
  }
  return notes;
}

/** Modules that export the variable under its old name, and something else under the new one. */
function exportClashes(program: TypeProgram, { declaration, from, to }: Renaming): readonly Note[] {
  const { checker } = program;
  const home = pathOf(declaration.getSourceFile());
  const handing = home === undefined ? [] : [...program.filesReaching(home)].sort();
  return handing.flatMap((path) => {
    const file = program.sourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (!module) return [];
    const exported = checker.getExportsOfModule(module);
    const named = (name: string): ts.Symbol | undefined => exported.find((it) => it.name === name);
    const own = named(from);
    if (!own || !named(to)) return [];
    const target = own.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(own) : own;
    if (!target.declarations?.some((it) => it === declaration)) return [];
    const place = file.statements.find((it) => ts.isExportDeclaration(it)) ?? file;
    const message = `this module exports \`${from}\`, which becomes \`${to}\`, and something else as \`${to}\`. Rename that, or give the step another \`exportName\`, then run again.`;
    return [noteAt(place, "name-taken", "blocking", message)];
  });
}

function standsFor(
  program: TypeProgram,
  node: NameNode,
  declaration: Renaming["declaration"],
): boolean {
  const { checker } = program;
  return referencesAt(checker, node).some(({ declarations }) =>
    declarations.some((found) => {
      if (found === declaration) return true;
      const isImport =
        (ts.isImportSpecifier(found) && !found.propertyName) || ts.isImportClause(found);
      const symbol = isImport && found.name && checker.getSymbolAtLocation(found.name);
      return (
        symbol !== undefined &&
        symbol !== false &&
        checker.getAliasedSymbol(symbol).declarations?.includes(declaration) === true
      );
    }),
  );
}

function rename(
  program: TypeProgram,
  node: NameNode,
  { from, to }: Pick<Renaming, "from" | "to">,
  edits: EditSet,
): void {
  const parent = node.parent;
  if (ts.isBindingElement(parent) && parent.name === node) {
    // `const { posts } = await import("./posts")`: the variable is a second one of the same name.
    const isFree = renameBinding(program, parent, from, to, edits);
    edits.replace(node, isFree ? to : `${to}: ${from}`);
    return;
  }
  // The key is another name than the variable: it is not what is renamed here.
  if (ts.isShorthandPropertyAssignment(parent)) edits.replace(node, `${from}: ${to}`);
  else edits.replace(node, to);
}

/** Whether the token is a name in a scope, and so can meet another of the same name. */
function isBinding(node: NameNode): boolean {
  const parent = node.parent;
  if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) return false;
  if (ts.isPropertyAccessExpression(parent)) return parent.name !== node;
  return !(ts.isImportSpecifier(parent) && parent.propertyName) && !ts.isExportSpecifier(parent);
}
