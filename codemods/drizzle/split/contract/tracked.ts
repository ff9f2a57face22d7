import { ts } from "ts-morph";
import type { TypeProgram } from "../../../program/program.ts";
import { nameNodes } from "../../../program/references.ts";
import { unwrap } from "../../../program/syntax.ts";
import { calledName } from "../../syntax.ts";

/** What becomes of an object: whether all who read its members are seen by their types. */
export type Tracked =
  | { readonly kind: "local" }
  /** Part of what a procedure answers. Its clients are typed by its router. */
  | { readonly kind: "answer" }
  | { readonly kind: "lost"; readonly how: string };

/** Follows an object literal outward until it is a variable's, a procedure's answer, or lost. */
export function trackObject(program: TypeProgram, literal: ts.Expression): Tracked {
  let at: ts.Expression = literal;
  for (;;) {
    const { parent } = at;
    if (ts.isPropertyAssignment(parent) || ts.isSpreadAssignment(parent)) at = parent.parent;
    else if (
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      (ts.isConditionalExpression(parent) && parent.condition !== at)
    ) {
      at = parent;
    } else if (ts.isVariableDeclaration(parent)) return trackVariable(program, parent);
    else if (ts.isCallExpression(parent) && parent.expression !== at) {
      const called = calledName(parent) ?? "a function";
      if (called === "values" || called === "set") return { kind: "local" };
      return { kind: "lost", how: `in what is given to \`${called}(…)\`` };
    } else {
      const maker = returning(at);
      if (!maker) return { kind: "lost", how: "in this object" };
      const call = callTaking(maker);
      if (!call) return { kind: "lost", how: "in what a function returns" };
      if (isResolver(program, call)) return { kind: "answer" };
      if (!/^(?:map|flatMap)$/.test(calledName(call) ?? "")) {
        return { kind: "lost", how: "in what a function returns" };
      }
      at = call;
    }
  }
}

/** The function that returns `value`. */
function returning(value: ts.Expression): ts.ArrowFunction | ts.FunctionExpression | undefined {
  const { parent } = value;
  if (ts.isArrowFunction(parent)) return parent;
  if (!ts.isReturnStatement(parent)) return undefined;
  let at: ts.Node = parent;
  while (!ts.isFunctionLike(at) && !ts.isSourceFile(at)) at = at.parent;
  return ts.isArrowFunction(at) || ts.isFunctionExpression(at) ? at : undefined;
}

function callTaking(callback: ts.Expression): ts.CallExpression | undefined {
  const { parent } = callback;
  return ts.isCallExpression(parent) && parent.arguments.includes(callback) ? parent : undefined;
}

/** Whether a call is the `query` or `mutation` of a procedure. */
function isResolver(program: TypeProgram, call: ts.CallExpression): boolean {
  const callee = unwrap(call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  if (!/^(?:query|mutation)$/.test(callee.name.text)) return false;
  const type = program.checker.getTypeAtLocation(callee.expression);
  return type.getProperty("mutation") !== undefined && type.getProperty("use") !== undefined;
}

/** A constant is followed if it is only looped over, looked into, or written to a table. */
function trackVariable(program: TypeProgram, declaration: ts.VariableDeclaration): Tracked {
  const { name } = declaration;
  if (!ts.isIdentifier(name)) return { kind: "local" };
  const symbol = program.checker.getSymbolAtLocation(name);
  for (const node of nameNodes(declaration.getSourceFile(), new Set([name.text]))) {
    if (node === name || program.checker.getSymbolAtLocation(node) !== symbol) continue;
    const { parent } = node;
    if (ts.isForOfStatement(parent) || ts.isPropertyAccessExpression(parent)) continue;
    if (ts.isElementAccessExpression(parent) && parent.expression === node) continue;
    if (ts.isTypeQueryNode(parent)) continue;
    if (ts.isCallExpression(parent) && /^(?:values|set)$/.test(calledName(parent) ?? "")) continue;
    if (ts.isExpression(node) && isAnswered(program, node)) return { kind: "answer" };
    return { kind: "lost", how: `in \`${name.text}\`, which is handed on` };
  }
  return { kind: "local" };
}

function isAnswered(program: TypeProgram, node: ts.Expression): boolean {
  if (!returning(node) && !ts.isPropertyAssignment(node.parent)) return false;
  return trackObject(program, node).kind === "answer";
}
