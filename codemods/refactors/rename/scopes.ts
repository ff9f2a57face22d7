import { ts } from "ts-morph";

/**
 * The parts of the file in which the name that `declaration` gives can be seen; none if it gives
 * the name of a member. A function's parameters and its body count as one scope, for they may not
 * declare the same name.
 */
export function scopesOf(checker: ts.TypeChecker, declaration: ts.Declaration): ts.Node[] {
  const file = declaration.getSourceFile();
  const container = containerOf(declaration);
  const parts = container ? (checker.getSymbolAtLocation(container.name)?.declarations ?? []) : [];
  if (parts.length > 0) return parts.filter((each) => each.getSourceFile() === file);
  const { parent } = declaration;
  if (ts.isTypeParameterDeclaration(declaration) && ts.isInferTypeNode(parent)) {
    const condition = ts.findAncestor(parent, ts.isConditionalTypeNode);
    return condition ? [condition.trueType, parent] : [parent];
  }
  const scope = scopeOf(declaration);
  return scope ? [scope] : [];
}

/** The enum or namespace that shows the name in all of its parts, wherever else they stand. */
function containerOf(
  declaration: ts.Declaration,
): ts.EnumDeclaration | ts.ModuleDeclaration | undefined {
  if (ts.isEnumMember(declaration)) return declaration.parent;
  const scope = scopeOf(declaration);
  const isExported = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
  return isExported && scope && ts.isModuleBlock(scope) ? scope.parent : undefined;
}

function scopeOf(declaration: ts.Declaration): ts.Node | undefined {
  if (ts.isBindingElement(declaration)) return scopeOf(declaration.parent.parent);
  if (ts.isParameter(declaration) || ts.isTypeParameterDeclaration(declaration)) {
    return declaration.parent;
  }
  if (ts.isVariableDeclaration(declaration)) return scopeOfVariable(declaration);
  if (ts.isFunctionExpression(declaration) || ts.isClassExpression(declaration)) return declaration;
  const named =
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration) ||
    ts.isInterfaceDeclaration(declaration) ||
    ts.isTypeAliasDeclaration(declaration) ||
    ts.isEnumDeclaration(declaration) ||
    ts.isModuleDeclaration(declaration);
  if (named) return enclosing(declaration.parent, isBlockScope);
  const imported =
    ts.isImportSpecifier(declaration) ||
    ts.isImportClause(declaration) ||
    ts.isNamespaceImport(declaration) ||
    ts.isImportEqualsDeclaration(declaration);
  return imported ? declaration.getSourceFile() : undefined;
}

/** Whether `inner` lies in `outer`, or is it. */
export function isWithin(inner: ts.Node, outer: ts.Node): boolean {
  return ts.findAncestor(inner, (node) => node === outer) !== undefined;
}

function scopeOfVariable(declaration: ts.VariableDeclaration): ts.Node {
  const { parent } = declaration;
  if (ts.isCatchClause(parent)) return parent;
  const isVar = (parent.flags & ts.NodeFlags.BlockScoped) === 0;
  return enclosing(parent.parent, isVar ? isFunctionScope : isBlockScope);
}

function enclosing(node: ts.Node, isScope: (node: ts.Node) => boolean): ts.Node {
  const found = ts.findAncestor(node, isScope) ?? node.getSourceFile();
  const owner = found.parent;
  const isBody = ts.isBlock(found) && (ts.isFunctionLike(owner) || ts.isCatchClause(owner));
  return isBody ? owner : found;
}

function isFunctionScope(node: ts.Node): boolean {
  return (
    ts.isFunctionLike(node) ||
    ts.isSourceFile(node) ||
    ts.isModuleBlock(node) ||
    ts.isClassStaticBlockDeclaration(node)
  );
}

function isBlockScope(node: ts.Node): boolean {
  return (
    isFunctionScope(node) ||
    ts.isBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node)
  );
}
