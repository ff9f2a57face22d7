import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { TypeProgram } from "../program/program.ts";
import { unwrap } from "../program/syntax.ts";
import { routerSource, valueBehind } from "./router-source.ts";
import type { RouterSource } from "./router-source.ts";

/** A router that is put together in the root module: `export const orgRouter = router({ … })`. */
export interface RootRouter {
  readonly name: string;
  readonly declaration: ts.VariableDeclaration;
  readonly record: ts.ObjectLiteralExpression;
  /** All that its routes stand in: its own record, and what is merged or spread into it. */
  readonly records: readonly ts.ObjectLiteralExpression[];
}

/** A route: one key of a router's record, possibly nested, and what is mounted there. */
export interface Mount {
  /** Keys below the root router: `["viewer", "teams"]`. */
  readonly path: readonly string[];
  readonly property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment;
  /** Where the mounted router is declared, if it is a variable of a module of the repository. */
  readonly source: RouterSource | undefined;
  readonly procedures: readonly ProcedureInfo[];
}

export interface ProcedureInfo {
  /** Below the route: `github.get`. */
  readonly path: string;
  readonly type: "query" | "mutation" | "subscription" | undefined;
  /** What its chain begins with, and its middleware: `orgProcedure`, `t.procedure.use(isMember)`. */
  readonly builder: string | undefined;
}

/** The routers that the module `root` puts together, in order. */
export function rootRouters(program: TypeProgram, root: RepoPath): readonly RootRouter[] {
  const file = program.sourceFile(root);
  if (!file) return [];
  return file.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .flatMap((statement) => statement.declarationList.declarations)
    .flatMap((declaration) => {
      const { name, initializer } = declaration;
      if (!initializer || !ts.isIdentifier(name)) return [];
      if (!recordOf(initializer) && !isMerging(unwrap(initializer))) return [];
      const records = recordsBehind(program, initializer);
      const [record] = records;
      return record ? [{ name: name.text, declaration, record, records }] : [];
    });
}

/**
 * The object literals that the routes of a router stand in: its record, those of the routers that
 * `mergeRouters` makes it of, and those that are spread into one of them.
 */
export function recordsBehind(
  program: TypeProgram,
  value: ts.Expression,
  seen: ReadonlySet<ts.Node> = new Set(),
): readonly ts.ObjectLiteralExpression[] {
  const behind = valueBehind(program, value);
  if (seen.has(behind)) return [];
  const known = new Set([...seen, behind]);
  if (isMerging(behind)) {
    return behind.arguments.flatMap((each) => recordsBehind(program, each, known));
  }
  const record = recordOf(behind);
  if (!record) return [];
  const spread = record.properties.flatMap((property) =>
    ts.isSpreadAssignment(property) ? recordsBehind(program, property.expression, known) : [],
  );
  return [record, ...spread];
}

/** Whether a call makes one router of others: `t.mergeRouters(a, b)`. */
function isMerging(value: ts.Expression): value is ts.CallExpression {
  if (!ts.isCallExpression(value)) return false;
  const { expression } = value;
  const name = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
  return ts.isIdentifier(name) && /^merge(?:TRPC)?Routers?$/.test(name.text);
}

/** The route of `router` at `path`; undefined if nothing is mounted there. */
export function mountAt(
  program: TypeProgram,
  router: RootRouter,
  path: readonly string[],
): Mount | undefined {
  let { records } = router;
  for (const [index, key] of path.entries()) {
    const [property] = records.flatMap((record) => propertyNamed(record, key) ?? []);
    if (!property) return undefined;
    if (index === path.length - 1) return mountOf(program, property, path);
    records = recordsBehind(program, mountedValue(property));
  }
  return undefined;
}

/** All routes directly in `router`, in order. */
export function mountsOf(program: TypeProgram, router: RootRouter): readonly Mount[] {
  return router.records
    .flatMap(({ properties }) => properties)
    .flatMap((property) => {
      const key = isMountProperty(property) ? nameOf(property) : undefined;
      return isMountProperty(property) && key !== undefined
        ? [mountOf(program, property, [key])]
        : [];
    });
}

/** The object literal that a router is made from, through calls, `satisfies` and `as`. */
export function recordOf(expression: ts.Expression): ts.ObjectLiteralExpression | undefined {
  const inner = unwrap(expression);
  if (ts.isObjectLiteralExpression(inner)) return inner;
  if (!ts.isCallExpression(inner)) return undefined;
  const argument = inner.arguments[0];
  return argument && inner.arguments.length === 1 ? recordOf(argument) : undefined;
}

/** Whether a router is known to have no procedures at all; false if part of it cannot be read. */
export function isEmptyRouter(
  program: TypeProgram,
  value: ts.Expression,
  above: readonly ts.Node[] = [],
): boolean {
  const record = recordBehind(program, value);
  if (!record) return false;
  // What is mounted in itself has what the rest of it has.
  if (above.includes(record)) return true;
  const inside = [...above, record];
  return record.properties.every((property) =>
    ts.isSpreadAssignment(property)
      ? isEmptyRouter(program, property.expression, inside)
      : isMountProperty(property) && isEmptyRouter(program, mountedValue(property), inside),
  );
}

type MountProperty = ts.PropertyAssignment | ts.ShorthandPropertyAssignment;

function mountOf(program: TypeProgram, property: MountProperty, path: readonly string[]): Mount {
  const value = mountedValue(property);
  return {
    path,
    property,
    source: routerSource(program, value),
    procedures: proceduresIn(program, value, []),
  };
}

function proceduresIn(
  program: TypeProgram,
  value: ts.Expression,
  path: readonly string[],
  above: readonly ts.Node[] = [],
): readonly ProcedureInfo[] {
  const records = recordsBehind(program, value);
  // A router can be mounted in itself, with `lazy`; its key is all that can be said of it then.
  if (records.some((record) => above.includes(record))) {
    return [{ path: path.join("."), type: undefined, builder: undefined }];
  }
  if (records.length === 0) {
    const chain = path.length > 0 ? procedureChain(program, value) : undefined;
    return chain ? [{ path: path.join("."), ...chain }] : [];
  }
  return records
    .flatMap(({ properties }) => properties)
    .flatMap((property) => {
      const key = isMountProperty(property) ? nameOf(property) : undefined;
      if (!isMountProperty(property) || key === undefined) return [];
      const inside = [...above, ...records];
      return proceduresIn(program, mountedValue(property), [...path, key], inside);
    });
}

/** How a procedure is built: the name at the head of the chain, and the last call's name. */
function procedureChain(
  program: TypeProgram,
  value: ts.Expression,
): Pick<ProcedureInfo, "type" | "builder"> | undefined {
  const expression = valueBehind(program, value);
  if (!ts.isCallExpression(expression)) return undefined;
  const callee = expression.expression;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const last = callee.name.text;
  const type =
    last === "query" || last === "mutation" || last === "subscription" ? last : undefined;
  return { type, builder: type && builderOf(callee.expression) };
}

/** What a chain begins with, and the middleware in it: `t.procedure.use(isMember)`. */
function builderOf(chain: ts.Expression): string {
  if (!ts.isCallExpression(chain)) return chain.getText();
  const callee = chain.expression;
  if (!ts.isPropertyAccessExpression(callee)) return chain.getText();
  const before = builderOf(callee.expression);
  if (!/^(?:use|concat|unstable_concat)$/.test(callee.name.text)) return before;
  const [middleware] = chain.arguments;
  const named = middleware && !ts.isFunctionLike(middleware) ? middleware.getText() : "…";
  return `${before}.${callee.name.text}(${named})`;
}

/** The record of a router given as an expression, with names followed to where they are declared. */
export function recordBehind(
  program: TypeProgram,
  value: ts.Expression,
): ts.ObjectLiteralExpression | undefined {
  return recordOf(valueBehind(program, value));
}

function propertyNamed(record: ts.ObjectLiteralExpression, key: string): MountProperty | undefined {
  return record.properties.find(
    (property): property is MountProperty => isMountProperty(property) && nameOf(property) === key,
  );
}

function isMountProperty(property: ts.ObjectLiteralElementLike): property is MountProperty {
  return ts.isPropertyAssignment(property) || ts.isShorthandPropertyAssignment(property);
}

function nameOf(property: MountProperty): string | undefined {
  return ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name)
    ? property.name.text
    : undefined;
}

/** The expression that is mounted: for a shorthand, its name. */
export function mountedValue(property: MountProperty): ts.Expression {
  return ts.isPropertyAssignment(property) ? property.initializer : property.name;
}
