import { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";

/**
 * The declaration of the repository that `name` stands for, through imports and re-exports;
 * undefined for globals, packages from outside, and names that the checker does not know.
 */
export function declarationOf(checker: ts.TypeChecker, name: ts.Node): ts.Declaration | undefined {
  const symbol = symbolOf(checker, name);
  const declaration = symbol && targetOf(checker, symbol)?.declarations?.find(isValue);
  if (!declaration || pathOf(declaration.getSourceFile()) === undefined) return undefined;
  return declaration;
}

/** Whether `name` is a global of the language: `Set`, `Object`, `undefined`. */
export function isGlobal(checker: ts.TypeChecker, name: ts.Identifier): boolean {
  const declarations = symbolOf(checker, name)?.declarations ?? [];
  return declarations.every((each) => pathOf(each.getSourceFile()) === undefined);
}

/** Whether `node` is the name of a module as a whole: `routes` of `import * as routes from "…"`. */
export function isNamespace(checker: ts.TypeChecker, node: ts.Expression): boolean {
  if (!ts.isIdentifier(node)) return false;
  const symbol = checker.getSymbolAtLocation(node);
  return symbol?.declarations?.some(ts.isNamespaceImport) ?? false;
}

/** The symbol with aliases followed. */
function targetOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol | undefined {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function symbolOf(checker: ts.TypeChecker, name: ts.Node): ts.Symbol | undefined {
  if (ts.isShorthandPropertyAssignment(name.parent) && name.parent.name === name) {
    return checker.getShorthandAssignmentValueSymbol(name.parent);
  }
  return checker.getSymbolAtLocation(name);
}

function isValue(declaration: ts.Declaration): boolean {
  return !ts.isInterfaceDeclaration(declaration) && !ts.isTypeAliasDeclaration(declaration);
}
