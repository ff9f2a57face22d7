import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { NameNode } from "../../program/references.ts";
import { nameNodes, referencesAt, textOf } from "../../program/references.ts";
import { unwrap } from "../../program/syntax.ts";
import type { Mount } from "../../routes/router-model.ts";

/** How what is given for a module is gone down into: a key, or a call. */
type Step = string | typeof CALL;
const CALL: unique symbol = Symbol("call");

/**
 * What a key of an object literal stands in for, where a test puts the object in the place of a
 * module, as in `vi.mock("./trpc", () => ({ api: { posts: … } }))`: the route, or something else that
 * the module has there. Undefined if it is not known.
 */
export function standInFor(
  program: TypeProgram,
  node: NameNode,
  mount: Mount,
): "route" | "other" | undefined {
  const symbols = membersStoodInFor(program, node);
  const isRoute = (symbol: ts.Symbol | undefined): boolean =>
    symbol !== undefined &&
    program.checker
      .getRootSymbols(symbol)
      .some((root) => root.declarations?.includes(mount.property));
  if (symbols.some(isRoute)) return "route";
  return symbols.length > 0 && symbols.every((symbol) => symbol) ? "other" : undefined;
}

/**
 * What the modules have where a key of an object literal stands, in each place that the object is
 * put in; undefined where that is not known.
 */
export function membersStoodInFor(
  program: TypeProgram,
  node: NameNode,
): readonly (ts.Symbol | undefined)[] {
  const { parent } = node;
  if (!ts.isObjectLiteralElement(parent) || parent.name !== node) return [];
  return placesOf(program, parent, [], 0).map(({ module, steps }) =>
    symbolAt(program, module, steps, node),
  );
}

/** Where the keys of stand-ins are read by name in `files`. */
export function usesOfStandIns(
  program: TypeProgram,
  files: readonly RepoPath[],
  keys: readonly NameNode[],
): readonly NameNode[] {
  const [first] = keys;
  if (!first) return [];
  const declared = new Set<ts.Node>(keys.map(({ parent }) => parent));
  return files.flatMap((path) => {
    const file = program.sourceFile(path);
    return (file ? nameNodes(file, new Set([first.text])) : []).filter(
      (node) =>
        !declared.has(node.parent) &&
        referencesAt(program.checker, node).some(
          ({ role, declarations }) =>
            role === "member" && declarations.some((each) => declared.has(each)),
        ),
    );
  });
}

/** The module that a call puts something in the place of: `vi.mock`, `jest.doMock`, `mock.module`. */
export function moduleMockedBy(
  program: TypeProgram,
  call: ts.CallExpression,
): RepoPath | undefined {
  const callee = call.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (!/^(?:mock|doMock|unstable_mockModule|module)$/.test(callee.name.text)) return undefined;
  const from = pathOf(call.getSourceFile());
  const [specifier] = call.arguments;
  const written = specifier && ts.isCallExpression(specifier) ? specifier.arguments[0] : specifier;
  if (from === undefined || !written || !ts.isStringLiteralLike(written)) return undefined;
  return program.resolver.resolve(written.text, from);
}

/** Where in the place of what module an object's member stands. */
interface Place {
  readonly module: RepoPath;
  readonly steps: readonly Step[];
}

/** A variable may be put in several places, by names of its own; nobody nests them deeper. */
const DEEPEST = 4;

function placesOf(
  program: TypeProgram,
  member: ts.ObjectLiteralElement,
  below: readonly Step[],
  depth: number,
): readonly Place[] {
  const key = member.name && textOf(member.name);
  if (key === undefined || !ts.isObjectLiteralExpression(member.parent)) return [];
  return valuePlaces(program, member.parent, [key, ...below], depth);
}

/** The places that a value is put in, which `steps` go down into. */
function valuePlaces(
  program: TypeProgram,
  value: ts.Node,
  steps: readonly Step[],
  depth: number,
): readonly Place[] {
  let outer = value;
  while (ts.isExpression(outer.parent) && unwrap(outer.parent) === value) outer = outer.parent;
  const { parent } = outer;
  if (ts.isPropertyAssignment(parent)) return placesOf(program, parent, steps, depth);
  if (ts.isArrowFunction(parent)) return functionPlaces(program, parent, steps, depth);
  if (ts.isReturnStatement(parent)) {
    const maker = ts.findAncestor(parent, ts.isFunctionLike);
    return maker ? functionPlaces(program, maker, steps, depth) : [];
  }
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) && depth < DEEPEST) {
    return usePlaces(program, parent, parent.name, steps, depth + 1);
  }
  return [];
}

function functionPlaces(
  program: TypeProgram,
  maker: ts.SignatureDeclaration,
  steps: readonly Step[],
  depth: number,
): readonly Place[] {
  const called: readonly Step[] = [CALL, ...steps];
  if (ts.isMethodDeclaration(maker)) return placesOf(program, maker, called, depth);
  const { parent } = maker;
  if (!ts.isCallExpression(parent)) return valuePlaces(program, maker, called, depth);
  const module = moduleMockedBy(program, parent);
  if (module !== undefined) return [{ module, steps }];
  // `vi.fn(() => …)` is the function that it is given.
  const isSpy = ts.isPropertyAccessExpression(parent.expression) && parent.arguments.length === 1;
  return isSpy && /^(?:fn|mock)$/.test(nameOf(parent.expression))
    ? valuePlaces(program, parent, called, depth)
    : [];
}

function nameOf(callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : "";
}

/** Where a variable of the file is put: `{ api: fake }`, `{ fake }`. */
function usePlaces(
  program: TypeProgram,
  declaration: ts.VariableDeclaration,
  name: ts.Identifier,
  steps: readonly Step[],
  depth: number,
): readonly Place[] {
  const { checker } = program;
  const symbol = checker.getSymbolAtLocation(name);
  const places: Place[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === name.text && node !== declaration.name) {
      const { parent } = node;
      if (ts.isShorthandPropertyAssignment(parent)) {
        if (checker.getShorthandAssignmentValueSymbol(parent) === symbol) {
          places.push(...placesOf(program, parent, steps, depth));
        }
      } else if (checker.getSymbolAtLocation(node) === symbol) {
        places.push(...valuePlaces(program, node, steps, depth));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  return places;
}

/** What a module really has where the steps lead. */
function symbolAt(
  { checker, sourceFile }: TypeProgram,
  path: RepoPath,
  steps: readonly Step[],
  at: ts.Node,
): ts.Symbol | undefined {
  const file = sourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  const [first, ...rest] = steps;
  let symbol = module && checker.getExportsOfModule(module).find(({ name }) => name === first);
  let type = symbol && typeOf(checker, symbol, at);
  for (const step of rest) {
    if (!type) return undefined;
    if (step === CALL) {
      const [signature] = type.getCallSignatures();
      const returned = signature?.getReturnType();
      type = returned && (checker.getAwaitedType(returned) ?? returned);
      symbol = undefined;
    } else {
      symbol = checker.getPropertyOfType(checker.getApparentType(type), step);
      type = symbol && checker.getTypeOfSymbolAtLocation(symbol, at);
    }
  }
  return symbol;
}

function typeOf(checker: ts.TypeChecker, symbol: ts.Symbol, at: ts.Node): ts.Type {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return checker.getTypeOfSymbolAtLocation(isAlias ? checker.getAliasedSymbol(symbol) : symbol, at);
}
