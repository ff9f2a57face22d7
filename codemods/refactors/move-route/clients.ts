import { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import { unwrap } from "../../program/syntax.ts";
import type { RootRouter } from "../../routes/router-model.ts";

/** The router that a client is of, and the one that it is to be of. */
export interface RouterChange {
  readonly from: RootRouter;
  readonly to: RootRouter;
}

/** Whether what `node` evaluates to (or the type or pattern that it is) has the routes of `router`. */
export function reaches(program: TypeProgram, node: ts.Node, router: RootRouter): boolean {
  return typeReaches(program, program.checker.getTypeAtLocation(node), router);
}

/** The symbol that `symbol` is another name for; itself if it is none. */
export function targetOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/**
 * Which of `others` is for `change.to` what `symbol` is for `change.from`: made in the same way,
 * and of the other router, as `orgTrpc` beside `userTrpc`. Gives its name among `others`;
 * undefined if there is none, or if it cannot be told which.
 */
export function counterpartAmong(
  program: TypeProgram,
  symbol: ts.Symbol,
  others: readonly ts.Symbol[],
  change: RouterChange,
): string | undefined {
  const { checker } = program;
  const declaration = targetOf(checker, symbol).declarations?.[0];
  if (!declaration) return undefined;
  const kind = kindOf(declaration);
  const expected = substituted(targetOf(checker, symbol).name, change);
  // A router without routes cannot be recognised by them.
  const isEmpty = routesOf(program, change.to).length === 0;
  const candidates = others.flatMap((other) => {
    const target = targetOf(checker, other);
    const candidate = target.declarations?.[0];
    if (!candidate || candidate === declaration || kindOf(candidate) !== kind) return [];
    const type =
      target.flags & ts.SymbolFlags.Value
        ? checker.getTypeOfSymbolAtLocation(target, candidate)
        : checker.getDeclaredTypeOfSymbol(target);
    const found = isEmpty ? other.name === expected : givesClientOf(program, type, change.to);
    return found ? [other.name] : [];
  });
  return candidates.length === 1 ? candidates[0] : candidates.find((it) => it === expected);
}

/** Whether a type is a client of `router`, or a function that returns one. */
function givesClientOf(program: TypeProgram, type: ts.Type, router: RootRouter): boolean {
  return [type, ...type.getCallSignatures().map((signature) => signature.getReturnType())].some(
    (each) => typeReaches(program, each, router),
  );
}

function typeReaches(program: TypeProgram, type: ts.Type, router: RootRouter): boolean {
  const { checker } = program;
  const present = checker.getApparentType(checker.getNonNullableType(type));
  const routes = routesOf(program, router);
  return (
    routes.length > 0 &&
    routes.every((route) => {
      const found = checker.getPropertyOfType(present, route.name);
      if (!found) return false;
      const roots = checker.getRootSymbols(found).flatMap((root) => root.declarations ?? []);
      return checker
        .getRootSymbols(route)
        .some((root) => root.declarations?.some((declaration) => roots.includes(declaration)));
    })
  );
}

function routesOf({ checker }: TypeProgram, router: RootRouter): readonly ts.Symbol[] {
  return router.records.flatMap((record) =>
    checker.getPropertiesOfType(checker.getTypeAtLocation(record)),
  );
}

/** How a client is made: the type that it is annotated with, or the function that it comes from. */
function kindOf(declaration: ts.Declaration): string {
  if (ts.isTypeAliasDeclaration(declaration)) return `type ${headOf(declaration.type)}`;
  if (!ts.isVariableDeclaration(declaration)) return ts.SyntaxKind[declaration.kind];
  if (declaration.type) return `value ${headOf(declaration.type)}`;
  const initializer = declaration.initializer && unwrap(declaration.initializer);
  if (!initializer || !ts.isCallExpression(initializer)) return "value";
  const callee = initializer.expression;
  // `userRouter.createCaller` and `orgRouter.createCaller` make the same kind of thing.
  return `value ${ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText()}`;
}

function headOf(type: ts.TypeNode): string {
  if (ts.isTypeReferenceNode(type)) return type.typeName.getText();
  return ts.isTypeQueryNode(type) ? "typeof" : ts.SyntaxKind[type.kind];
}

/** `userTrpc` with what tells `userRouter` from `orgRouter` exchanged: `orgTrpc`. */
function substituted(name: string, { from, to }: RouterChange): string {
  let tail = 0;
  while (tail < from.name.length && from.name.at(-1 - tail) === to.name.at(-1 - tail)) tail += 1;
  const [old, next] = [
    from.name.slice(0, -tail || undefined),
    to.name.slice(0, -tail || undefined),
  ];
  return name.startsWith(old)
    ? next + name.slice(old.length)
    : name.replace(capital(old), capital(next));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
