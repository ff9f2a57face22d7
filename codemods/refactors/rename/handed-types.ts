import { ts } from "ts-morph";
import { declarationKey } from "../../program/references.ts";

/**
 * The keys of the declarations of members, called one of `names`, of types that `file` hands to code
 * which nothing is known of: `useForm<Values>(…)`, `resolverOf(schema)`. That code asks for the members by name, in texts
 * and in objects whose keys the checker here cannot place, so that a part of them would be missed.
 * By key, the place where it is handed over.
 */
export function handedTypes(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  names: readonly string[],
): ReadonlyMap<string, ts.Node> {
  const found = new Map<string, ts.Node>();
  const add = (type: ts.Type, at: ts.Node): void => {
    for (const name of names) {
      const member = checker.getPropertyOfType(checker.getApparentType(type), name);
      const roots = member ? checker.getRootSymbols(member) : [];
      for (const declaration of roots.flatMap((root) => root.declarations ?? [])) {
        found.set(declarationKey(declaration), at);
      }
    }
  };
  // What is written in its place is handed over with all that is in it.
  const addWritten = (given: ts.TypeNode): void => {
    add(checker.getTypeFromTypeNode(given), given);
    const written = ts.isTypeLiteralNode(given) ? given.members : [];
    for (const member of written) {
      if (ts.isPropertySignature(member) && member.type) addWritten(member.type);
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && isUnknown(checker, node.expression)) {
      node.typeArguments?.forEach(addWritten);
      for (const given of node.arguments) {
        // A schema has the members of what it parses in its `shape`.
        const shape = checker.getPropertyOfType(checker.getTypeAtLocation(given), "shape");
        if (shape) add(checker.getTypeOfSymbolAtLocation(shape, given), given);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isUnknown(checker: ts.TypeChecker, callee: ts.Expression): boolean {
  return (checker.getTypeAtLocation(callee).flags & ts.TypeFlags.Any) !== 0;
}
