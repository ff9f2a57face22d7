import { ts } from "ts-morph";
import type { Evaluator } from "./evaluate.ts";
import type { SplitLink } from "./find.ts";
import { isFunctionNode } from "./evaluation/values.ts";
import { declarationOf } from "./resolve.ts";
import { unwrap } from "../../program/syntax.ts";

/** A link, how it decides, and the code that has a part in it. */
export interface Examined {
  readonly link: SplitLink;
  readonly evaluator: Evaluator;
}

/** The code that decides for any of `links`: the conditions and what they draw on, each once. */
export function regionsOf(links: readonly Examined[]): readonly ts.Node[] {
  const all = links.flatMap(({ link, evaluator }) => [
    ...(link.condition ? [link.condition] : []),
    ...evaluator.entered(),
  ]);
  const unique = [...new Set(all)];
  return unique.filter((node) => !unique.some((other) => other !== node && contains(other, node)));
}

/**
 * The same for a link that cannot be evaluated, so that nobody knows what plays a part: every
 * constant and function that its code names, and that these name.
 */
export function staticRegionsOf(checker: ts.TypeChecker, { link }: Examined): readonly ts.Node[] {
  const queue: ts.Node[] = [link.condition ?? link.call];
  const seen = new Set(queue);
  const visit = (node: ts.Node): void => {
    const target = ts.isIdentifier(node) ? declarationOf(checker, node) : undefined;
    if (target && !seen.has(target) && isPlain(target)) {
      seen.add(target);
      queue.push(target);
    }
    ts.forEachChild(node, visit);
  };
  for (const region of queue) visit(region);
  return queue;
}

/** What is written out where it is declared; what a call returns may be anything, a router even. */
function isPlain(declaration: ts.Declaration): boolean {
  if (ts.isFunctionDeclaration(declaration) || ts.isEnumMember(declaration)) return true;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return !ts.isCallExpression(unwrap(declaration.initializer));
}

/** The links in groups: two that draw on the same constant or function can only change together. */
export function groupsOf(links: readonly Examined[]): readonly (readonly Examined[])[] {
  let groups: Examined[][] = [];
  for (const each of links) {
    const entered = each.evaluator.entered();
    const isRelated = (group: readonly Examined[]): boolean =>
      group.some((other) => [...other.evaluator.entered()].some((node) => entered.has(node)));
    const related = groups.filter(isRelated);
    groups = groups.filter((group) => !related.includes(group));
    groups.push([...related.flat(), each]);
  }
  return groups;
}

/**
 * Whether a condition that cannot be told all through might look at the path: not if all it does
 * with the operation is to read other members of it.
 */
export function mayLookAtPath(checker: ts.TypeChecker, link: SplitLink): boolean {
  const { condition } = link;
  if (!condition) return true;
  const node = ts.isMethodDeclaration(condition) ? condition : namedFunction(checker, condition);
  if (!isFunctionNode(node)) return true;
  const [operation] = node.parameters;
  if (!operation) return false;
  const { name } = operation;
  if (ts.isObjectBindingPattern(name)) {
    return name.elements.some((element) => {
      const key = element.propertyName ?? element.name;
      return !ts.isIdentifier(key) || key.text === "path" || element.dotDotDotToken !== undefined;
    });
  }
  if (!ts.isIdentifier(name) || !node.body) return true;
  const uses = (inner: ts.Node): boolean => {
    if (ts.isIdentifier(inner) && inner.text === name.text && !isOtherMember(inner)) return true;
    return ts.forEachChild(inner, uses) ?? false;
  };
  return uses(node.body);
}

/** The function that a condition is, or that it names. */
function namedFunction(checker: ts.TypeChecker, condition: ts.Expression): ts.Node {
  const node = unwrap(condition);
  const declaration = ts.isIdentifier(node) ? declarationOf(checker, node) : undefined;
  if (!declaration) return node;
  if (!ts.isVariableDeclaration(declaration)) return declaration;
  const isFixed = (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
  return isFixed && declaration.initializer ? unwrap(declaration.initializer) : node;
}

/** `op.type` and the like: whatever it is, it is not the path. */
function isOtherMember(operation: ts.Identifier): boolean {
  const { parent } = operation;
  if (!ts.isPropertyAccessExpression(parent)) return false;
  return parent.name === operation || parent.name.text !== "path";
}

function contains(outer: ts.Node, inner: ts.Node): boolean {
  return (
    outer.getSourceFile() === inner.getSourceFile() &&
    outer.pos <= inner.pos &&
    inner.end <= outer.end
  );
}
