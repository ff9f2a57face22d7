import { ts } from "ts-morph";
import { unwrap } from "../../program/syntax.ts";
import { calledName } from "../syntax.ts";

/** What the rows that are written come from. */
export interface RowSources {
  /** The object literals that rows are made of, spreads followed. */
  readonly literals: Set<ts.ObjectLiteralExpression>;
  /** Where the way ends at something else than a literal. */
  readonly ends: Set<ts.Expression>;
  /** Functions that rows are handed to, whose callers have to be in the program. */
  readonly functions: Set<string>;
}

/** Finds what rows come from. `callsOf` gives the calls of a function that the program has. */
export interface RowContext {
  readonly checker: ts.TypeChecker;
  readonly callsOf: (declaration: ts.SignatureDeclaration) => readonly ts.CallExpression[];
}

/**
 * Follows `value`, which a query is given as its rows, to the literals that they are made of:
 * through constants, lists that are mapped, filtered or pushed to, conditions, spreads, loops,
 * parameters of functions that are called in the program, and what such functions return.
 */
export function rowSources(context: RowContext, value: ts.Expression): RowSources {
  const found: RowSources = { literals: new Set(), ends: new Set(), functions: new Set() };
  follow(context, value, found, new Set());
  return found;
}

function follow(
  context: RowContext,
  value: ts.Expression,
  found: RowSources,
  seen: Set<ts.Node>,
): void {
  const inner = unwrap(value);
  if (seen.has(inner)) return;
  seen.add(inner);
  const next = (each: ts.Expression): void => follow(context, each, found, seen);
  if (ts.isObjectLiteralExpression(inner)) {
    found.literals.add(inner);
    for (const each of inner.properties) if (ts.isSpreadAssignment(each)) next(each.expression);
  } else if (ts.isArrayLiteralExpression(inner)) {
    for (const each of inner.elements) next(ts.isSpreadElement(each) ? each.expression : each);
  } else if (ts.isConditionalExpression(inner)) {
    next(inner.whenTrue);
    next(inner.whenFalse);
  } else if (ts.isBinaryExpression(inner)) {
    // Of `a && b`, the left side is spread only where it is nothing.
    if (inner.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) next(inner.left);
    next(inner.right);
  } else if (ts.isAwaitExpression(inner)) {
    next(inner.expression);
  } else if (ts.isCallExpression(inner)) {
    followCall(context, inner, found, next);
  } else if (ts.isIdentifier(inner)) {
    followName(context, inner, found, next);
  } else if (!isNothing(inner)) {
    found.ends.add(inner);
  }
}

const OF_ELEMENTS =
  /^(?:filter|slice|sort|toSorted|reverse|toReversed|flat|at|find|findLast|pop|shift|values)$/;

function followCall(
  context: RowContext,
  call: ts.CallExpression,
  found: RowSources,
  next: (value: ts.Expression) => void,
): void {
  const callee = unwrap(call.expression);
  const called = calledName(call) ?? "";
  if (ts.isPropertyAccessExpression(callee)) {
    const [first] = call.arguments;
    const callback = first && unwrap(first);
    if (/^(?:map|flatMap)$/.test(called) && callback && isFunction(callback)) {
      return returnsOf(callback).forEach(next);
    }
    if (called === "from" && call.arguments[1] && isFunction(unwrap(call.arguments[1]))) {
      return returnsOf(unwrap(call.arguments[1])).forEach(next);
    }
    if (called === "all" && first) return next(first);
    if (called === "concat") call.arguments.forEach(next);
    if (called === "concat" || OF_ELEMENTS.test(called)) return next(callee.expression);
  }
  const declaration = context.checker.getResolvedSignature(call)?.declaration;
  const returned = declaration && isOfProgram(declaration) ? returnsOf(declaration) : [];
  if (returned.length > 0) returned.forEach(next);
  else found.ends.add(call);
}

function followName(
  context: RowContext,
  name: ts.Identifier,
  found: RowSources,
  next: (value: ts.Expression) => void,
): void {
  const { checker } = context;
  if (name.text === "undefined") return;
  const symbol = checker.getSymbolAtLocation(name);
  const declaration = symbol?.valueDeclaration;
  if (!symbol || !declaration) return void found.ends.add(name);
  if (ts.isParameter(declaration) && ts.isIdentifier(declaration.name)) {
    return followParameter(context, name, declaration, found, next);
  }
  if (!ts.isVariableDeclaration(declaration) || !ts.isIdentifier(declaration.name)) {
    return void found.ends.add(name);
  }
  const loop = declaration.parent.parent;
  if (ts.isForOfStatement(loop)) return next(loop.expression);
  const { initializer } = declaration;
  if (initializer) next(initializer);
  const scope = scopeOf(declaration);
  let isFilled = false;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== declaration.name) {
      const given = givenTo(node);
      if (given.length > 0 && checker.getSymbolAtLocation(node) === symbol) {
        isFilled = true;
        given.forEach(next);
      }
    }
    ts.forEachChild(node, visit);
  };
  if (scope) visit(scope);
  if (!initializer && !isFilled) found.ends.add(name);
}

/** What `list.push(…)`, `list.unshift(…)` or `row = …` gives to the variable that `name` names. */
function givenTo(name: ts.Identifier): readonly ts.Expression[] {
  const { parent } = name;
  if (
    ts.isBinaryExpression(parent) &&
    parent.left === name &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  ) {
    return [parent.right];
  }
  if (!ts.isPropertyAccessExpression(parent) || parent.expression !== name) return [];
  const call = parent.parent;
  const fills = /^(?:push|unshift)$/.test(parent.name.text);
  return fills && ts.isCallExpression(call) && call.expression === parent
    ? call.arguments.map((each) => (ts.isSpreadElement(each) ? each.expression : each))
    : [];
}

function followParameter(
  context: RowContext,
  name: ts.Identifier,
  parameter: ts.ParameterDeclaration,
  found: RowSources,
  next: (value: ts.Expression) => void,
): void {
  const owner = parameter.parent;
  const call = owner.parent;
  if (isFunction(owner) && ts.isCallExpression(call) && call.arguments.some((it) => it === owner)) {
    const callee = unwrap(call.expression);
    const isList = /^(?:map|flatMap|forEach|filter)$/.test(calledName(call) ?? "");
    if (isList && ts.isPropertyAccessExpression(callee) && owner.parameters[0] === parameter) {
      return next(callee.expression);
    }
    return void found.ends.add(name);
  }
  const index = owner.parameters.indexOf(parameter);
  const known = functionName(owner);
  if (known !== undefined) found.functions.add(known);
  const given = context.callsOf(owner).flatMap((each) => each.arguments[index] ?? []);
  if (given.length === 0) return void found.ends.add(name);
  given.forEach(next);
}

/** The name that a function is called by; undefined if it has none. */
export function functionName(declaration: ts.SignatureDeclaration): string | undefined {
  const own = declaration.name;
  if (own && ts.isIdentifier(own)) return own.text;
  const { parent } = declaration;
  const isNamed = ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent);
  return isNamed && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

function isFunction(node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

function isOfProgram(declaration: ts.Node): boolean {
  return !declaration.getSourceFile().isDeclarationFile && ts.isFunctionLike(declaration);
}

function returnsOf(node: ts.Node): readonly ts.Expression[] {
  if (!ts.isFunctionLike(node) || !("body" in node)) return [];
  const { body } = node;
  if (!body) return [];
  if (!ts.isBlock(body)) return [body as ts.Expression];
  const found: ts.Expression[] = [];
  const visit = (each: ts.Node): void => {
    if (ts.isReturnStatement(each) && each.expression) found.push(each.expression);
    if (!ts.isFunctionLike(each)) ts.forEachChild(each, visit);
  };
  ts.forEachChild(body, visit);
  return found;
}

function scopeOf(declaration: ts.VariableDeclaration): ts.Node | undefined {
  let at: ts.Node = declaration;
  while (!ts.isBlock(at) && !ts.isSourceFile(at) && !ts.isModuleBlock(at)) at = at.parent;
  return at;
}

/** A value that adds nothing to what it is spread into. */
function isNothing(value: ts.Expression): boolean {
  return (
    value.kind === ts.SyntaxKind.NullKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword ||
    ts.isVoidExpression(value) ||
    ts.isLiteralExpression(value)
  );
}
