import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import { pathOf } from "../program/program.ts";
import type { TypeProgram } from "../program/program.ts";
import { mountAt, mountedValue, recordsBehind, rootRouters } from "./router-model.ts";
import type { Mount, RootRouter } from "./router-model.ts";

/** A route looked up by name: its router, its keys, and what is mounted there, if anything. */
export interface LocatedRoute {
  readonly router: RootRouter;
  readonly path: readonly string[];
  readonly mount: Mount | undefined;
}

/** `appRouter.posts` in the root module; undefined if there is no such router. */
export function locateRoute(
  program: TypeProgram,
  root: RepoPath,
  route: string,
): LocatedRoute | undefined {
  const [name, ...path] = route.split(".");
  const router = rootRouters(program, root).find((candidate) => candidate.name === name);
  return router && { router, path, mount: mountAt(program, router, path) };
}

/** The records that hold the routes of `router` below `path`: its own for no keys. */
export function recordsAt(
  program: TypeProgram,
  router: RootRouter,
  path: readonly string[],
): readonly ts.ObjectLiteralExpression[] {
  if (path.length === 0) return router.records;
  const mount = mountAt(program, router, path);
  return mount ? recordsBehind(program, mountedValue(mount.property)) : [];
}

/** What there is where a route is not: the nearest router above it, and the keys of its routes. */
export function keysBeside(
  program: TypeProgram,
  { router, path }: LocatedRoute,
): { readonly parent: string; readonly keys: readonly string[] } {
  const above = path.slice(0, -1);
  const found = recordsAt(program, router, above);
  const records = found.length === 0 ? router.records : found;
  const keys = records.flatMap(({ properties }) =>
    properties.flatMap((property) => property.name?.getText() ?? []),
  );
  return { parent: (found.length === 0 ? [router.name] : [router.name, ...above]).join("."), keys };
}

/** Where an object literal stands: a variable of a file, and keys below what it holds. */
export interface RecordPlace {
  readonly path: RepoPath;
  readonly variable: string;
  readonly keys: readonly string[];
}

/** The place of `record`; undefined if it is not (part of) what a variable is initialised with. */
export function placeOfRecord(record: ts.ObjectLiteralExpression): RecordPlace | undefined {
  const keys: string[] = [];
  const declaration = declarationOfRecord(record, keys);
  const path = declaration && pathOf(declaration.getSourceFile());
  return declaration && path !== undefined && ts.isIdentifier(declaration.name)
    ? { path, variable: declaration.name.text, keys }
    : undefined;
}

/** The variable that `record` is (part of) the value of; the keys down to it go into `keys`. */
export function declarationOfRecord(
  record: ts.ObjectLiteralExpression,
  keys: string[] = [],
): ts.VariableDeclaration | undefined {
  for (let node: ts.Node = record.parent; ; node = node.parent) {
    if (ts.isVariableDeclaration(node)) return node;
    if (ts.isPropertyAssignment(node)) {
      if (!ts.isIdentifier(node.name) && !ts.isStringLiteralLike(node.name)) return undefined;
      keys.unshift(node.name.text);
    } else if (ts.isStatement(node) || ts.isSourceFile(node) || ts.isFunctionLike(node)) {
      return undefined;
    }
  }
}
