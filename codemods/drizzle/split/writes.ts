import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { nameNodes, referencesAt } from "../../program/references.ts";
import { pathOf } from "../../program/program.ts";
import type { TypeProgram } from "../../program/program.ts";
import { unwrap } from "../../program/syntax.ts";
import { comesFrom } from "../rows.ts";
import type { Column, Table } from "../tables.ts";
import { referencesTo } from "../targets.ts";
import { calledName, keyOf, walk } from "../syntax.ts";
import { chainAbove } from "../writes.ts";
import { rowSources } from "./rows.ts";
import type { RowContext } from "./rows.ts";

/** A place that gives the column a value in a row that is written. */
export interface ColumnWrite {
  readonly row: ts.ObjectLiteralExpression;
  readonly property: ts.ObjectLiteralElementLike;
  /** Whether a row is made of it, and not only changed. */
  readonly isInsert: boolean;
}

/** A place that may write the column, and shows no literal that does. */
export interface HiddenWrite {
  readonly node: ts.Node;
  readonly why: "rows" | "select" | "assignment" | "spread" | "table";
}

/** All that writes one column. */
export interface ColumnWrites {
  readonly writes: readonly ColumnWrite[];
  readonly hidden: readonly HiddenWrite[];
  /** Functions that are handed rows: files that name them may have to be looked at, too. */
  readonly functions: ReadonlySet<string>;
}

/**
 * The places in `files` that write `column` of `table`, found through the table: in rows given to
 * `insert(table).values(…)`, `update(table).set(…)` and the `set` of an upsert, wherever they are
 * put together, and in literals whose type is that of a row of the table.
 */
export function writesOf(
  program: TypeProgram,
  files: readonly RepoPath[],
  table: Table,
  column: Column,
): ColumnWrites {
  const { checker } = program;
  const sources = files.flatMap((path) => program.sourceFile(path) ?? []);
  const context: RowContext = { checker, callsOf: callFinder(checker, sources) };
  const writes = new Map<ts.ObjectLiteralElementLike, ColumnWrite>();
  const hidden = new Map<ts.Node, HiddenWrite>();
  const functions = new Set<string>();
  const hide = (node: ts.Node, why: HiddenWrite["why"]): void =>
    void hidden.set(node, { node, why });

  for (const file of sources) {
    const tables = referencesTo(
      checker,
      file,
      new Set([table.name, ...aliasesOf(file, table.name)]),
      new Set([table.declaration]),
    );
    const named = new Set<ts.Node>(tables);
    const all = new Set([...tables, ...otherNames(checker, file, column)]);
    for (const node of handedOn(checker, all, column.key)) hide(node, "table");
    for (const { rows, isInsert, query } of [...all].flatMap(queriesOn)) {
      if (query) hide(query, "select");
      if (!rows) continue;
      const found = rowSources(context, rows);
      for (const name of found.functions) functions.add(name);
      for (const row of found.literals) {
        const property = lastNamed(row, column.key);
        if (property) {
          const known = writes.get(property);
          writes.set(property, { row, property, isInsert: isInsert || known?.isInsert === true });
          const spread = overridingSpread(checker, row, property, column.key);
          if (spread) hide(spread, "spread");
        }
      }
      for (const end of found.ends) {
        if (mayHold(checker, end, column, named)) hide(end, "rows");
      }
    }
  }
  for (const file of sources) {
    for (const node of nameNodes(file, new Set([column.key]))) {
      const declared = referencesAt(checker, node).some(
        ({ role, declarations }) =>
          role === "member" && declarations.some((each) => each === column.property),
      );
      if (!declared) continue;
      const property = literalMember(node);
      const isOwn = property === column.property;
      if (property && !isOwn && !writes.has(property) && isRowLiteral(property)) {
        const call = property.parent.parent;
        const isInsert = ts.isCallExpression(call) && calledName(call) === "values";
        writes.set(property, { row: property.parent, property, isInsert });
      }
      if (isAssigned(node)) hide(node, "assignment");
    }
  }
  const holdsAny = (node: ts.Node): boolean =>
    [...writes.values()].some(
      ({ row }) =>
        row.getSourceFile() === node.getSourceFile() &&
        row.getStart() >= node.getStart() &&
        row.getEnd() <= node.getEnd(),
    );
  return {
    writes: [...writes.values()].sort((a, b) => order(a.property, b.property)),
    hidden: [...hidden.values()]
      .filter(({ node, why }) => !hidden.has(node.parent) && !(why === "table" && holdsAny(node)))
      .sort((a, b) => order(a.node, b.node)),
    functions,
  };
}

/** What `import { orders as table }` calls the table. */
function aliasesOf(file: ts.SourceFile, name: string): readonly string[] {
  const found: string[] = [];
  walk(file, (node) => {
    if (ts.isImportSpecifier(node) && node.propertyName?.text === name) found.push(node.name.text);
  });
  return found;
}

const WRITES = /^(?:insert|update|replace)$/;

/** What a query is given as the table by another name: a constant, a parameter, a member. */
function otherNames(
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  column: Column,
): readonly ts.Node[] {
  const found: ts.Node[] = [];
  walk(file, (node) => {
    if (!ts.isCallExpression(node) || !WRITES.test(calledName(node) ?? "")) return;
    const [table] = node.arguments;
    const member = table && checker.getTypeAtLocation(table).getProperty(column.key);
    if (table && member?.declarations?.includes(column.property as ts.Declaration)) {
      found.push(unwrap(table));
    }
  });
  return found;
}

/** Calls of functions of the repository that take the table and an object with the column. */
function handedOn(
  checker: ts.TypeChecker,
  tables: ReadonlySet<ts.Node>,
  key: string,
): readonly ts.Node[] {
  return [...tables].flatMap((name) => {
    const table = tableIn(name);
    const call = table.parent;
    if (!ts.isCallExpression(call) || !call.arguments.some((it) => unwrap(it) === table)) return [];
    const callee = checker.getResolvedSignature(call)?.declaration;
    const isOwn = !!callee && pathOf(callee.getSourceFile()) !== undefined;
    if (!isOwn) return [];
    const hasKey = (value: ts.Expression): boolean => {
      const inner = unwrap(value);
      if (ts.isArrayLiteralExpression(inner)) return inner.elements.some(hasKey);
      return (
        ts.isObjectLiteralExpression(inner) && inner.properties.some((each) => keyOf(each) === key)
      );
    };
    return call.arguments.some(hasKey) ? [call] : [];
  });
}

function tableIn(name: ts.Node): ts.Node {
  const { parent } = name;
  return ts.isPropertyAccessExpression(parent) && parent.name === name ? parent : name;
}

interface WriteQuery {
  readonly rows?: ts.Expression;
  readonly isInsert: boolean;
  readonly query?: ts.Node;
}

/** The rows that the query which `name` is the table of writes. */
function queriesOn(name: ts.Node): readonly WriteQuery[] {
  const table = tableIn(name);
  const start = table.parent;
  if (!ts.isCallExpression(start) || !start.arguments.some((it) => unwrap(it) === table)) return [];
  if (!WRITES.test(calledName(start) ?? "")) return [];
  return chainAbove(start).flatMap((call): readonly WriteQuery[] => {
    const [first] = call.arguments;
    if (!first) return [];
    const called = calledName(call) ?? "";
    if (called === "values") return [{ rows: first, isInsert: true }];
    if (called === "set") return [{ rows: first, isInsert: false }];
    if (called === "select") return [{ query: call, isInsert: true }];
    if (!/^on(?:ConflictDo|DuplicateKey)Update$/.test(called)) return [];
    const options = unwrap(first);
    if (!ts.isObjectLiteralExpression(options)) return [{ rows: first, isInsert: false }];
    return options.properties.flatMap((property) => {
      if (keyOf(property) !== "set") return [];
      if (ts.isPropertyAssignment(property)) {
        return [{ rows: property.initializer, isInsert: false }];
      }
      return ts.isShorthandPropertyAssignment(property)
        ? [{ rows: property.name, isInsert: false }]
        : [];
    });
  });
}

function callFinder(
  checker: ts.TypeChecker,
  sources: readonly ts.SourceFile[],
): RowContext["callsOf"] {
  let calls: Map<ts.Node, ts.CallExpression[]> | undefined;
  return (declaration) => {
    calls ??= callsByDeclaration(checker, sources);
    return calls.get(declaration) ?? [];
  };
}

function callsByDeclaration(
  checker: ts.TypeChecker,
  sources: readonly ts.SourceFile[],
): Map<ts.Node, ts.CallExpression[]> {
  const calls = new Map<ts.Node, ts.CallExpression[]>();
  for (const file of sources) {
    walk(file, (node) => {
      if (!ts.isCallExpression(node)) return;
      const declaration = checker.getResolvedSignature(node)?.declaration;
      if (!declaration || declaration.getSourceFile().isDeclarationFile) return;
      calls.set(declaration, [...(calls.get(declaration) ?? []), node]);
    });
  }
  return calls;
}

function lastNamed(
  row: ts.ObjectLiteralExpression,
  key: string,
): ts.ObjectLiteralElementLike | undefined {
  return row.properties.findLast((property) => keyOf(property) === key);
}

/** A spread behind the column's own value that may hold another one. */
function overridingSpread(
  checker: ts.TypeChecker,
  row: ts.ObjectLiteralExpression,
  property: ts.ObjectLiteralElementLike,
  key: string,
): ts.Node | undefined {
  const behind = row.properties.slice(row.properties.indexOf(property) + 1);
  return behind.find((each) => {
    if (!ts.isSpreadAssignment(each)) return false;
    const inner = unwrap(each.expression);
    if (ts.isObjectLiteralExpression(inner))
      return inner.properties.some((it) => keyOf(it) === key);
    const type = checker.getTypeAtLocation(inner);
    return isAny(type) || checker.getPropertyOfType(type, key) !== undefined;
  });
}

/** Whether the rows that `end` stands for may have a value for the column, which nobody sees. */
function mayHold(
  checker: ts.TypeChecker,
  end: ts.Expression,
  column: Column,
  tables: ReadonlySet<ts.Node>,
): boolean {
  // What was read from the table has all of its columns, the new ones included.
  if (comesFrom(checker, end, tables)) return false;
  const type = checker.getTypeAtLocation(end);
  if (isAny(type)) return true;
  const types = type.isUnion() ? type.types : [type];
  return types.some((each) => {
    const element = checker.getIndexTypeOfType(each, ts.IndexKind.Number) ?? each;
    return isAny(element) || checker.getPropertyOfType(element, column.key) !== undefined;
  });
}

function isAny(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

type LiteralMember = ts.ObjectLiteralElementLike & { readonly parent: ts.ObjectLiteralExpression };

function literalMember(node: ts.Node): LiteralMember | undefined {
  const at = ts.isComputedPropertyName(node.parent) ? node.parent : node;
  const { parent } = at;
  if (!ts.isPropertyAssignment(parent) && !ts.isShorthandPropertyAssignment(parent))
    return undefined;
  return parent.name === at ? parent : undefined;
}

/** Not a record that has something to say about each column: a selection, or a schema of it. */
function isRowLiteral(property: LiteralMember): boolean {
  const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : undefined;
  if (value?.kind === ts.SyntaxKind.TrueKeyword || value?.kind === ts.SyntaxKind.FalseKeyword) {
    return false;
  }
  const call = property.parent.parent;
  const called = ts.isCallExpression(call) ? (calledName(call) ?? "") : "";
  return !/^(?:create\w*Schema|omit|pick|extend|select\w*|returning)$/.test(called);
}

/** `row.details = …` and `row["details"] = …`. */
function isAssigned(node: ts.Node): boolean {
  const access = node.parent;
  const isAccess =
    (ts.isPropertyAccessExpression(access) && access.name === node) ||
    ts.isElementAccessExpression(access);
  if (!isAccess) return false;
  const { parent } = access;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === access &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function order(a: ts.Node, b: ts.Node): number {
  const [one, other] = [a.getSourceFile().fileName, b.getSourceFile().fileName];
  return one === other ? a.getStart() - b.getStart() : one < other ? -1 : 1;
}
