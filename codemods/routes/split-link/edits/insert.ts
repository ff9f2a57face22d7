import { ts } from "ts-morph";
import type { TextEdit } from "../../../../workspace/text-edit.ts";
import { chainOf, isChain, isLeading } from "./chains.ts";
import { indentOf, lineBreakOf, lineEnd, lineStart } from "./cutting.ts";
import { commaAfter } from "./lists.ts";
import { mentionsIn, patternOf } from "./mentions.ts";
import type { Mention } from "./mentions.ts";
import { alternativesIn, routeIn } from "./pattern-source.ts";
import { renamedText } from "./rename.ts";
import { Refused } from "./refused.ts";

/**
 * The edits that put a copy of `mention` that names `to` beside it: another element, key, operand,
 * `case`, alternative or `if`. Throws Refused where there is no such place.
 */
export function insertBeside(mention: Mention, route: string, to: string): readonly TextEdit[] {
  const file = mention.node.getSourceFile();
  if (mention.kind === "pattern") return insertAlternative(mention, route, to);
  const unit = unitOf(mention.node);
  const copy = renamedText(unit, mentionsIn(unit, route), to);
  const { parent } = unit;
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralExpression(parent)) {
    return insertMember(unit, copy, file);
  }
  if (ts.isCaseClause(unit)) {
    const start = unit.getStart(file);
    const label = `case ${renamedText(unit.expression, mentionsIn(unit.expression, route), to)}:`;
    const isFirst = isAloneBefore(file.text, start);
    const space = isFirst ? lineBreakOf(file.text) + indentOf(file.text, start) : " ";
    return [{ start, end: start, text: label + space }];
  }
  if (isChain(parent)) return insertOperand(unit, parent, copy, file);
  if (ts.isIfStatement(unit)) {
    const at = lineEnd(file.text, unit.end);
    const text = lineBreakOf(file.text) + indentOf(file.text, unit.getStart(file)) + copy;
    return [{ start: at, end: at, text }];
  }
  return [{ start: unit.end, end: unit.end, text: ` || ${copy}` }];
}

/** What has to be copied for the copy to mean the same of another route. */
function unitOf(mentioned: ts.Node): ts.Node {
  let unit = mentioned;
  for (;;) {
    const { parent } = unit;
    if (ts.isArrayLiteralExpression(parent)) {
      const isPair = ts.isArrayLiteralExpression(parent.parent) && parent.elements[0] === unit;
      if (!isPair) return unit;
    } else if (ts.isObjectLiteralExpression(parent)) {
      if (unit.getFirstToken() === mentioned || !ts.isArrayLiteralExpression(parent.parent)) {
        return unit;
      }
    } else if (ts.isCaseClause(parent) && parent.expression === unit) return parent;
    else if (isChain(parent)) return unit;
    else if (ts.isIfStatement(parent) && parent.expression === unit) return parent;
    else if (
      ts.isReturnStatement(parent) ||
      (ts.isArrowFunction(parent) && parent.body === unit && isDirect(parent))
    ) {
      return unit;
    } else if (!ts.isExpression(parent) && !ts.isPropertyAssignment(parent)) {
      throw new Refused("there is no place beside it for another route", mentioned);
    }
    unit = parent;
  }
}

/** Not an argument like the `p => …` of `some`, whose body is about one element. */
function isDirect(arrow: ts.ArrowFunction): boolean {
  return !ts.isCallExpression(arrow.parent);
}

function insertMember(member: ts.Node, copy: string, file: ts.SourceFile): readonly TextEdit[] {
  const { text } = file;
  const comma = commaAfter(member, file);
  const start = member.getStart(file);
  const end = comma === undefined ? member.end : comma + 1;
  if (!isAloneBefore(text, start) || !isAloneBehind(text, end)) {
    return [{ start: member.end, end: member.end, text: `, ${copy}` }];
  }
  const at = lineEnd(text, end);
  const line = lineBreakOf(text) + indentOf(text, start) + copy;
  return comma === undefined
    ? [
        { start: member.end, end: member.end, text: "," },
        { start: at, end: at, text: line },
      ]
    : [{ start: at, end: at, text: `${line},` }];
}

function insertOperand(
  operand: ts.Node,
  parent: ts.BinaryExpression,
  copy: string,
  file: ts.SourceFile,
): readonly TextEdit[] {
  const { text } = file;
  let top = parent;
  while (isChain(top.parent) && sameOperator(top.parent, parent)) top = top.parent;
  const chain = chainOf(top);
  const index = chain.operands.findIndex((each) => each === operand);
  const after = chain.operators[index];
  const before = chain.operators[index - 1];
  const operator = parent.operatorToken.getText(file);
  const inline = [{ start: operand.end, end: operand.end, text: ` ${operator} ${copy}` }];
  const own = operand.getStart(file);
  if (isLeading(chain, file)) {
    const next = after ?? before;
    if (!next) return inline;
    const at = lineEnd(text, operand.end);
    const line = `${lineBreakOf(text)}${indentOf(text, next.getStart(file))}${operator} ${copy}`;
    return [{ start: at, end: at, text: line }];
  }
  const line = lineBreakOf(text) + indentOf(text, own) + copy;
  if (after) {
    if (!isAloneBefore(text, own) || !isAloneBehind(text, after.end)) return inline;
    const at = lineEnd(text, after.end);
    return [{ start: at, end: at, text: `${line} ${operator}` }];
  }
  if (!isAloneBefore(text, own)) return inline;
  // A comment behind the last operand stays with it; a bracket or comma comes after the copy.
  const isBehind = isAloneBehind(text, operand.end);
  const at = isBehind ? lineEnd(text, operand.end) : operand.end;
  return [
    { start: operand.end, end: operand.end, text: ` ${operator}` },
    { start: at, end: at, text: line },
  ];
}

function insertAlternative(mention: Mention, route: string, to: string): readonly TextEdit[] {
  const pattern = patternOf(mention.node);
  if (!pattern) return [];
  const { offset } = pattern;
  const alternative = alternativesIn(pattern.body).find(
    (each) => routeIn(each, route)?.start === mention.start - offset,
  );
  if (!alternative) return [];
  const base = mention.node.getStart();
  const renamed = renamedText(mention.node, [mention], to);
  const grown = renamed.length - mention.node.getText().length;
  const from = alternative.start + offset - base;
  const until = alternative.end + offset - base + grown;
  const at = alternative.end + offset;
  return [{ start: at, end: at, text: `|${renamed.slice(from, until)}` }];
}

function sameOperator(a: ts.BinaryExpression, b: ts.BinaryExpression): boolean {
  return a.operatorToken.kind === b.operatorToken.kind;
}

function isAloneBefore(text: string, start: number): boolean {
  return text.slice(lineStart(text, start), start).trim() === "";
}

function isAloneBehind(text: string, end: number): boolean {
  return /^\s*(?:\/\/.*)?$/.test(text.slice(end, lineEnd(text, end)));
}
