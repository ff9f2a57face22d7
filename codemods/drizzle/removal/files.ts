import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { fileOf } from "./plan.ts";
import type { Removal } from "./plan.ts";

/** The files of which nothing is left but imports, when they declared something that goes. */
export function deletedFiles(program: TypeProgram, removal: Removal): readonly RepoPath[] {
  const files = new Set([...removal.removed].map((node) => node.getSourceFile()));
  return [...files]
    .filter((file) => {
      const declared = file.statements.some(
        (statement) => !ts.isExportDeclaration(statement) && isRemoved(statement, removal),
      );
      return declared && file.statements.every((it) => isRemoved(it, removal) || isSpent(it));
    })
    .map((file) => fileOf(file));

  function isSpent(statement: ts.Statement): boolean {
    if (!ts.isImportDeclaration(statement)) return false;
    if (statement.importClause) return true;
    // An import for its effects, of another file of the repository, is a purpose of its own.
    const from = pathOf(statement.getSourceFile());
    const { moduleSpecifier } = statement;
    return (
      from !== undefined &&
      ts.isStringLiteral(moduleSpecifier) &&
      program.resolver.resolve(moduleSpecifier.text, from) === undefined
    );
  }
}

/** Whether nothing is left of a statement. */
export function isRemoved(statement: ts.Statement, { removed }: Removal): boolean {
  if (removed.has(statement)) return true;
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.every((it) => removed.has(it));
  }
  const clause = ts.isExportDeclaration(statement) ? statement.exportClause : undefined;
  if (!clause || !ts.isNamedExports(clause) || clause.elements.length === 0) return false;
  return clause.elements.every((it) => removed.has(it));
}

/** `export * from` and `import` statements that are for one of `modules` as a whole. */
export function wholeImports(
  program: TypeProgram,
  files: readonly RepoPath[],
  modules: ReadonlySet<RepoPath>,
): readonly ts.Statement[] {
  return files.flatMap((path) =>
    (program.sourceFile(path)?.statements ?? []).filter((statement) => {
      const isWhole =
        (ts.isExportDeclaration(statement) && !statement.exportClause) ||
        (ts.isImportDeclaration(statement) && !statement.importClause);
      if (!isWhole || !statement.moduleSpecifier) return false;
      const { moduleSpecifier } = statement;
      if (!ts.isStringLiteral(moduleSpecifier)) return false;
      const module = program.resolver.resolve(moduleSpecifier.text, path);
      return module !== undefined && modules.has(module);
    }),
  );
}
