import { ts } from "ts-morph";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { placeOf } from "../../program/syntax.ts";
import { importersOf } from "../../refactors/importers.ts";
import { isEmptyRouter, mountedValue } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import type { RouterSource } from "../../routes/router-source.ts";
import type { Note } from "../../step.ts";
import type { RouteDeletion } from "./params.ts";

/** Why the module of a router that is not mounted any more may not be deleted. */
export function moduleNotes(
  program: TypeProgram,
  snapshot: Snapshot,
  { root, route }: RouteDeletion,
  mount: Mount,
): readonly Note[] {
  const { source, property } = mount;
  if (!source || source.declaration.getSourceFile() === property.getSourceFile()) {
    const message = `the router of ${route} has no module of its own that could be deleted. Set \`module: "keep"\` in the plan.`;
    return [noteAt(property, "no-module", "blocking", message)];
  }
  if (!isEmptyRouter(program, mountedValue(property))) {
    const names = mount.procedures.map(({ path }) => path).join(", ");
    const left = names === "" ? "may still have procedures" : `still has procedures (${names})`;
    const message = `the router \`${source.name}\` ${left}, so its module cannot be deleted. Remove them first, or set \`module: "keep"\`.`;
    return [noteAt(source.declaration, "procedures-left", "blocking", message)];
  }
  const unmounting = importSpecifierOf(mount);
  return importersOf(snapshot, source.path)
    .filter(({ path, line }) => !(path === root && unmounting && line === placeOf(unmounting).line))
    .map((importer) => ({
      code: "module-imported",
      severity: "blocking",
      ...importer,
      message: `${source.path} is to be deleted with the route ${route}, and is imported here. Remove the import, then run again.`,
    }));
}

/** The specifier with which the root module imports the mounted router, if that is all it imports. */
function importSpecifierOf(mount: Mount): ts.Expression | undefined {
  const value = mountedValue(mount.property);
  if (!ts.isIdentifier(value)) return undefined;
  for (const statement of value.getSourceFile().statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    const bindings = statement.importClause?.namedBindings;
    const only = bindings && ts.isNamedImports(bindings) && bindings.elements.length === 1;
    const name = only ? bindings.elements[0]?.name.text : statement.importClause?.name?.text;
    if (name === value.text) return statement.moduleSpecifier;
  }
  return undefined;
}

/** Names what else was in the deleted module, so that nobody misses it later. */
export function deadNotes(mount: Mount, source: RouterSource): readonly Note[] {
  const names = source.declaration
    .getSourceFile()
    .statements.flatMap((statement) => {
      if (!ts.isVariableStatement(statement)) return nameOf(statement);
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    })
    .filter((name) => name !== source.name);
  if (names.length === 0) return [];
  const message = `${source.path} is deleted, and with it ${names.join(", ")}, which nothing imports.`;
  return [noteAt(mount.property, "deleted-with-module", "info", message)];
}

function nameOf(statement: ts.Statement): readonly string[] {
  return (ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement)) &&
    statement.name
    ? [statement.name.text]
    : [];
}
