import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { TypeProgram } from "../../program/program.ts";
import { canNameMember, nameNodes, referencesAt } from "../../program/references.ts";
import type { NameNode } from "../../program/references.ts";
import { unwrap } from "../../program/syntax.ts";
import type { Mount } from "../../routes/router-model.ts";

/** A place outside the root module's record that names a mounted route. */
export interface RouteReference {
  readonly node: NameNode;
  /** The tokens of the route's path that are written here; the last one is `node`. */
  readonly segments: readonly NameNode[];
  /** What the first segment is read from: `trpc` in `trpc.posts`. Undefined inside a pattern. */
  readonly base: ts.Expression | ts.TypeNode | undefined;
  /** Set where the route's key also names a variable: `const { posts } = trpc`. */
  readonly pattern: ts.BindingElement | undefined;
}

/** All references to `mount` in `files`, found by where the name comes from. */
export function routeReferences(
  program: TypeProgram,
  files: readonly RepoPath[],
  mount: Mount,
): readonly RouteReference[] {
  const key = mount.path.at(-1) ?? "";
  return nodesNamed(program, files, key).flatMap((node) => {
    if (node.parent === mount.property || !canNameMember(node)) return [];
    const isRoute = referencesAt(program.checker, node).some(
      ({ role, declarations }) => role === "member" && declarations.includes(mount.property),
    );
    return isRoute ? [describe(node, mount.path)] : [];
  });
}

function nodesNamed(
  program: TypeProgram,
  files: readonly RepoPath[],
  name: string,
): readonly NameNode[] {
  const names = new Set([name]);
  return files.flatMap((path) => {
    const file = program.sourceFile(path);
    return file ? nameNodes(file, names) : [];
  });
}

function describe(node: NameNode, path: readonly string[]): RouteReference {
  const segments: NameNode[] = [node];
  let base = baseOf(node);
  for (let index = path.length - 2; index >= 0 && base; index -= 1) {
    const previous = lastNameOf(base);
    if (!previous || previous.text !== path[index]) break;
    segments.unshift(previous);
    base = baseOf(previous);
  }
  const parent = node.parent;
  return {
    node,
    segments,
    base,
    pattern: ts.isBindingElement(parent) ? parent : undefined,
  };
}

/** What a name is read from: the left of the dot, the object of the brackets, a pattern's value. */
function baseOf(node: NameNode): ts.Expression | ts.TypeNode | undefined {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return parent.expression;
  if (ts.isElementAccessExpression(parent)) return parent.expression;
  if (ts.isLiteralTypeNode(parent) && ts.isIndexedAccessTypeNode(parent.parent)) {
    return parent.parent.objectType;
  }
  if (ts.isLiteralTypeNode(parent) && ts.isTypeReferenceNode(parent.parent)) {
    // Pick<Outputs, "posts">
    return parent.parent.typeArguments?.[0];
  }
  if (ts.isBindingElement(parent)) {
    const holder = parent.parent.parent;
    return ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
  }
  return undefined;
}

function lastNameOf(wrapped: ts.Expression | ts.TypeNode): NameNode | undefined {
  const node = ts.isTypeNode(wrapped) ? wrapped : unwrap(wrapped);
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) return node.name;
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression;
  }
  if (
    ts.isIndexedAccessTypeNode(node) &&
    ts.isLiteralTypeNode(node.indexType) &&
    ts.isStringLiteral(node.indexType.literal)
  ) {
    return node.indexType.literal;
  }
  return undefined;
}
