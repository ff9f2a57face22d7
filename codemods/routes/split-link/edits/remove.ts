import { ts } from "ts-morph";
import { unwrap } from "../../../program/syntax.ts";
import { isFunctionNode } from "../evaluation/values.ts";
import { chainOf, cutOperands, cutParentheses, isChain } from "./chains.ts";
import type { Cutting } from "./cutting.ts";
import { Folder, isFalsy } from "./fold.ts";
import { cutClauses, cutMembers } from "./lists.ts";
import { patternOf } from "./mentions.ts";
import { cutsFor } from "./pattern-source.ts";
import { Refused } from "./refused.ts";

/** What removing a route's mentions from some code needs beyond the cuts themselves. */
export interface Removal {
  /** Constants and functions of which nothing is left; they must go if nothing else uses them. */
  readonly spent: ReadonlySet<ts.Declaration>;
}

/**
 * Cuts every mention of `route` out of `regions`, as if each comparison with it had been worked
 * out by hand: an operand, a list's element, a key, a `case`, an alternative, a whole `if`. Throws
 * Refused where what would remain is a constant, an empty list, or not natural code.
 */
export function removeMentions(
  regions: readonly ts.Node[],
  route: string,
  checker: ts.TypeChecker,
  cuttingFor: (file: ts.SourceFile) => Cutting,
): Removal {
  const remover = new Remover(new Folder(checker, route), route, cuttingFor);
  for (const region of regions) remover.region(region);
  return { spent: remover.spent };
}

class Remover {
  readonly spent = new Set<ts.Declaration>();

  constructor(
    private readonly folder: Folder,
    private readonly route: string,
    private readonly cuttingFor: (file: ts.SourceFile) => Cutting,
  ) {}

  region(region: ts.Node): void {
    if (ts.isVariableDeclaration(region) || ts.isFunctionDeclaration(region)) {
      this.visit(region);
      return;
    }
    const value = ts.isExpression(region) ? unwrap(region) : region;
    if (isFunctionNode(value) && this.folder.foldFunction(value) !== undefined) {
      throw new Refused("the condition would always have the same result", region);
    }
    this.visit(value);
  }

  private visit(node: ts.Node): void {
    if (ts.isTypeNode(node)) return;
    if (ts.isVariableDeclaration(node) || ts.isFunctionDeclaration(node)) {
      if (this.folder.foldDeclaration(node) !== undefined) {
        this.spent.add(node);
        return;
      }
    }
    if (ts.isIfStatement(node)) {
      this.visitIf(node);
      return;
    }
    if (ts.isExpression(node) && this.isSettled(node)) {
      throw new Refused("what is left of a part of it would be a constant or an empty list", node);
    }
    if (isChain(node)) this.visitChain(node);
    else if (ts.isConditionalExpression(node)) this.visitConditional(node);
    else if (isFallback(node) && this.folder.fold(node.left) === "nothing") {
      this.cuttingOf(node).glue(node.left.end, node.right.getStart());
      this.cuttingOf(node).exactly(node.getStart(), node.left.end);
      this.visit(node.right);
    } else if (ts.isArrayLiteralExpression(node)) {
      this.visitMembers(node, node.elements, (each) => this.folder.isDeadElement(each));
    } else if (ts.isObjectLiteralExpression(node)) {
      this.visitMembers(node, node.properties, (each) => this.folder.isDeadProperty(each));
    } else if (ts.isCaseBlock(node)) this.visitCases(node);
    else if (patternOf(node)) this.visitPattern(node);
    else ts.forEachChild(node, (child) => this.visit(child));
  }

  private isSettled(node: ts.Expression): boolean {
    // A name stands for a declaration, which is looked at where it is.
    if (ts.isIdentifier(node) && !ts.isExpressionStatement(node.parent)) {
      return isUse(node) && this.folder.fold(node) !== undefined;
    }
    return this.folder.fold(node) !== undefined;
  }

  private visitChain(node: ts.BinaryExpression): void {
    const chain = chainOf(node);
    const isDead = (operand: ts.Expression): boolean => {
      const folded = this.folder.fold(operand);
      return isFalsy(folded) || folded === true;
    };
    const kept = chain.operands.filter((operand) => !isDead(operand));
    const file = node.getSourceFile();
    if (kept.length < chain.operands.length) {
      const cutting = this.cuttingFor(file);
      cutOperands(chain, isDead, file, cutting);
      const [last] = kept;
      if (last && kept.length === 1) cutParentheses(node, last, file, cutting);
    }
    for (const operand of kept) this.visit(operand);
  }

  private visitConditional(node: ts.ConditionalExpression): void {
    const condition = this.folder.fold(node.condition);
    if (condition === undefined) {
      ts.forEachChild(node, (child) => this.visit(child));
      return;
    }
    const kept = isFalsy(condition) ? node.whenFalse : node.whenTrue;
    const cutting = this.cuttingOf(node);
    cutting.glue(node.condition.end, node.questionToken.end);
    cutting.exactly(node.getStart(), kept.getStart());
    cutting.exactly(kept.end, node.end);
    this.visit(kept);
  }

  private visitIf(node: ts.IfStatement): void {
    const condition = this.folder.fold(node.expression);
    if (condition === undefined) {
      ts.forEachChild(node, (child) => this.visit(child));
      return;
    }
    if (!isFalsy(condition)) {
      throw new Refused("a branch of it would always be taken", node);
    }
    const cutting = this.cuttingOf(node);
    const { elseStatement, parent } = node;
    const isElse = ts.isIfStatement(parent) && parent.elseStatement === node;
    if (!elseStatement) {
      if (isElse) cutting.exactly(parent.thenStatement.end, node.end);
      else cutting.statement(node);
      return;
    }
    if (!isElse && !ts.isIfStatement(elseStatement)) {
      throw new Refused("a branch of it would always be taken", node);
    }
    cutting.glue(node.thenStatement.end, elseStatement.getStart());
    cutting.exactly(node.getStart(), node.thenStatement.end);
    this.visit(elseStatement);
  }

  private visitMembers<Member extends ts.Node>(
    node: ts.Node,
    members: ts.NodeArray<Member>,
    isDead: (member: Member) => boolean,
  ): void {
    const dead = new Set(members.filter(isDead));
    if (dead.size > 0) cutMembers(members, dead, node.getSourceFile(), this.cuttingOf(node));
    for (const member of members) if (!dead.has(member)) this.visit(member);
  }

  private visitCases(node: ts.CaseBlock): void {
    const dead = new Set(node.clauses.filter((clause) => this.folder.isDeadClause(clause)));
    const kept = node.clauses.filter((clause) => !dead.has(clause));
    if (!kept.some(ts.isCaseClause)) {
      throw new Refused("no case of the switch would be left", node);
    }
    if (dead.size > 0) cutClauses(node.clauses, dead, node.getSourceFile(), this.cuttingOf(node));
    for (const clause of kept) this.visit(clause);
  }

  private visitPattern(node: ts.Node): void {
    const pattern = patternOf(node);
    const result = pattern && cutsFor(pattern.body, this.route);
    if (!result || result.dead) return;
    for (const { start, end } of result.cuts) {
      this.cuttingOf(node).exactly(pattern.offset + start, pattern.offset + end);
    }
  }

  private cuttingOf(node: ts.Node): Cutting {
    return this.cuttingFor(node.getSourceFile());
  }
}

function isFallback(node: ts.Node): node is ts.BinaryExpression {
  return (
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
  );
}

/** Whether an identifier is read for its value, not a name in a declaration or after a dot. */
function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) {
    return parent.initializer === node;
  }
  return !ts.isPropertyAssignment(parent) || parent.initializer === node;
}
