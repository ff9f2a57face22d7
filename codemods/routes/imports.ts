import { ts } from "ts-morph";

/** How a file comes by a name that it imports. */
export interface ImportedName {
  readonly specifier: string;
  /** What the module exports it as: `default` for a default import, `*` for all of the module. */
  readonly exported: string;
}

/** The import that binds `name` in `file`; undefined if none does. */
export function importOf(file: ts.SourceFile, name: string): ImportedName | undefined {
  for (const statement of file.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (!ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const specifier = statement.moduleSpecifier.text;
    const clause = statement.importClause;
    if (clause?.name?.text === name) return { specifier, exported: "default" };
    const bindings = clause?.namedBindings;
    if (!bindings) continue;
    if (ts.isNamespaceImport(bindings)) {
      if (bindings.name.text === name) return { specifier, exported: "*" };
      continue;
    }
    const element = bindings.elements.find((it) => it.name.text === name);
    if (element) return { specifier, exported: (element.propertyName ?? element.name).text };
  }
  return undefined;
}
