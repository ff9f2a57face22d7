import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { isSourcePath } from "../../program/source-path.ts";
import { unwrap } from "../../program/syntax.ts";
import { declarationOf } from "../split-link/resolve.ts";
import { valueBehind } from "../router-source.ts";
import type { RouterDeclaration } from "../router-source.ts";
import { entriesOf, isProcedure, isRouterType } from "./entries.ts";
import { readTree } from "./tree.ts";

/** A router that a module declares at its top: `export const appRouter = router({ … })`. */
export interface Candidate {
  readonly path: RepoPath;
  /** Null for a default export that is not a variable. */
  readonly name: string | null;
  readonly declaration: RouterDeclaration;
  readonly value: ts.Expression;
}

/** What a file has in it that makes or merges routers: `router(`, `createTRPCRouter(`, `mergeRouters(`. */
const SIGNS = ["outer(", "outers("];

/** `useRouter()` is no sign of one. */
const CALL = /(?<!\buse)[rR]outers?\s*\(/;

/** The files that may declare a router of their own, sorted. */
export function filesWithRouters(snapshot: Snapshot): readonly RepoPath[] {
  const found = [...snapshot.containing(SIGNS).values()].flat().filter(isSourcePath);
  return [...new Set(found)].filter((path) => CALL.test(snapshot.text(path) ?? "")).sort();
}

/** The files that have signs of a router and cannot be read as text, or are too large to parse. */
export function unreadFilesWithRouters(snapshot: Snapshot): readonly RepoPath[] {
  const found = [...snapshot.containing(["TRPCRouter(", "t.router("]).values()].flat();
  return [...new Set(found)]
    .filter((path) => isSourcePath(path) && snapshot.text(path) === undefined)
    .sort();
}

/** Of the routers of `files`, those that are mounted in no other one, by path and place. */
export function topRouters(program: TypeProgram, files: readonly RepoPath[]): readonly Candidate[] {
  const routers = files.flatMap((path) => {
    return routersIn(program, path).map((router) => {
      const own = valueBehind(program, router.value);
      return { router, own, mounted: readTree(program, router.value).mounted };
    });
  });
  // Of routers that are mounted in each other, none is below the others.
  const isBelow = (a: (typeof routers)[number], b: (typeof routers)[number]): boolean =>
    a !== b && b.mounted.has(a.own) && !a.mounted.has(b.own);
  return routers
    .filter((each) => !routers.some((other) => isBelow(each, other)))
    .map(({ router }) => router);
}

/** The routers that the module `path` makes, in order; not those that it only hands on. */
export function routersIn(program: TypeProgram, path: RepoPath): readonly Candidate[] {
  const file = program.sourceFile(path);
  if (!file) return [];
  return file.statements.flatMap((statement): readonly Candidate[] => {
    if (ts.isExportAssignment(statement)) {
      const value = unwrap(statement.expression);
      return isRouter(program, value)
        ? [{ path, name: null, declaration: statement, value: statement.expression }]
        : [];
    }
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap((declaration) => {
      const { name, initializer } = declaration;
      return initializer && ts.isIdentifier(name) && isRouter(program, unwrap(initializer))
        ? [{ path, name: name.text, declaration, value: initializer }]
        : [];
    });
  });
}

/**
 * Whether `value` is a call that makes a router. By its type, or, where a function of the repository
 * makes it that the checker cannot see through, since what it is given holds procedures or routers.
 */
function isRouter(program: TypeProgram, value: ts.Expression): boolean {
  if (!ts.isCallExpression(value)) return false;
  const callee = unwrap(value.expression);
  // The types of all else that modules call would take the checker long.
  if (!/outers?$/.test(callee.getText())) return false;
  if (isRouterType(program, value)) return true;
  const type = program.checker.getTypeAtLocation(value);
  const name = ts.isPropertyAccessExpression(callee) ? callee.expression : callee;
  if ((type.flags & ts.TypeFlags.Any) === 0 || !declarationOf(program.checker, name)) return false;
  return entriesOf(program, value).entries.some((entry) => {
    const inner = valueBehind(program, entry.value);
    return isProcedure(program, inner) || (ts.isCallExpression(inner) && isRouter(program, inner));
  });
}

/** Whether two declarations are the same one, also in two programs over the same texts. */
export function isSameDeclaration(a: ts.Node, b: ts.Node): boolean {
  const [one, other] = [a.getSourceFile(), b.getSourceFile()];
  return pathOf(one) === pathOf(other) && a.pos === b.pos;
}
