import { ts } from "ts-morph";
import type { TypeProgram } from "../../program/program.ts";
import { unwrap } from "../../program/syntax.ts";
import type { RootRouter } from "../../routes/router-model.ts";

/** A client, or a type of one, that reaches the wanted router, and the name that exports it. */
export interface Counterpart {
  readonly name: string;
}

/** Whether what `base` evaluates to (or the type that it is) has the routes of `router`. */
export function reaches(
  program: TypeProgram,
  base: ts.Expression | ts.TypeNode,
  router: RootRouter,
): boolean {
  return typeReaches(program, program.checker.getTypeAtLocation(base), router);
}

/**
 * The name in `base` that has to be another one for the client to be of another router: `base`
 * itself where it is a name, or the type argument of `inferRouterOutputs<UserRouter>`.
 */
export function switchableName(base: ts.Expression | ts.TypeNode): ts.Identifier | undefined {
  if (ts.isTypeReferenceNode(base)) {
    const argument = base.typeArguments?.[0];
    if (argument) return switchableName(argument);
    return ts.isIdentifier(base.typeName) ? base.typeName : undefined;
  }
  if (ts.isTypeNode(base)) return undefined;
  const expression = unwrap(base);
  return ts.isIdentifier(expression) ? expression : undefined;
}

/**
 * What the module that exports `name` exports for `to` as it exports `name` for `from`:
 * `orgTrpc` for `userTrpc`. Undefined if there is none, or if it cannot be told which.
 */
export function counterpartOf(
  program: TypeProgram,
  name: ts.Identifier,
  routers: { readonly from: RootRouter; readonly to: RootRouter },
): Counterpart | undefined {
  const { checker } = program;
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol || (symbol.flags & ts.SymbolFlags.Alias) === 0) return undefined;
  const declaration = checker.getAliasedSymbol(symbol).declarations?.[0];
  const module = moduleOf(checker, symbol);
  if (!declaration || !module) return undefined;
  const kind = kindOf(declaration);
  const candidates = checker.getExportsOfModule(module).flatMap((exported) => {
    const target =
      exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const candidate = target.declarations?.[0];
    if (!candidate || candidate === declaration || kindOf(candidate) !== kind) return [];
    const type =
      target.flags & ts.SymbolFlags.Value
        ? checker.getTypeOfSymbolAtLocation(target, candidate)
        : checker.getDeclaredTypeOfSymbol(target);
    return typeReaches(program, type, routers.to) ? [exported.name] : [];
  });
  const expected = substituted(symbol, checker, routers);
  const chosen = candidates.length === 1 ? candidates[0] : candidates.find((it) => it === expected);
  return chosen === undefined ? undefined : { name: chosen };
}

function typeReaches(program: TypeProgram, type: ts.Type, router: RootRouter): boolean {
  const { checker } = program;
  const present = checker.getApparentType(checker.getNonNullableType(type));
  return router.record.properties.some((property) => {
    const key = property.name && ts.isIdentifier(property.name) ? property.name.text : undefined;
    const symbol = key === undefined ? undefined : checker.getPropertyOfType(present, key);
    return (
      symbol !== undefined &&
      checker.getRootSymbols(symbol).some((root) => root.declarations?.includes(property))
    );
  });
}

/** The module whose export `symbol` imports, as the importing file names it. */
function moduleOf(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol | undefined {
  const specifier = symbol.declarations?.find((declaration) => ts.isImportSpecifier(declaration));
  return specifier && checker.getSymbolAtLocation(specifier.parent.parent.parent.moduleSpecifier);
}

/** How a client is made: the type that it is annotated with, or the function that it comes from. */
function kindOf(declaration: ts.Declaration): string {
  if (ts.isTypeAliasDeclaration(declaration)) return `type ${headOf(declaration.type)}`;
  if (!ts.isVariableDeclaration(declaration)) return ts.SyntaxKind[declaration.kind];
  if (declaration.type) return `value ${headOf(declaration.type)}`;
  const initializer = declaration.initializer && unwrap(declaration.initializer);
  return initializer && ts.isCallExpression(initializer)
    ? `value ${initializer.expression.getText()}`
    : "value";
}

function headOf(type: ts.TypeNode): string {
  if (ts.isTypeReferenceNode(type)) return type.typeName.getText();
  return ts.isTypeQueryNode(type) ? "typeof" : ts.SyntaxKind[type.kind];
}

/** `userTrpc` with what tells `userRouter` from `orgRouter` exchanged: `orgTrpc`. */
function substituted(
  symbol: ts.Symbol,
  checker: ts.TypeChecker,
  { from, to }: { readonly from: RootRouter; readonly to: RootRouter },
): string {
  const exported = checker.getAliasedSymbol(symbol).name;
  let tail = 0;
  while (tail < from.name.length && from.name.at(-1 - tail) === to.name.at(-1 - tail)) tail += 1;
  const [old, next] = [
    from.name.slice(0, -tail || undefined),
    to.name.slice(0, -tail || undefined),
  ];
  return exported.startsWith(old)
    ? next + exported.slice(old.length)
    : exported.replace(capital(old), capital(next));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
