import { ts } from "ts-morph";
import type { TypeProgram } from "../../../program/program.ts";
import { nameNodes } from "../../../program/references.ts";
import { unwrap } from "../../../program/syntax.ts";

/** The function that a call calls. */
export interface CalledFunction {
  /** What names it. */
  readonly declaration: ts.Declaration;
  readonly parameters: readonly ts.ParameterDeclaration[] | undefined;
  /** All calls of it; undefined if it may be called from elsewhere, or is handed on as a value. */
  readonly calls: readonly ts.CallExpression[] | undefined;
}

/** See `CalledFunction`; undefined if it is none of the repository. */
export function calledFunction(
  { checker }: TypeProgram,
  call: ts.CallExpression,
): CalledFunction | undefined {
  const callee = unwrap(call.expression);
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name)) return undefined;
  const declaration = behind(checker, name)?.valueDeclaration;
  if (!declaration) return undefined;
  const made = functionOf(declaration);
  return {
    declaration,
    parameters: made?.parameters,
    calls: made && callsOf(checker, declaration),
  };
}

function behind(checker: ts.TypeChecker, name: ts.Identifier): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  const isAlias = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
}

function functionOf(declaration: ts.Declaration): ts.SignatureDeclaration | undefined {
  if (ts.isFunctionDeclaration(declaration)) return declaration.body && declaration;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
  const value = unwrap(declaration.initializer);
  return ts.isArrowFunction(value) || ts.isFunctionExpression(value) ? value : undefined;
}

function callsOf(
  checker: ts.TypeChecker,
  declaration: ts.Declaration,
): readonly ts.CallExpression[] | undefined {
  const name = ts.getNameOfDeclaration(declaration);
  if (!name || !ts.isIdentifier(name) || isExported(declaration)) return undefined;
  const calls: ts.CallExpression[] = [];
  for (const node of nameNodes(declaration.getSourceFile(), new Set([name.text]))) {
    if (node === name || !ts.isIdentifier(node)) continue;
    const isShorthand = ts.isShorthandPropertyAssignment(node.parent);
    const symbol = isShorthand
      ? checker.getShorthandAssignmentValueSymbol(node.parent)
      : behind(checker, node);
    if (symbol?.valueDeclaration !== declaration) continue;
    const { parent } = node;
    if (!ts.isCallExpression(parent) || parent.expression !== node) return undefined;
    calls.push(parent);
  }
  return calls;
}

function isExported(declaration: ts.Declaration): boolean {
  return (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Export) !== 0;
}
