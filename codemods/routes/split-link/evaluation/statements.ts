import { ts } from "ts-morph";
import { evaluate } from "./expressions.ts";
import type { Machine } from "./machine.ts";
import { CannotTell, isTruthy, itemsOf } from "./values.ts";
import type { Scope, Value } from "./values.ts";
import { isSame } from "./collections.ts";

/** How a statement was left, unless control simply goes on. */
export type Outcome =
  | { readonly kind: "return"; readonly value: Value }
  | { readonly kind: "break" | "continue" }
  | undefined;

/** Follows `statements` in order. Throws CannotTell. */
export function run(statements: readonly ts.Statement[], scope: Scope, machine: Machine): Outcome {
  for (const statement of statements) {
    const outcome = runOne(statement, scope, machine);
    if (outcome) return outcome;
  }
  return undefined;
}

function runOne(statement: ts.Statement, scope: Scope, machine: Machine): Outcome {
  machine.step(statement);
  if (ts.isReturnStatement(statement)) {
    const { expression } = statement;
    return { kind: "return", value: expression && evaluate(expression, scope, machine) };
  }
  if (ts.isVariableStatement(statement)) {
    declare(statement.declarationList, scope, machine);
    return undefined;
  }
  if (ts.isIfStatement(statement)) {
    if (isTruthy(evaluate(statement.expression, scope, machine))) {
      return runOne(statement.thenStatement, scope, machine);
    }
    return statement.elseStatement && runOne(statement.elseStatement, scope, machine);
  }
  if (ts.isBlock(statement)) return run(statement.statements, scope, machine);
  if (ts.isSwitchStatement(statement)) return runSwitch(statement, scope, machine);
  if (ts.isForOfStatement(statement)) return runForOf(statement, scope, machine);
  if (ts.isExpressionStatement(statement)) {
    runExpression(statement.expression, scope, machine);
    return undefined;
  }
  if (ts.isBreakStatement(statement) && !statement.label) return { kind: "break" };
  if (ts.isContinueStatement(statement) && !statement.label) return { kind: "continue" };
  if (ts.isEmptyStatement(statement) || ts.isFunctionDeclaration(statement)) return undefined;
  if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
    return undefined;
  }
  throw new CannotTell("it has a statement that is not followed", statement);
}

function declare(list: ts.VariableDeclarationList, scope: Scope, machine: Machine): void {
  for (const declaration of list.declarations) {
    const { initializer } = declaration;
    const value = initializer
      ? machine.attempt(initializer, () => evaluate(initializer, scope, machine))
      : undefined;
    machine.bind(declaration.name, value, declaration, scope);
  }
}

function runSwitch(statement: ts.SwitchStatement, scope: Scope, machine: Machine): Outcome {
  const subject = evaluate(statement.expression, scope, machine);
  const { clauses } = statement.caseBlock;
  const matched = clauses.findIndex(
    (clause) =>
      ts.isCaseClause(clause) && isSame(evaluate(clause.expression, scope, machine), subject),
  );
  const start = matched === -1 ? clauses.findIndex(ts.isDefaultClause) : matched;
  if (start === -1) return undefined;
  for (const clause of clauses.slice(start)) {
    const outcome = run(clause.statements, scope, machine);
    if (outcome?.kind === "break") return undefined;
    if (outcome) return outcome;
  }
  return undefined;
}

function runForOf(statement: ts.ForOfStatement, scope: Scope, machine: Machine): Outcome {
  const { initializer } = statement;
  const [declaration] = ts.isVariableDeclarationList(initializer) ? initializer.declarations : [];
  if (!declaration || statement.awaitModifier) {
    throw new CannotTell("it has a loop that is not followed", statement);
  }
  for (const item of itemsOf(evaluate(statement.expression, scope, machine), statement)) {
    const inner: Scope = { values: new Map(), outer: scope };
    machine.bind(declaration.name, item, declaration, inner);
    const outcome = runOne(statement.statement, inner, machine);
    if (outcome?.kind === "return") return outcome;
    if (outcome?.kind === "break") return undefined;
  }
  return undefined;
}

/** Of the expressions that stand alone, only `name = value` can matter; any other call might. */
function runExpression(expression: ts.Expression, scope: Scope, machine: Machine): void {
  const declaration =
    ts.isBinaryExpression(expression) &&
    expression.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
    ts.isIdentifier(expression.left)
      ? machine.checker.getSymbolAtLocation(expression.left)?.valueDeclaration
      : undefined;
  if (declaration && ts.isBinaryExpression(expression)) {
    for (let at: Scope | undefined = scope; at; at = at.outer) {
      if (!at.values.has(declaration)) continue;
      at.values.set(declaration, evaluate(expression.right, scope, machine));
      return;
    }
  }
  throw new CannotTell("it has a statement that is not followed", expression);
}
