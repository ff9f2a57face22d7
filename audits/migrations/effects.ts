import type { AlterTableCmd, ColumnDef, Constraint, Node } from "libpg-query";
import { columnsOf, constraintEffect, inlineConstraints } from "./constraint-effects.ts";
import type { Effect, Verb } from "./effect.ts";
import { defaultSchema, keptName, placeOf, stringsOf } from "./names.ts";
import type { TablePlace } from "./names.ts";
import type { Statement } from "./statements.ts";

/** What `statement` does, in order. Never empty: what is not known here is `other`. */
export function effectsOf({ node }: Statement): readonly Effect[] {
  const effects = known(node);
  return effects.length === 0 ? [other({})] : effects;
}

function known(node: Node): readonly Effect[] {
  if ("DropStmt" in node) {
    const { objects = [], removeType, behavior } = node.DropStmt;
    const verb = removeType === "OBJECT_TABLE" ? "drop table" : "drop index";
    if (removeType !== "OBJECT_TABLE" && removeType !== "OBJECT_INDEX") return [];
    const cascade = behavior === "DROP_CASCADE";
    return objects.map((object) => {
      const parts = "List" in object ? stringsOf(object.List.items) : [];
      const name = keptName(parts.at(-1) ?? "");
      const schema = parts.at(-2) ?? defaultSchema;
      return { verb, schema, table: verb === "drop table" ? name : undefined, name, cascade };
    });
  }
  if ("AlterTableStmt" in node) {
    const { relation, cmds = [], objtype } = node.AlterTableStmt;
    if (objtype !== "OBJECT_TABLE" || relation === undefined) return [];
    return cmds.flatMap((cmd) =>
      "AlterTableCmd" in cmd ? altered(cmd.AlterTableCmd, placeOf(relation)) : [],
    );
  }
  if ("CreateStmt" in node) {
    const { relation, tableElts = [] } = node.CreateStmt;
    if (relation === undefined) return [];
    const place = placeOf(relation);
    const made: Effect = { verb: "create table", ...place, name: place.table, cascade: false };
    const constraints = tableElts.flatMap((element) => {
      if ("ColumnDef" in element) return inlineConstraints(element.ColumnDef, place);
      return "Constraint" in element ? [constraintEffect(element.Constraint, place)] : [];
    });
    return [made, ...constraints];
  }
  if ("IndexStmt" in node) {
    const { relation, idxname, indexParams = [], whereClause } = node.IndexStmt;
    if (relation === undefined || idxname === undefined) return [];
    const columns = [...indexParams.flatMap(columnsOf), ...columnsOf(whereClause)];
    const name = keptName(idxname);
    return [{ verb: "create index", ...placeOf(relation), name, cascade: false, columns }];
  }
  if ("RenameStmt" in node) {
    const { renameType, relation, subname, newname } = node.RenameStmt;
    const what =
      renameType === "OBJECT_TABLE" || renameType === "OBJECT_INDEX" ? undefined : subname;
    const verb = RENAMINGS.get(renameType ?? "");
    if (relation === undefined || newname === undefined || verb === undefined) return [];
    const place = placeOf(relation);
    const name = keptName(what ?? place.table);
    return [{ verb, ...place, name, newName: keptName(newname), cascade: false }];
  }
  return [];
}

const RENAMINGS: ReadonlyMap<string, Verb> = new Map([
  ["OBJECT_TABLE", "rename table"],
  ["OBJECT_COLUMN", "rename column"],
  ["OBJECT_INDEX", "rename index"],
  ["OBJECT_TABCONSTRAINT", "rename constraint"],
]);

function altered(cmd: AlterTableCmd, place: TablePlace): readonly Effect[] {
  const name = keptName(cmd.name ?? "");
  const cascade = cmd.behavior === "DROP_CASCADE";
  const plain = (verb: Verb): readonly Effect[] => [{ verb, ...place, name, cascade }];
  switch (cmd.subtype) {
    case "AT_DropColumn":
      return plain("drop column");
    case "AT_DropConstraint":
      return plain("drop constraint");
    case "AT_SetNotNull":
      return plain("set not null");
    case "AT_DropNotNull":
      return plain("drop not null");
    case "AT_DisableRowSecurity":
      return [{ verb: "disable row security", ...place, name: place.table, cascade }];
    case "AT_AddColumn":
      return cmd.def !== undefined && "ColumnDef" in cmd.def
        ? added(cmd.def.ColumnDef, place)
        : [other(place)];
    case "AT_AddConstraint":
      return cmd.def !== undefined && "Constraint" in cmd.def
        ? [constraintEffect(cmd.def.Constraint, place)]
        : [other(place)];
    default:
      return [other(place)];
  }
}

function added(column: ColumnDef, place: TablePlace): readonly Effect[] {
  const required = (column.constraints ?? []).some(
    (constraint) => "Constraint" in constraint && isRequiring(constraint.Constraint),
  );
  const name = keptName(column.colname ?? "");
  const effect: Effect = {
    verb: "add column",
    ...place,
    name,
    cascade: false,
    nullable: !required,
  };
  return [effect, ...inlineConstraints(column, place)];
}

function isRequiring({ contype }: Constraint): boolean {
  return contype === "CONSTR_NOTNULL" || contype === "CONSTR_PRIMARY";
}

function other({ schema = defaultSchema, table }: Partial<TablePlace>): Effect {
  return { verb: "other", schema, table, name: "", cascade: false };
}
