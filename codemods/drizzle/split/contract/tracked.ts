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

/** A constant is followed if it is only looped over, looked into, answered, or written to a table. */
function trackVariable(program: TypeProgram, declaration: ts.VariableDeclaration): Tracked {
  const isExported = (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
  const isConstant = (declaration.parent.flags & ts.NodeFlags.Const) !== 0;
  if (isExported || !isConstant) return { kind: "lost", how: "in a variable that others see" };
  return trackName(program, declaration.name);
}

function trackName(program: TypeProgram, name: ts.BindingName): Tracked {
  if (!ts.isIdentifier(name)) {
    const isWhole = name.elements.some((each) => ts.isBindingElement(each) && each.dotDotDotToken);
    return isWhole ? { kind: "lost", how: "in the rest of a pattern" } : { kind: "local" };
  }
  const { checker } = program;
  const symbol = checker.getSymbolAtLocation(name);
  let found: Tracked = { kind: "local" };
  for (const node of nameNodes(name.getSourceFile(), new Set([name.text]))) {
    if (node === name || !ts.isIdentifier(node)) continue;
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
    const named = isShorthand
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : checker.getSymbolAtLocation(node);
    if (named !== symbol) continue;
    const fate = fateOf(program, node);
    if (fate.kind === "lost") return fate;
    if (fate.kind === "answer") found = fate;
  }
  return found;
}

/** Functions of lists that hand each entry to a callback, and keep none. */
const EACH = /^(?:map|flatMap|forEach|some|every)$/;

function fateOf(program: TypeProgram, node: ts.Identifier): Tracked {
  const { parent } = node;
  const lost: Tracked = { kind: "lost", how: `in \`${node.text}\`, which is handed on` };
  if (ts.isTypeQueryNode(parent)) return { kind: "local" };
  if (ts.isForOfStatement(parent) && parent.expression === node) {
    const list = parent.initializer;
    const [first] = ts.isVariableDeclarationList(list) ? list.declarations : [];
    return first ? trackName(program, first.name) : lost;
  }
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    const call = parent.parent;
    if (!ts.isCallExpression(call) || call.expression !== parent) return { kind: "local" };
    const [callback] = call.arguments;
    const isEach = EACH.test(parent.name.text) && callback && isFunction(callback);
    const [entry] = isEach ? callback.parameters : [];
    return entry ? trackName(program, entry.name) : lost;
  }
  if (ts.isCallExpression(parent) && /^(?:values|set)$/.test(calledName(parent) ?? "")) {
    return { kind: "local" };
  }
  const isHandedOn = ts.isPropertyAssignment(parent) || returning(node) !== undefined;
  if (isHandedOn) return trackObject(program, node);
  return ts.isShorthandPropertyAssignment(parent) ? trackObject(program, parent.parent) : lost;
}

function isFunction(node: ts.Expression): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}
