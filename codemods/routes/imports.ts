import { ts } from "ts-morph";

/** The specifier of the import that binds `name` in `file`; undefined if none does. */
export function importedFrom(file: ts.SourceFile, name: string): string | undefined {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (!ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const clause = statement.importClause;
    const named = clause?.namedBindings;
    const names = [
      clause?.name?.text,
      ...(named && ts.isNamedImports(named) ? named.elements.map((it) => it.name.text) : []),
    ];
    if (names.includes(name)) return statement.moduleSpecifier.text;
  }
  return undefined;
}
