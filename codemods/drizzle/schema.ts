import { ts } from "ts-morph";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { NameNode } from "../program/references.ts";
import type { TypeProgram } from "../program/program.ts";
import { unwrap } from "../program/syntax.ts";
import { relationsIn } from "./relations.ts";
import type { RelationEntry, RelationGroup } from "./relations.ts";
import { tablesIn } from "./tables.ts";
import type { Table } from "./tables.ts";
import { declarationsBehind } from "./targets.ts";

/** The tables of a repository and what Drizzle knows of how they hang together. */
export interface Schema {
  readonly tables: readonly Table[];
  readonly relations: readonly RelationGroup[];
  /** The table that a token stands for: `users` in `relations(users, …)`, in `one(users)`. */
  tableAt(node: ts.Node | undefined): Table | undefined;
  /** The relations that were given to a table, in whatever group. */
  relationsOf(table: Table): readonly RelationEntry[];
}

/** Reads the schema from those of `paths` that are in the program. */
export function readSchema(program: TypeProgram, paths: readonly RepoPath[]): Schema {
  const files = paths.flatMap((path) => program.sourceFile(path) ?? []);
  const tables = files.flatMap((file) => tablesIn(program, file));
  const relations = files.flatMap((file) => relationsIn(program.checker, file));
  const byDeclaration = new Map<ts.Declaration, Table>(
    tables.map((table) => [table.declaration, table]),
  );
  const tableAt = (node: ts.Node | undefined): Table | undefined => {
    const name = node && nameIn(node);
    if (!name) return undefined;
    for (const declaration of declarationsBehind(program.checker, name)) {
      const table = byDeclaration.get(declaration);
      if (table) return table;
    }
    return undefined;
  };
  const groups = relations.map((group) => ({ table: tableAt(group.table), group }));
  return {
    tables,
    relations,
    tableAt,
    relationsOf: (table) =>
      groups.filter((it) => it.table === table).flatMap(({ group }) => group.entries),
  };
}

/** The token that says what an expression or a key stands for: `b` of `a.b`. */
function nameIn(node: ts.Node): NameNode | undefined {
  const inner = ts.isExpression(node) ? unwrap(node) : node;
  if (ts.isIdentifier(inner) || ts.isStringLiteralLike(inner)) return inner;
  if (ts.isPropertyAccessExpression(inner) && ts.isIdentifier(inner.name)) return inner.name;
  if (!ts.isElementAccessExpression(inner)) return undefined;
  const key = inner.argumentExpression;
  return ts.isStringLiteralLike(key) ? key : undefined;
}
