import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { TypeProgram } from "../../program/program.ts";
import type { RouterDeclaration } from "../router-source.ts";
import type { RootUse } from "./model.ts";
import { placeIn } from "./tree.ts";

/** Where `files` hand each of `roots` out whole: type it, serve it, or make callers of it. */
export function rootUses(
  program: TypeProgram,
  files: readonly RepoPath[],
  roots: readonly RouterDeclaration[],
): ReadonlyMap<RouterDeclaration, readonly RootUse[]> {
  const found = new Map<RouterDeclaration, RootUse[]>(roots.map((root) => [root, []]));
  const known = new Set<ts.Node>(roots);
  const sources = files.flatMap((path) => program.sourceFile(path) ?? []);
  const names = namesOf(roots, sources);
  const rootAt = (name: ts.Identifier): RouterDeclaration | undefined => {
    const target = declarationBehind(program.checker, name);
    return target && known.has(target) ? target : undefined;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && (names?.has(node.text) ?? true)) {
      const kind = kindOf(node);
      const root = kind && rootAt(node);
      if (kind && root) found.get(root)?.push({ kind, ...placeIn(node) });
    }
    ts.forEachChild(node, visit);
  };
  for (const file of sources) visit(file);
  return found;
}

/**
 * What the roots may be called in `files`: their own names, and those that they are imported or
 * exported as. Undefined if that may be anything.
 */
function namesOf(
  roots: readonly RouterDeclaration[],
  files: readonly ts.SourceFile[],
): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const root of roots) {
    if (!ts.isVariableDeclaration(root) || !ts.isIdentifier(root.name)) return undefined;
    names.add(root.name.text);
  }
  const collect = (node: ts.Node): void => {
    const isSpecifier = ts.isImportSpecifier(node) || ts.isExportSpecifier(node);
    if (isSpecifier && node.propertyName && names.has(node.propertyName.text)) {
      names.add(node.name.text);
    }
    if (!ts.isExpression(node)) ts.forEachChild(node, collect);
  };
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const file of files)
      for (const statement of file.statements) collectIn(statement, collect);
  }
  return names.has("default") ? undefined : names;
}

function collectIn(statement: ts.Statement, collect: (node: ts.Node) => void): void {
  if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) collect(statement);
}

function declarationBehind(
  checker: ts.TypeChecker,
  name: ts.Identifier,
): RouterDeclaration | undefined {
  const { parent } = name;
  const own = ts.isShorthandPropertyAssignment(parent)
    ? checker.getShorthandAssignmentValueSymbol(parent)
    : checker.getSymbolAtLocation(name);
  const target = own && own.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(own) : own;
  return target?.declarations?.find(
    (each): each is RouterDeclaration =>
      ts.isVariableDeclaration(each) || ts.isExportAssignment(each),
  );
}

/** What is done with a router at `name`; undefined if that is nothing that hands it out. */
function kindOf(name: ts.Identifier): RootUse["kind"] | undefined {
  const whole =
    ts.isPropertyAccessExpression(name.parent) && name.parent.name === name ? name.parent : name;
  const { parent } = whole;
  if (ts.isTypeQueryNode(parent)) return "type";
  if (ts.isQualifiedName(parent) && ts.isTypeQueryNode(parent.parent)) return "type";
  if (ts.isPropertyAccessExpression(parent) && parent.expression === whole) {
    return parent.name.text === "createCaller" ? "caller" : undefined;
  }
  if (ts.isCallExpression(parent) && parent.arguments.some((each) => each === whole)) {
    return /caller/i.test(parent.expression.getText()) ? "caller" : "handler";
  }
  const key =
    ts.isPropertyAssignment(parent) && parent.initializer === whole
      ? parent.name
      : ts.isShorthandPropertyAssignment(parent)
        ? parent.name
        : undefined;
  if (!key || !/^(?:router|appRouter)$/.test(key.getText())) return undefined;
  return isGiven(parent.parent) ? "handler" : undefined;
}

/** Whether an object is given to a function, maybe deep in its options. */
function isGiven(object: ts.Node): boolean {
  for (let at = object.parent; ; at = at.parent) {
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) return true;
    if (!ts.isObjectLiteralElement(at) && !ts.isObjectLiteralExpression(at)) {
      return ts.isSatisfiesExpression(at) || ts.isVariableDeclaration(at);
    }
  }
}
