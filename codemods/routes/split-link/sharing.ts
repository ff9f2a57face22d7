import { posix } from "node:path";
import { ts } from "ts-morph";
import { createTypeProgram, pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { declarationOf } from "./resolve.ts";

/** A place where a declared constant or function is used. */
export interface Use {
  readonly path: RepoPath;
  /** A node of the program that was asked, or of one made for this file alone. */
  readonly node: ts.Node;
  /** Whether it only brings the name into another file: an import or re-export. */
  readonly isPassedOn: boolean;
}

/**
 * Every use of `declaration` in the repository, also in files that `program` does not have, and
 * under other names that it is imported or exported by.
 */
export function usesOf(
  program: TypeProgram,
  snapshot: Snapshot,
  declaration: ts.Declaration,
): readonly Use[] {
  const home = declaration.getSourceFile();
  const homePath = pathOf(home);
  const name = ts.getNameOfDeclaration(declaration);
  if (homePath === undefined) return [];
  if (!name || !ts.isIdentifier(name))
    return [{ path: homePath, node: declaration, isPassedOn: false }];
  const names = new Set([name.text]);
  if (!isExported(declaration)) {
    return usesIn(program, home, homePath, declaration, names);
  }
  let uses: readonly Use[] = [];
  for (let known = 0; known < names.size;) {
    known = names.size;
    // A default export may have any name elsewhere, but whoever imports it names the file.
    const needles = isDefault(declaration) ? [...names, stemOf(homePath)] : [...names];
    const paths = [...snapshot.containing(needles).values()].flat();
    const files = [...new Set([homePath, ...paths])].filter(isSourcePath);
    const missing = files.filter((path) => !program.sourceFile(path));
    const other = missing.length > 0 ? createTypeProgram(snapshot, missing) : program;
    uses = files.flatMap((path) => {
      const owner = program.sourceFile(path) ? program : other;
      const file = owner.sourceFile(path);
      return file ? usesIn(owner, file, path, declaration, names) : [];
    });
  }
  return uses;
}

function usesIn(
  program: TypeProgram,
  file: ts.SourceFile,
  path: RepoPath,
  declaration: ts.Declaration,
  names: Set<string>,
): readonly Use[] {
  const wanted = keyOf(declaration);
  const found: Use[] = [];
  const local = new Set(names);
  const collect = (node: ts.Node): void => {
    if ((ts.isImportSpecifier(node) || ts.isExportSpecifier(node)) && node.propertyName) {
      if (names.has(node.propertyName.text)) {
        local.add(node.name.text);
        if (ts.isExportSpecifier(node)) names.add(node.name.text);
      }
    }
    if (ts.isImportClause(node) && node.name && isDefault(declaration)) local.add(node.name.text);
    ts.forEachChild(node, collect);
  };
  collect(file);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && local.has(node.text) && !isOwnName(node)) {
      const target = declarationOf(program.checker, node);
      if (target && keyOf(target) === wanted) {
        const isPassedOn =
          ts.isImportSpecifier(node.parent) ||
          ts.isExportSpecifier(node.parent) ||
          ts.isImportClause(node.parent) ||
          ts.isExportAssignment(node.parent);
        found.push({ path, node, isPassedOn });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Whether other files can see `declaration`. */
export function isExported(declaration: ts.Declaration): boolean {
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) return true;
  const name = ts.getNameOfDeclaration(declaration);
  if (!name || !ts.isIdentifier(name) || ts.isEnumMember(declaration)) return true;
  return declaration
    .getSourceFile()
    .statements.some(
      (statement) =>
        (ts.isExportAssignment(statement) && statement.expression.getText() === name.text) ||
        (ts.isExportDeclaration(statement) &&
          statement.exportClause !== undefined &&
          ts.isNamedExports(statement.exportClause) &&
          statement.exportClause.elements.some(
            (element) => (element.propertyName ?? element.name).text === name.text,
          )),
    );
}

function isDefault(declaration: ts.Declaration): boolean {
  if (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Default) return true;
  const name = ts.getNameOfDeclaration(declaration)?.getText();
  return declaration
    .getSourceFile()
    .statements.some(
      (statement) => ts.isExportAssignment(statement) && statement.expression.getText() === name,
    );
}

function stemOf(path: RepoPath): string {
  const stem = posix.basename(path).replace(/\.[cm]?[jt]sx?$/, "");
  return stem === "index" ? posix.basename(posix.dirname(path)) : stem;
}

/** The key of a declaration that two programs over the same texts agree on. */
function keyOf(declaration: ts.Declaration): string {
  return `${declaration.getSourceFile().fileName}:${declaration.pos}`;
}

function isOwnName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isEnumMember(parent)) &&
    parent.name === node
  );
}
