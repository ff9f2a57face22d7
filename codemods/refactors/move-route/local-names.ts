import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { EditSet } from "../../program/edit-set.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { Note } from "../../step.ts";
import { renameDeclaration } from "../rename-declaration.ts";
import { renameBinding } from "./bindings.ts";

/**
 * Lets a variable that is named after a route take the route's new name: that of
 * `const { posts } = trpc`, with its key, and that of `const posts = trpc.posts`. One that cannot
 * take it keeps its own, and an info note says so.
 */
export function renameVariable(
  program: TypeProgram,
  files: readonly RepoPath[],
  declaration: ts.BindingElement | ts.VariableDeclaration,
  to: string,
  edits: EditSet,
): readonly Note[] {
  const name = declaration.name;
  if (!ts.isIdentifier(name)) return [];
  const isExported = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
  if (isExported) {
    const renamed = new EditSet();
    if (
      renameDeclaration(program, files, { declaration, from: name.text, to }, renamed).length === 0
    ) {
      edits.include(renamed.ops());
      return [];
    }
  } else if (renameBinding(program, declaration, name.text, to, edits)) {
    edits.replace(name, to);
    return [];
  }
  if (ts.isBindingElement(declaration)) edits.replace(name, `${to}: ${name.text}`);
  const message = `the variable keeps its name \`${name.text}\`, because \`${to}\` means something else where it is used.`;
  return [noteAt(declaration, "name-taken", "info", message)];
}
