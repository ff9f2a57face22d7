import { ts } from "ts-morph";
import { alternativesIn, parsePattern, routeIn } from "./pattern-source.ts";
import type { Disjunction } from "./pattern-source.ts";

/**
 * A place where the code of a condition names a route in a way that can decide something: a text
 * (`"x."`, `"x.list"`), a key of an object literal, or a word of a regular expression.
 */
export interface Mention {
  readonly kind: "text" | "key" | "pattern";
  readonly node: ts.Node;
  /** Offsets of the route's name itself in the file. */
  readonly start: number;
  readonly end: number;
}

/** The mentions of `route` in `region`, in order. */
export function mentionsIn(region: ts.Node, route: string): Mention[] {
  const found: Mention[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node)) return;
    found.push(...mentionsAt(node, route));
    ts.forEachChild(node, visit);
  };
  visit(region);
  return found;
}

/** What `node` itself names. */
export function mentionsAt(node: ts.Node, route: string): readonly Mention[] {
  const pattern = patternOf(node);
  if (pattern) {
    return alternativesIn(pattern.body).flatMap((alternative): Mention[] => {
      const place = routeIn(alternative, route);
      if (!place) return [];
      const { offset } = pattern;
      return [{ kind: "pattern", node, start: offset + place.start, end: offset + place.end }];
    });
  }
  if (isKey(node)) return naming(node.text, "key", node, ts.isIdentifier(node) ? 0 : 1, route);
  if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
    return naming(node.text, "text", node, 1, route);
  }
  return [];
}

/** A regular expression: a literal, or the string that `RegExp` is called with. */
export function patternOf(
  node: ts.Node,
): { readonly body: Disjunction; readonly offset: number } | undefined {
  const start = node.getStart();
  if (ts.isRegularExpressionLiteral(node)) {
    const source = node.text.slice(1, node.text.lastIndexOf("/"));
    return { body: parsePattern(source, false), offset: start + 1 };
  }
  if (!ts.isStringLiteralLike(node)) return undefined;
  const { parent } = node;
  const isSource =
    (ts.isNewExpression(parent) || ts.isCallExpression(parent)) &&
    parent.arguments?.[0] === node &&
    ts.isIdentifier(parent.expression) &&
    parent.expression.text === "RegExp";
  if (!isSource) return undefined;
  return { body: parsePattern(node.getText().slice(1, -1), true), offset: start + 1 };
}

function isKey(node: ts.Node): node is ts.Identifier | ts.StringLiteralLike {
  const { parent } = node;
  return (
    parent !== undefined &&
    (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) &&
    ts.isObjectLiteralExpression(parent.parent) &&
    parent.name === node &&
    (ts.isIdentifier(node) || ts.isStringLiteralLike(node))
  );
}

function naming(
  text: string,
  kind: Mention["kind"],
  node: ts.Node,
  quote: 0 | 1,
  route: string,
): readonly Mention[] {
  if (text !== route && !text.startsWith(`${route}.`)) return [];
  const start = node.getStart() + quote;
  // With an escape in it, the text in the file is another one than its value.
  if (!node.getText().slice(quote).startsWith(route)) return [];
  return [{ kind, node, start, end: start + route.length }];
}
