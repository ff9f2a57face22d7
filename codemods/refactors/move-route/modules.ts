import { ts } from "ts-morph";

/**
 * The module that `node` takes something from: an import specifier, a key of
 * `const { … } = await import("…")`, or a member of a namespace, `server.userTrpc` and
 * `import("…").UserRouter`. Undefined if it takes it from anything else.
 */
export function moduleBehind(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  if (ts.isImportSpecifier(node)) {
    return checker.getSymbolAtLocation(node.parent.parent.parent.moduleSpecifier);
  }
  if (ts.isBindingElement(node)) {
    const holder = node.parent.parent;
    return ts.isVariableDeclaration(holder) && holder.initializer
      ? moduleOfValue(checker, holder.initializer)
      : undefined;
  }
  if (ts.isPropertyAccessExpression(node)) return moduleOfValue(checker, node.expression);
  if (ts.isQualifiedName(node)) return moduleOfValue(checker, node.left);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return checker.getSymbolAtLocation(node.argument.literal);
  }
  return undefined;
}

function moduleOfValue(checker: ts.TypeChecker, node: ts.Node): ts.Symbol | undefined {
  const own = checker.getSymbolAtLocation(node);
  const aliased = own && own.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(own) : own;
  if (aliased && aliased.flags & ts.SymbolFlags.ValueModule) return aliased;
  const symbol: ts.Symbol | undefined = checker.getTypeAtLocation(node).symbol;
  return symbol && symbol.flags & ts.SymbolFlags.ValueModule ? symbol : undefined;
}
