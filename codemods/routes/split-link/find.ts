import { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { unwrap } from "../../program/syntax.ts";
import { declarationOf } from "./resolve.ts";

/** A call of tRPC's `splitLink`. */
export interface SplitLink {
  readonly path: RepoPath;
  readonly call: ts.CallExpression;
  /**
   * What decides: the value of `condition`, or the method of that name; undefined if the options
   * are not written where they can be read.
   */
  readonly condition: ts.Expression | ts.MethodDeclaration | undefined;
}

/**
 * The splitLinks in `files`, in their order and then that of the text; one inside a branch of
 * another is a link of its own. The function is known by the package that it is imported from
 * (any of tRPC's, under any name), not by how it is called here. Files that are not part of
 * `program` are passed over.
 */
export function findSplitLinks(program: TypeProgram, files: readonly RepoPath[]): SplitLink[] {
  const found: SplitLink[] = [];
  for (const path of files) {
    const file = program.sourceFile(path);
    if (!file) continue;
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) && isSplitLink(program.checker, node.expression)) {
        found.push({ path, call: node, condition: conditionOf(program.checker, node) });
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found;
}

const PACKAGE = /^@trpc\//;
const NAME = "splitLink";

function isSplitLink(checker: ts.TypeChecker, callee: ts.Expression): boolean {
  const called = unwrap(callee);
  if (ts.isPropertyAccessExpression(called)) {
    if (called.name.text !== NAME) return false;
    if (comesFromTrpc(checker, checker.getSymbolAtLocation(called.name), new Set())) return true;
    const owner = checker.getSymbolAtLocation(called.expression);
    return (owner?.declarations ?? []).some((each) => isWholePackage(each));
  }
  if (!ts.isIdentifier(called)) return false;
  return comesFromTrpc(checker, checker.getSymbolAtLocation(called), new Set());
}

function comesFromTrpc(
  checker: ts.TypeChecker,
  symbol: ts.Symbol | undefined,
  seen: Set<ts.Symbol>,
): boolean {
  if (!symbol || seen.has(symbol)) return false;
  seen.add(symbol);
  for (const declaration of symbol.declarations ?? []) {
    if (ts.isImportSpecifier(declaration) || ts.isExportSpecifier(declaration)) {
      const from = specifierOf(declaration);
      const name = (declaration.propertyName ?? declaration.name).text;
      if (from !== undefined && PACKAGE.test(from)) return name === NAME;
      const local = ts.isExportSpecifier(declaration)
        ? checker.getExportSpecifierLocalTargetSymbol(declaration)
        : undefined;
      if (local && comesFromTrpc(checker, local, seen)) return true;
    }
    if (ts.isBindingElement(declaration)) {
      const name = declaration.propertyName ?? declaration.name;
      const source = declaration.parent.parent;
      if (ts.isIdentifier(name) && name.text === NAME && isWholePackage(source)) return true;
    }
    if (ts.isVariableDeclaration(declaration) && isAmbient(declaration)) {
      return symbol.name === NAME;
    }
  }
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return false;
  return comesFromTrpc(checker, checker.getAliasedSymbol(symbol), seen);
}

function specifierOf(node: ts.ImportSpecifier | ts.ExportSpecifier): string | undefined {
  const statement = ts.isImportSpecifier(node) ? node.parent.parent.parent : node.parent.parent;
  const specifier = statement.moduleSpecifier;
  return specifier && ts.isStringLiteral(specifier) ? specifier.text : undefined;
}

/** `import * as x from "@trpc/…"` and `x = require("@trpc/…")`. */
function isWholePackage(node: ts.Node): boolean {
  if (ts.isNamespaceImport(node)) {
    const specifier = node.parent.parent.moduleSpecifier;
    return ts.isStringLiteral(specifier) && PACKAGE.test(specifier.text);
  }
  if (!ts.isVariableDeclaration(node) || !node.initializer) return false;
  const source = unwrap(node.initializer);
  const [specifier] = ts.isCallExpression(source) ? source.arguments : [];
  return (
    ts.isCallExpression(source) &&
    ts.isIdentifier(source.expression) &&
    source.expression.text === "require" &&
    specifier !== undefined &&
    ts.isStringLiteralLike(specifier) &&
    PACKAGE.test(specifier.text)
  );
}

function isAmbient(node: ts.Node): boolean {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (ts.isModuleDeclaration(at)) return PACKAGE.test(at.name.text);
  }
  return false;
}

function conditionOf(
  checker: ts.TypeChecker,
  call: ts.CallExpression,
): ts.Expression | ts.MethodDeclaration | undefined {
  const [argument] = call.arguments;
  if (!argument) return undefined;
  let options = unwrap(argument);
  if (ts.isIdentifier(options)) {
    const declaration = declarationOf(checker, options);
    if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
    if (!declaration.initializer) return undefined;
    options = unwrap(declaration.initializer);
  }
  if (!ts.isObjectLiteralExpression(options)) return undefined;
  for (const property of options.properties.toReversed()) {
    // What a spread brings in may replace what stands before it.
    if (ts.isSpreadAssignment(property)) return undefined;
    if (!property.name || !isNamed(property.name, "condition")) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
    return ts.isMethodDeclaration(property) ? property : undefined;
  }
  return undefined;
}

function isNamed(name: ts.PropertyName, text: string): boolean {
  return (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) && name.text === text;
}
