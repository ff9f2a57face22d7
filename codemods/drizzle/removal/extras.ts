import { ts } from "ts-morph";
import { walk } from "../syntax.ts";
import type { Extra, Table } from "../tables.ts";

/** What becomes of an index, key or check that names a column which is dropped. */
export type ExtraFate =
  | { readonly kind: "goes" }
  /** An index over more columns: the database drops it with the column. */
  | { readonly kind: "goes-whole"; readonly others: readonly string[] }
  /** It says something about other columns that would be lost. */
  | { readonly kind: "stays"; readonly others: readonly string[] };

/** See `ExtraFate`. `key` is the dropped column's. */
export function fateOf(extra: Extra, table: Table, key: string): ExtraFate {
  const others = columnsNamedIn(extra, table).filter((name) => name !== key);
  if (others.length === 0 && extra.kind !== "pgPolicy") return { kind: "goes" };
  return extra.kind === "index" ? { kind: "goes-whole", others } : { kind: "stays", others };
}

/** The table's columns that an extra names, each once. */
function columnsNamedIn(extra: Extra, table: Table): readonly string[] {
  const keys = new Set(table.columns.map(({ key }) => key));
  const named = new Set<string>();
  walk(extra.node, (node) => {
    if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.expression)) return;
    // The key of a foreign key's other table is not this table's.
    if (isForeign(node)) return;
    if (keys.has(node.name.text)) named.add(node.name.text);
  });
  return [...named];
}

function isForeign(node: ts.Node): boolean {
  for (let at = node; !ts.isStatement(at) && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isPropertyAssignment(at) && at.name.getText() === "foreignColumns") return true;
  }
  return false;
}
