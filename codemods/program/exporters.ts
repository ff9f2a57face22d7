import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { sourceFileOf } from "./source-files.ts";
import { isSourcePath } from "./source-path.ts";
import { toVirtual } from "./virtual-path.ts";

/** The modules that declare an export `name` themselves, and do not only hand it on. Sorted. */
export function exportersOf(snapshot: Snapshot, name: string): readonly RepoPath[] {
  if (name === "") return [];
  return (snapshot.containing([name]).get(name) ?? []).filter((path) => {
    const text = isSourcePath(path) ? snapshot.text(path) : undefined;
    return text !== undefined && declares(sourceFileOf(toVirtual(path), text), name);
  });
}

function declares(file: ts.SourceFile, name: string): boolean {
  const local = new Set<string>();
  let isExported = false;
  for (const statement of file.statements) {
    for (const declared of namesIn(statement)) {
      local.add(declared);
      if (declared === name && hasExport(statement)) isExported = true;
    }
  }
  return (
    isExported ||
    file.statements.some(
      (statement) =>
        ts.isExportDeclaration(statement) &&
        !statement.moduleSpecifier &&
        statement.exportClause !== undefined &&
        ts.isNamedExports(statement.exportClause) &&
        statement.exportClause.elements.some(
          (each) => each.name.text === name && local.has((each.propertyName ?? each.name).text),
        ),
    )
  );
}

function namesIn(statement: ts.Statement): readonly string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((each) =>
      ts.isIdentifier(each.name) ? [each.name.text] : [],
    );
  }
  const isNamed =
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isEnumDeclaration(statement);
  return isNamed && statement.name ? [statement.name.text] : [];
}

function hasExport(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
