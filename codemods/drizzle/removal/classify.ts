import { ts } from "ts-morph";
import type { NameNode } from "../../program/references.ts";
import { unwrap } from "../../program/syntax.ts";
import type { RelationEntry, RelationGroup } from "../relations.ts";
import type { Schema } from "../schema.ts";
import { calledName, drizzleFunction, isWithin, keyOf } from "../syntax.ts";
import type { Extra, Table } from "../tables.ts";
import { isDeclarative } from "./derived.ts";

/** Where in the schema a token stands, the nearest such place first. */
export type Place =
  /** `import { users }`: decided when all other places are. */
  | { readonly kind: "import" }
  | { readonly kind: "export"; readonly node: ts.ExportSpecifier | ts.ExportAssignment }
  | { readonly kind: "relation"; readonly entry: RelationEntry; readonly group: RelationGroup }
  /** The part of `defineRelations` that is about one table, by its key. */
  | { readonly kind: "relation-part"; readonly node: ts.PropertyAssignment }
  /** All of `relations(users, …)`. */
  | { readonly kind: "relations"; readonly declaration: ts.VariableDeclaration }
  | { readonly kind: "extra"; readonly table: Table; readonly extra: Extra }
  /** `.references(() => users.id)`; `column` is the key that it is chained to. */
  | {
      readonly kind: "reference";
      readonly name: ts.Node;
      readonly table: Table;
      readonly column: string;
    }
  /** `schema.omit({ name: true })`, `createInsertSchema(users, { name: … })`. */
  | { readonly kind: "schema-key"; readonly node: ts.ObjectLiteralElementLike }
  /** An entry of an object that lists tables. */
  | { readonly kind: "table-list"; readonly node: ts.ObjectLiteralElementLike }
  /** A statement of the file, or one of its variables. */
  | { readonly kind: "statement"; readonly node: ts.Node };

/** Tells where tokens stand in `schema`. */
export class Classifier {
  private readonly entries = new Map<ts.Node, { entry: RelationEntry; group: RelationGroup }>();
  private readonly parts = new Map<ts.Node, ts.PropertyAssignment>();
  private readonly groups = new Map<ts.Node, RelationGroup>();
  private readonly extras = new Map<ts.Node, { table: Table; extra: Extra }>();
  private readonly tables = new Map<ts.Node, Table>();

  constructor(
    private readonly checker: ts.TypeChecker,
    schema: Schema,
  ) {
    for (const group of schema.relations) {
      this.groups.set(group.declaration, group);
      if (group.part) this.parts.set(group.part, group.part);
      for (const entry of group.entries) this.entries.set(entry.property, { entry, group });
    }
    for (const table of schema.tables) {
      this.tables.set(table.declaration, table);
      for (const extra of table.extras) this.extras.set(extra.node, { table, extra });
    }
  }

  placeOf(node: NameNode): Place {
    for (let at: ts.Node = node; ; at = at.parent) {
      const place = this.placeAt(at, node);
      if (place) return place;
      if (ts.isSourceFile(at.parent)) return { kind: "statement", node: at };
    }
  }

  private placeAt(at: ts.Node, node: NameNode): Place | undefined {
    if (ts.isExportSpecifier(at) || ts.isExportAssignment(at)) return { kind: "export", node: at };
    if (ts.isImportDeclaration(at)) return { kind: "import" };
    const entry = this.entries.get(at);
    if (entry) return { kind: "relation", ...entry };
    const part = this.parts.get(at);
    if (part?.name === node) return { kind: "relation-part", node: part };
    const extra = this.extras.get(at);
    if (extra) return { kind: "extra", ...extra };
    if (ts.isCallExpression(at)) {
      const reference = this.referenceAt(at, node);
      if (reference) return reference;
    }
    if (ts.isObjectLiteralElementLike(at) && keyOf(at) !== undefined) {
      if (this.isSchemaKey(at, node)) return { kind: "schema-key", node: at };
      if (this.isTableList(at, node)) return { kind: "table-list", node: at };
    }
    if (!ts.isVariableDeclaration(at) || !ts.isSourceFile(at.parent.parent.parent))
      return undefined;
    const group = this.groups.get(at);
    if (group && !group.part && isWithin(node, group.table)) {
      return { kind: "relations", declaration: at };
    }
    return { kind: "statement", node: at };
  }

  private referenceAt(call: ts.CallExpression, node: NameNode): Place | undefined {
    const callee = call.expression;
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== "references")
      return undefined;
    if (!call.arguments.some((argument) => isWithin(node, argument))) return undefined;
    let column: string | undefined;
    for (let at: ts.Node = call; !ts.isSourceFile(at); at = at.parent) {
      if (column === undefined && ts.isObjectLiteralElementLike(at)) column = keyOf(at);
      const table = this.tables.get(at);
      if (table) return { kind: "reference", name: callee.name, table, column: column ?? "" };
    }
    return undefined;
  }

  private isSchemaKey(property: ts.ObjectLiteralElementLike, node: NameNode): boolean {
    if (property.name !== node || !ts.isObjectLiteralExpression(property.parent)) return false;
    const call = property.parent.parent;
    if (!ts.isCallExpression(call)) return false;
    if (calledName(call) === "omit") return true;
    const made = drizzleFunction(this.checker, call.expression);
    return !!made && /^create\w+Schema$/.test(made) && call.arguments[1] === property.parent;
  }

  /** Whether the property's object holds nothing but tables and relations, this one among them. */
  private isTableList(property: ts.ObjectLiteralElementLike, node: NameNode): boolean {
    const list = property.parent;
    if (!ts.isObjectLiteralExpression(list)) return false;
    const value = ts.isPropertyAssignment(property) ? unwrap(property.initializer) : property.name;
    if (!value || !isWithin(node, value)) return false;
    const isOfSchema =
      this.isGivenToDrizzle(list) || (isConstant(list) && isDeclarative(list.getSourceFile()));
    return isOfSchema && list.properties.every((each) => this.holdsTable(each));
  }

  private isGivenToDrizzle(list: ts.ObjectLiteralExpression): boolean {
    const property = list.parent;
    const isOption = ts.isPropertyAssignment(property) && keyOf(property) === "schema";
    const call = isOption ? property.parent.parent : list.parent;
    if (!ts.isCallExpression(call)) return false;
    const made = drizzleFunction(this.checker, call.expression);
    return made === (isOption ? "drizzle" : "defineRelations") || made === "defineRelationsPart";
  }

  private holdsTable(property: ts.ObjectLiteralElementLike): boolean {
    if (ts.isSpreadAssignment(property)) return true;
    const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
    if (!value) return false;
    const type = ts.isShorthandPropertyAssignment(property)
      ? this.typeOfShorthand(property)
      : this.checker.getTypeAtLocation(value);
    return ["~columns", "~relations"].some((mark) => type?.getProperty(mark));
  }

  private typeOfShorthand(property: ts.ShorthandPropertyAssignment): ts.Type | undefined {
    const symbol = this.checker.getShorthandAssignmentValueSymbol(property);
    return symbol && this.checker.getTypeOfSymbol(symbol);
  }
}

/** Whether an object is what a variable of the file itself holds. */
function isConstant(list: ts.ObjectLiteralExpression): boolean {
  let at: ts.Node = list;
  while (ts.isExpression(at.parent) && unwrap(at.parent) === list) at = at.parent;
  return ts.isVariableDeclaration(at.parent) && ts.isSourceFile(at.parent.parent.parent.parent);
}
