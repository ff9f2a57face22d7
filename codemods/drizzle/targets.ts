import { ts } from "ts-morph";
import { nameNodes, referencesAt } from "../program/references.ts";
import type { NameNode } from "../program/references.ts";

/**
 * The declarations that `node` leads to in the end: through imports, re-exports, namespaces, and
 * the members of what Drizzle makes of a table.
 */
export function declarationsBehind(
  checker: ts.TypeChecker,
  node: NameNode,
): ReadonlySet<ts.Declaration> {
  const found = new Set<ts.Declaration>();
  for (const { declarations } of referencesAt(checker, node)) {
    for (const declaration of declarations) {
      found.add(declaration);
      for (const end of endsOf(checker, declaration)) found.add(end);
    }
  }
  const kept = keptKey(checker, node);
  if (kept) found.add(kept);
  return found;
}

/** The tokens of `file`, spelled as one of `names`, that lead to one of `targets`. */
export function referencesTo(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  names: ReadonlySet<string>,
  targets: ReadonlySet<ts.Declaration>,
): readonly NameNode[] {
  return nameNodes(file, names).filter((node) => {
    for (const declaration of declarationsBehind(checker, node)) {
      if (targets.has(declaration)) return true;
    }
    return false;
  });
}

/** What an import or export specifier, or a shorthand, stands for. */
function endsOf(checker: ts.TypeChecker, declaration: ts.Declaration): readonly ts.Declaration[] {
  if (ts.isShorthandPropertyAssignment(declaration)) {
    const value = checker.getShorthandAssignmentValueSymbol(declaration);
    return value ? declarationsOf(checker, value) : [];
  }
  const name = ts.getNameOfDeclaration(declaration);
  if (!name) return [];
  const isLink =
    ts.isImportSpecifier(declaration) ||
    ts.isExportSpecifier(declaration) ||
    ts.isImportClause(declaration);
  const symbol = isLink ? checker.getSymbolAtLocation(name) : undefined;
  return symbol ? declarationsOf(checker, symbol) : [];
}

function declarationsOf(checker: ts.TypeChecker, symbol: ts.Symbol): readonly ts.Declaration[] {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return (isAlias ? checker.getAliasedSymbol(symbol) : symbol).declarations ?? [];
}

/** The key that `c` names in `schema.omit({ c: true })`: a schema has a `shape`. */
function keptKey(checker: ts.TypeChecker, node: NameNode): ts.Declaration | undefined {
  const property = node.parent;
  if (!ts.isObjectLiteralElement(property) || !ts.isObjectLiteralExpression(property.parent)) {
    return undefined;
  }
  const call = property.parent.parent;
  if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(call.expression))
    return undefined;
  const shape = checker.getTypeAtLocation(call.expression.expression).getProperty("shape");
  const key = shape && checker.getTypeOfSymbol(shape).getProperty(node.text);
  return key && checker.getRootSymbols(key)[0]?.declarations?.[0];
}
