import { ts } from "ts-morph";
import { pathOf } from "../../program/program.ts";
import type { Symbols } from "./groups.ts";

/** How many members deep two types are compared. */
const DEPTH = 3;

/**
 * Joins what must keep one name because a value flows from one type to another: members called one
 * of `names` of an argument and its parameter, of props that are spread and the component's, of a
 * value and the type that it is assigned, returned or asserted as.
 */
export function joinFlows(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  names: readonly string[],
  symbols: Symbols,
): void {
  const seen = new Map<ts.Type, Set<ts.Type>>();

  const joinMembers = (source: ts.Type, target: ts.Type, depth: number): void => {
    const apparent = checker.getApparentType(target);
    for (const name of names) {
      const from = checker.getPropertyOfType(checker.getApparentType(source), name);
      const to = checker.getPropertyOfType(apparent, name);
      if (from && to) symbols.join([...declarationsOf(from), ...declarationsOf(to)]);
    }
    if (depth === 0) return;
    for (const member of checker.getPropertiesOfType(apparent)) {
      // What libraries declare is no one's to rename, and there is a lot of it.
      if (!member.declarations?.some((each) => pathOf(each.getSourceFile()) !== undefined))
        continue;
      const from = checker.getPropertyOfType(checker.getApparentType(source), member.name);
      if (!from) continue;
      join(checker.getTypeOfSymbol(from), checker.getTypeOfSymbol(member), depth - 1);
    }
  };
  const joinArguments = (source: ts.Type, target: ts.Type, depth: number): void => {
    // What flows to an intersection flows to each of its parts.
    for (const part of target.isIntersection() ? target.types : [target]) {
      if (!isReference(source) || !isReference(part) || source.target !== part.target) continue;
      pairs(checker.getTypeArguments(source), checker.getTypeArguments(part)).forEach(([a, b]) =>
        join(a, b, depth),
      );
    }
    const [from] = source.getCallSignatures();
    const [to] = target.getCallSignatures();
    if (!from || !to) return;
    for (const [a, b] of pairs(from.parameters, to.parameters)) {
      join(checker.getTypeOfSymbol(b), checker.getTypeOfSymbol(a), depth - 1);
    }
    join(from.getReturnType(), to.getReturnType(), depth - 1);
  };
  const join = (source: ts.Type, target: ts.Type, depth: number): void => {
    if (depth < 0 || source === target || seen.get(source)?.has(target)) return;
    seen.set(source, (seen.get(source) ?? new Set()).add(target));
    const sources = constituents(source);
    const targets = constituents(target);
    for (const from of sources) {
      for (const to of targets) {
        if (from === to) continue;
        // Of a union, only those that the value can be.
        if (targets.length > 1 && !checker.isTypeAssignableTo(from, to)) continue;
        joinMembers(from, to, depth);
        joinArguments(from, to, depth);
      }
    }
  };

  const declaredParameters = (call: ts.CallExpression | ts.NewExpression): void => {
    const declaration = checker.getResolvedSignature(call)?.declaration;
    if (!declaration || ts.isJSDocSignature(declaration)) return;
    for (const [argument, parameter] of pairs(call.arguments ?? [], declaration.parameters)) {
      // The contextual type has the type parameters filled in; their constraints name members too.
      const constraint = checker.getBaseConstraintOfType(checker.getTypeAtLocation(parameter));
      if (constraint) join(checker.getTypeAtLocation(argument), constraint, 1);
    }
  };
  const visit = (node: ts.Node): void => {
    if (isValue(node)) {
      const wanted = checker.getContextualType(node);
      if (wanted) join(checker.getTypeAtLocation(node), wanted, DEPTH);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) declaredParameters(node);
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
      join(checker.getTypeAtLocation(node.expression), checker.getTypeAtLocation(node), DEPTH);
    }
    if (ts.isTypeReferenceNode(node)) {
      for (const [argument, parameter] of pairs(
        node.typeArguments ?? [],
        parametersOf(checker, node),
      )) {
        if (!parameter.constraint) continue;
        const constraint = checker.getTypeFromTypeNode(parameter.constraint);
        join(checker.getTypeFromTypeNode(argument), constraint, 1);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);

  function declarationsOf(symbol: ts.Symbol): readonly ts.Declaration[] {
    return checker.getRootSymbols(symbol).flatMap((root) => root.declarations ?? []);
  }
}

function isValue(node: ts.Node): node is ts.Expression {
  if (!ts.isExpression(node)) return false;
  const parent: ts.Node & { readonly name?: ts.Node } = node.parent;
  return parent.name !== node && !ts.isPropertyAccessExpression(parent);
}

function parametersOf(
  checker: ts.TypeChecker,
  node: ts.TypeReferenceNode,
): readonly ts.TypeParameterDeclaration[] {
  const symbol = checker.getSymbolAtLocation(node.typeName);
  const target =
    symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0
      ? checker.getAliasedSymbol(symbol)
      : symbol;
  for (const declaration of target?.declarations ?? []) {
    if (
      ts.isTypeAliasDeclaration(declaration) ||
      ts.isInterfaceDeclaration(declaration) ||
      ts.isClassDeclaration(declaration)
    ) {
      return declaration.typeParameters ?? [];
    }
  }
  return [];
}

function constituents(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

function isReference(type: ts.Type): type is ts.TypeReference {
  return (
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0
  );
}

function pairs<A, B>(left: readonly A[], right: readonly B[]): readonly (readonly [A, B])[] {
  return left.flatMap((a, index) => {
    const b = right[index];
    return b === undefined ? [] : [[a, b] as const];
  });
}
