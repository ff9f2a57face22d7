import type { ColumnDef, Constraint } from "libpg-query";
import type { Effect } from "./effect.ts";
import { keptName, placeOf, stringsOf } from "./names.ts";
import type { TablePlace } from "./names.ts";

/** What adding `constraint` to a table comes to; one without a name gets the usual one. */
export function constraintEffect(
  constraint: Constraint,
  place: TablePlace,
  column: string | undefined = undefined,
): Effect {
  const { conname, contype, keys, fk_attrs, raw_expr, pktable, pk_attrs } = constraint;
  const listed = [...stringsOf(keys), ...stringsOf(fk_attrs), ...columnsOf(raw_expr)].map(keptName);
  const columns = column === undefined ? listed : [column];
  const name = keptName(conname ?? usualName(contype, place.table, columns));
  return {
    verb: "add constraint",
    ...place,
    name,
    cascade: false,
    columns,
    ...(pktable && {
      references: {
        ...placeOf(pktable),
        columns: stringsOf(pk_attrs).map(keptName),
      },
    }),
  };
}

const ON_TABLE = ["CONSTR_PRIMARY", "CONSTR_UNIQUE", "CONSTR_FOREIGN", "CONSTR_CHECK"];

/** What the constraints that a column is written with come to. Being required is none of them. */
export function inlineConstraints(definition: ColumnDef, place: TablePlace): readonly Effect[] {
  const column = keptName(definition.colname ?? "");
  return (definition.constraints ?? []).flatMap((node) => {
    if (!("Constraint" in node) || !ON_TABLE.includes(node.Constraint.contype ?? "")) return [];
    return [constraintEffect(node.Constraint, place, column)];
  });
}

function usualName(
  contype: Constraint["contype"],
  table: string,
  columns: readonly string[],
): string {
  if (contype === "CONSTR_PRIMARY") return `${table}_pkey`;
  const ending = new Map<string | undefined, string>([
    ["CONSTR_UNIQUE", "key"],
    ["CONSTR_FOREIGN", "fkey"],
    ["CONSTR_CHECK", "check"],
    ["CONSTR_EXCLUSION", "excl"],
  ]).get(contype);
  return [table, ...columns, ending ?? ""].join("_");
}

/** The columns that are named anywhere in `node`. */
export function columnsOf(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(columnsOf);
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === "ColumnRef") return lastName(value);
    if (key === "IndexElem")
      return [...indexedName(value), ...Object.values(value ?? {}).flatMap(columnsOf)];
    return columnsOf(value);
  });
}

function indexedName(element: unknown): readonly string[] {
  if (typeof element !== "object" || element === null || !("name" in element)) return [];
  return typeof element.name === "string" ? [keptName(element.name)] : [];
}

function lastName(reference: unknown): readonly string[] {
  if (typeof reference !== "object" || reference === null || !("fields" in reference)) return [];
  const { fields } = reference;
  const last: unknown = Array.isArray(fields) ? fields.at(-1) : undefined;
  if (typeof last !== "object" || last === null || !("String" in last)) return [];
  const { String: name } = last;
  if (typeof name !== "object" || name === null || !("sval" in name)) return [];
  return typeof name.sval === "string" ? [keptName(name.sval)] : [];
}
