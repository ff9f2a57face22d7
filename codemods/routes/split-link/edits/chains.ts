import { ts } from "ts-morph";
import type { Cutting } from "./cutting.ts";
import { Refused } from "./refused.ts";

/** `a || b || c` taken apart: its operands and the operators between them. */
export interface Chain {
  readonly operands: readonly ts.Expression[];
  readonly operators: readonly ts.Node[];
}

/** Whether `node` is an `a || b` or `a && b`. */
export function isChain(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
      node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken)
  );
}

/** The chain of one operator that `node` is the top of. */
export function chainOf(node: ts.BinaryExpression): Chain {
  const { left, operatorToken, right } = node;
  const isSame = ts.isBinaryExpression(left) && left.operatorToken.kind === operatorToken.kind;
  const rest: Chain = isSame ? chainOf(left) : { operands: [left], operators: [] };
  return {
    operands: [...rest.operands, right],
    operators: [...rest.operators, operatorToken],
  };
}

/** Whether each operator of `chain` begins a line rather than ends one. */
export function isLeading(chain: Chain, file: ts.SourceFile): boolean {
  const [operator] = chain.operators;
  const [first] = chain.operands;
  if (!operator || !first) return false;
  return file.text.slice(first.end, operator.getStart(file)).includes("\n");
}

/** Cuts the operands of `chain` that `isDead` names, at least one of which stays. */
export function cutOperands(
  chain: Chain,
  isDead: (operand: ts.Expression) => boolean,
  file: ts.SourceFile,
  cutting: Cutting,
): void {
  const { operands, operators } = chain;
  const kept = operands.map((operand) => !isDead(operand));
  const leading = isLeading(chain, file);
  const firstKept = kept.indexOf(true);
  const lastKept = kept.lastIndexOf(true);
  operands.forEach((operand, index) => {
    if (kept[index]) return;
    const before = operators[index - 1];
    const after = operators[index];
    const next = operands[index + 1];
    const takesBefore = before && index > firstKept && (leading || index > lastKept);
    if (takesBefore) cutWithOperatorBefore(operand, before, file, cutting);
    else if (after && next) cutWithOperatorAfter(operand, after, next, file, cutting);
  });
}

function cutWithOperatorBefore(
  operand: ts.Expression,
  operator: ts.Node,
  file: ts.SourceFile,
  cutting: Cutting,
): void {
  const start = operator.getStart(file);
  if (cutting.isAlone(start, operand.end)) {
    cutting.unit(start, operand.end);
    return;
  }
  const own = operand.getStart(file);
  const space = trailingSpace(file.text, start);
  if (cutting.isAlone(own, operand.end)) {
    cutting.unit(own, operand.end);
    cutting.exactly(start - space, operator.end);
  } else {
    cutting.glue(operator.end, own);
    cutting.exactly(start - space, operator.end);
    cutting.exactly(own, operand.end);
  }
}

function cutWithOperatorAfter(
  operand: ts.Expression,
  operator: ts.Node,
  next: ts.Expression,
  file: ts.SourceFile,
  cutting: Cutting,
): void {
  const start = operand.getStart(file);
  if (/\/[/*]/.test(file.text.slice(operand.end, operator.getStart(file)))) {
    throw new Refused("a comment stands between the operands", operand);
  }
  if (cutting.isAlone(start, operator.end)) {
    cutting.unit(start, operator.end);
    return;
  }
  // The next operand takes the place, so that `return a ||⏎ b` does not become `return⏎ b`.
  cutting.glue(operator.end, next.getStart(file));
  cutting.exactly(start, operator.end);
}

function trailingSpace(text: string, offset: number): number {
  return /\s*$/.exec(text.slice(0, offset))?.[0].length ?? 0;
}

/**
 * Cuts the parentheses around `chain`, of which only `last` is left, where the code means the same
 * without them.
 */
export function cutParentheses(
  chain: ts.Expression,
  last: ts.Expression,
  file: ts.SourceFile,
  cutting: Cutting,
): void {
  const outer = chain.parent;
  if (!ts.isParenthesizedExpression(outer) || !isUnneeded(outer, last)) return;
  const { text } = file;
  const opening = text.slice(outer.getStart(file) + 1, chain.getStart(file));
  const closing = text.slice(chain.end, outer.end - 1);
  if (opening.trim() !== "" || closing.trim() !== "") return;
  if (/\/[/*]/.test(text.slice(chain.getStart(file), last.getStart(file)))) return;
  if (/\/[/*]/.test(text.slice(last.end, chain.end))) return;
  cutting.exactly(outer.getStart(file), last.getStart(file));
  cutting.exactly(last.end, outer.end);
}

function isUnneeded(outer: ts.ParenthesizedExpression, last: ts.Expression): boolean {
  const { parent } = outer;
  if (ts.isCallExpression(last) || ts.isIdentifier(last) || ts.isPropertyAccessExpression(last)) {
    return true;
  }
  if (ts.isObjectLiteralExpression(last) || ts.isFunctionLike(last)) return false;
  if (ts.isPrefixUnaryExpression(last)) return !ts.isPropertyAccessExpression(parent);
  return (
    ts.isReturnStatement(parent) || ts.isArrowFunction(parent) || ts.isVariableDeclaration(parent)
  );
}
