import { ts } from "ts-morph";
import type { RepoPath } from "../../../../workspace/repo-path.ts";
import type { TypeProgram } from "../../../program/program.ts";
import { nameNodes, referencesAt } from "../../../program/references.ts";
import type { NameNode } from "../../../program/references.ts";
import { unwrap } from "../../../program/syntax.ts";
import { queryNames } from "../../queries.ts";
import { comesFrom } from "../../rows.ts";
import type { Schema } from "../../schema.ts";
import { calledName, keyOf } from "../../syntax.ts";
import type { Column, Table } from "../../tables.ts";
import { declarationsBehind, referencesTo } from "../../targets.ts";
import { writesOf } from "../writes.ts";
import type { HiddenWrite } from "../writes.ts";
import { newCarrier } from "./carrier.ts";
import type { Carrier, Reference, Use } from "./carrier.ts";
import { placeOfValue } from "./climb.ts";
import {
  aliasesIn,
  isChanged,
  isInColumns,
  isSchemaMask,
  isSelection,
  isTakenApart,
  literalOf,
  nameOf,
  valueOf,
} from "./flow-syntax.ts";
import { calledFunction } from "./functions.ts";
import type { Parts } from "./parts.ts";
import { trackSelected } from "./selected.ts";
import { trackObject } from "./tracked.ts";

/** What the flow of a column's values is worked out from. */
export interface FlowInput {
  readonly program: TypeProgram;
  readonly schema: Schema;
  readonly files: readonly RepoPath[];
  readonly table: Table;
  readonly column: Column;
  readonly parts: Parts;
  /** The key of the new column that a function, by its declaration, makes of the old value. */
  readonly helpers: ReadonlyMap<ts.Declaration, string>;
}

/** Everything that holds the old value, found from the column outward. */
export class Flow {
  readonly carriers: Carrier[] = [];
  readonly references: Reference[] = [];
  /** By the expression that has the old value there. */
  readonly byExpression = new Map<ts.Node, Reference>();
  /** The keys of rows that are written, and what else is shaped like a row. */
  readonly written = new Map<ts.ObjectLiteralElementLike, { readonly isWrite: boolean }>();
  /** Calls of functions that make a part of the old value, and the column that it is for. */
  readonly helperCalls = new Map<ts.CallExpression, string>();
  /** Places that may write the old column, and show no literal that does. */
  readonly hidden: HiddenWrite[] = [];
  /** Functions that are handed rows: files that name them have to be looked at, too. */
  writers: ReadonlySet<string> = new Set();
  readonly sources: readonly ts.SourceFile[];
  private readonly byDeclaration = new Map<ts.Declaration, Carrier>();
  private readonly seen = new Set<ts.Node>();
  private readonly checker: ts.TypeChecker;

  constructor(readonly input: FlowInput) {
    this.checker = input.program.checker;
    this.sources = input.files.flatMap((path) => input.program.sourceFile(path) ?? []);
    const { table, column } = input;
    this.add(newCarrier("column", column.key, column.property));
    for (const file of this.sources) this.findListed(file, table);
    this.findWritten(table, column);
    for (const file of this.sources) this.findHelperCalls(file);
    for (;;) {
      const before = this.references.length + this.byDeclaration.size;
      for (const file of this.sources) this.look(file);
      if (this.references.length + this.byDeclaration.size === before) return;
    }
  }

  /** The names under which the old value is known. */
  names(): ReadonlySet<string> {
    return new Set(this.carriers.map(({ name }) => name));
  }

  carrierOf(declaration: ts.Declaration): Carrier | undefined {
    return this.byDeclaration.get(declaration);
  }

  /** Has what `expression` names, if it is a constant or a property, split with its readers. */
  absorb(expression: ts.Expression): void {
    const inner = unwrap(expression);
    if (this.byExpression.has(inner)) return;
    const name = nameOf(inner);
    if (!name || !(ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner))) return;
    const declarations = this.declarationsOf(name);
    const values = declarations.map((each) => literalOf(each));
    if (declarations.length === 0 || values.some((value) => !value)) return;
    const isLost = declarations.some(
      ({ parent }) =>
        ts.isObjectLiteralExpression(parent) &&
        trackObject(this.input.program, parent).kind === "lost",
    );
    if (isLost) return;
    declarations.forEach((declaration, index) => {
      const value = values[index];
      if (!value || this.byDeclaration.has(declaration)) return;
      const kind = ts.isVariableDeclaration(declaration) ? "variable" : "property";
      this.add(newCarrier(kind, name.text, declaration, value));
    });
  }

  private declarationsOf(name: ts.Identifier): readonly ts.Declaration[] {
    if (!ts.isShorthandPropertyAssignment(name.parent)) {
      return [...declarationsBehind(this.checker, name)];
    }
    return this.checker.getShorthandAssignmentValueSymbol(name.parent)?.declarations ?? [];
  }

  private add(carrier: Carrier): Carrier {
    const [declaration] = carrier.declarations;
    const known = declaration && this.byDeclaration.get(declaration);
    if (known) {
      for (const definition of carrier.definitions) known.definitions.add(definition);
      return known;
    }
    this.carriers.push(carrier);
    for (const each of carrier.declarations) this.byDeclaration.set(each, carrier);
    return carrier;
  }

  /** `columns: { details: true }` of a relational query. */
  private findListed(file: ts.SourceFile, table: Table): void {
    const [column] = this.carriers;
    if (!column) return;
    for (const name of queryNames(this.input.program, this.input.schema, file)) {
      if (name.kind !== "column" || name.table !== table || name.key !== column.name) continue;
      const { node } = name;
      const isKey = ts.isPropertyAssignment(node) && isInColumns(node);
      const token = isKey && ts.isIdentifier(node.name) ? node.name : undefined;
      if (token) {
        this.seen.add(token);
        this.put(column, token, undefined, { kind: "listed", entry: node });
      }
    }
  }

  private findWritten(table: Table, column: Column): void {
    const { program, files } = this.input;
    const { writes, hidden, functions } = writesOf(program, files, table, column);
    for (const { property } of writes) this.addWritten(property, true);
    this.hidden.push(...hidden);
    this.writers = functions;
  }

  private findHelperCalls(file: ts.SourceFile): void {
    const { helpers } = this.input;
    const names = new Set(
      [...helpers.keys()].map((each) => ts.getNameOfDeclaration(each)?.getText() ?? ""),
    );
    const imported = file.statements.filter((each) => ts.isImportDeclaration(each));
    for (const node of imported.flatMap((each) => [...aliasesIn(each, names)])) names.add(node);
    for (const node of nameNodes(file, names)) {
      const callee = ts.isPropertyAccessExpression(node.parent) ? node.parent : node;
      const call = callee.parent;
      if (!ts.isCallExpression(call) || call.expression !== callee) continue;
      const called = calledFunction(this.input.program, call);
      const key = called && helpers.get(called.declaration);
      const [value] = call.arguments;
      if (key === undefined || !value) continue;
      this.helperCalls.set(call, key);
      this.absorb(value);
    }
  }

  private addWritten(property: ts.ObjectLiteralElementLike, isWrite: boolean): void {
    const known = this.written.get(property);
    if (known && (known.isWrite || !isWrite)) return;
    this.written.set(property, { isWrite });
    if (known) return;
    const value = valueOf(property);
    if (!value || !property.name) return;
    this.add(newCarrier("written", this.input.column.key, property, value));
    this.absorb(value);
  }

  private look(file: ts.SourceFile): void {
    for (const node of nameNodes(file, this.names())) {
      if (this.seen.has(node)) continue;
      const carrier = this.behind(node);
      if (!carrier) continue;
      this.seen.add(node);
      this.refer(carrier, node);
    }
  }

  private behind(node: NameNode): Carrier | undefined {
    const found = new Set<Carrier>();
    for (const declaration of declarationsBehind(this.checker, node)) {
      const carrier = this.byDeclaration.get(declaration);
      if (carrier) found.add(carrier);
    }
    const [first, ...others] = found;
    // Entries of a list that are read as one are split as one.
    for (const other of others) if (first && other.kind === first.kind) this.merge(first, other);
    return first ?? this.ofUnknownRow(node);
  }

  private merge(into: Carrier, from: Carrier): void {
    if (into === from) return;
    for (const declaration of from.declarations) {
      into.declarations.add(declaration);
      this.byDeclaration.set(declaration, into);
    }
    for (const definition of from.definitions) into.definitions.add(definition);
    for (const reference of from.references) reference.carrier = into;
    into.isAnswer ||= from.isAnswer;
    into.isHandedOut ||= from.isHandedOut;
    this.carriers.splice(this.carriers.indexOf(from), 1);
  }

  /** A row whose type says nothing, since the database's does not, but which is one of the table. */
  private ofUnknownRow(node: NameNode): Carrier | undefined {
    const { table, column, program, schema } = this.input;
    if (node.text !== column.key || !ts.isPropertyAccessExpression(node.parent)) return undefined;
    if (node.parent.name !== node) return undefined;
    const members = referencesAt(this.checker, node);
    if (members.some(({ declarations }) => declarations.length > 0)) return undefined;
    const file = node.getSourceFile();
    const rows = new Set<ts.Node>([
      ...referencesTo(this.checker, file, new Set([table.name]), new Set([table.declaration])),
      ...queryNames(program, schema, file).flatMap((name) =>
        name.kind === "table" && name.table === table ? [name.node] : [],
      ),
    ]);
    return comesFrom(this.checker, node, rows) ? this.carriers[0] : undefined;
  }

  private put(
    carrier: Carrier,
    node: NameNode,
    expression: ts.Expression | undefined,
    use: Use,
  ): Reference {
    const reference: Reference = { carrier, node, expression, use };
    carrier.references.push(reference);
    this.references.push(reference);
    if (expression) this.byExpression.set(expression, reference);
    return reference;
  }

  private refer(carrier: Carrier, node: NameNode): void {
    const { parent } = node;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
      if (this.isColumnOfTable(parent)) this.referToColumn(carrier, node, parent);
      else this.put(carrier, node, parent, this.useOf(parent));
    } else if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) {
      this.put(carrier, node, parent, this.useOf(parent));
    } else if (ts.isBindingElement(parent) && this.isTakenFromRow(parent, node)) {
      if (ts.isIdentifier(parent.name) && !parent.initializer && !parent.dotDotDotToken) {
        const element = this.add(newCarrier("element", parent.name.text, parent));
        if (carrier.kind !== "column")
          element.takenFrom = this.put(carrier, node, undefined, { kind: "given" });
      } else if (carrier.kind === "column" && isTakenApart(parent)) {
        this.put(carrier, node, undefined, { kind: "nested", element: parent });
      } else this.escape(carrier, node, "by a pattern");
    } else if (this.isDeclared(node)) {
      return;
    } else if (ts.isShorthandPropertyAssignment(parent)) {
      if (carrier.kind === "column") this.addWritten(parent, false);
      else this.put(carrier, node, node as ts.Identifier, this.useOf(node as ts.Identifier));
    } else if (ts.isObjectLiteralElementLike(parent) && parent.name === node) {
      if (isSchemaMask(parent))
        this.put(carrier, node, undefined, { kind: "listed", entry: parent });
      else this.addWritten(parent, false);
    } else if (ts.isTypeQueryNode(parent) || ts.isLiteralTypeNode(parent)) {
      const isKeyList = ts.isLiteralTypeNode(parent) && !ts.isIndexedAccessTypeNode(parent.parent);
      const use: Use = isKeyList ? { kind: "listed", entry: parent } : { kind: "type" };
      this.put(carrier, node, undefined, use);
    } else if (ts.isIdentifier(node) && ts.isExpression(node)) {
      this.put(carrier, node, node, this.useOf(node));
    } else {
      this.escape(carrier, node, "in a way that is not known here");
    }
  }

  private escape(carrier: Carrier, node: NameNode, how: string): void {
    this.put(carrier, node, undefined, { kind: "escape", how });
  }

  private isDeclared(node: NameNode): boolean {
    const { parent } = node;
    const declaration = parent as ts.Declaration;
    if (!this.byDeclaration.has(declaration)) return false;
    // Of a shorthand, the name is the value too.
    return (
      !ts.isShorthandPropertyAssignment(parent) ||
      this.byDeclaration.get(parent)?.kind === "written"
    );
  }

  private isTakenFromRow(element: ts.BindingElement, node: NameNode): boolean {
    const key = element.propertyName ?? element.name;
    return key === node && !this.byDeclaration.has(element);
  }

  /** Whether `table.column` is the column itself, not a row's value. */
  private isColumnOfTable(access: ts.PropertyAccessExpression): boolean {
    return !!this.checker.getTypeAtLocation(access.expression).getProperty("~columns");
  }

  private referToColumn(
    carrier: Carrier,
    node: NameNode,
    access: ts.PropertyAccessExpression,
  ): void {
    const { parent } = access;
    if (ts.isPropertyAssignment(parent) && isSelection(parent)) {
      this.put(carrier, node, access, { kind: "given" });
      const selected = this.add(newCarrier("property", keyOf(parent) ?? "", parent, access));
      const tracked = trackSelected(this.input.program, parent);
      selected.isAnswer ||= tracked.kind === "answer";
      selected.isHandedOut ||= tracked.kind === "lost";
      return;
    }
    this.escape(carrier, node, "by a query");
  }

  private useOf(value: ts.Expression): Use {
    const place = placeOfValue(value);
    switch (place.kind) {
      case "member":
        return isChanged(place.access)
          ? { kind: "escape", how: "where it is changed in place" }
          : place;
      case "test":
        return { kind: "test", whole: place.whole };
      case "variable":
        return this.givenToVariable(place.declaration);
      case "property":
        return this.givenToProperty(place.property, place.value);
      case "argument":
        return this.givenToFunction(place.call, place.index);
      case "other":
        return { kind: "escape", how: place.how };
    }
  }

  private givenToVariable(declaration: ts.VariableDeclaration): Use {
    if (ts.isObjectBindingPattern(declaration.name)) return { kind: "pattern", declaration };
    if (!ts.isIdentifier(declaration.name)) return { kind: "escape", how: "by a pattern" };
    this.add(newCarrier("variable", declaration.name.text, declaration, declaration.initializer));
    return { kind: "given" };
  }

  private givenToProperty(
    property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
    value: ts.Expression,
  ): Use {
    const name = keyOf(property);
    if (this.written.has(property)) return { kind: "given" };
    if (name === undefined) return { kind: "escape", how: "under a name that is worked out" };
    if (
      declarationsBehind(this.checker, property.name as NameNode).has(this.input.column.property)
    ) {
      this.addWritten(property, false);
      return { kind: "given" };
    }
    const tracked = trackObject(this.input.program, property.parent);
    if (tracked.kind === "lost") return { kind: "escape", how: tracked.how };
    const carrier = this.add(newCarrier("property", name, property, value));
    carrier.isAnswer ||= tracked.kind === "answer";
    return { kind: "given" };
  }

  private givenToFunction(call: ts.CallExpression, index: number): Use {
    const called = calledFunction(this.input.program, call);
    if (called && this.input.helpers.has(called.declaration)) return { kind: "given" };
    const name = calledName(call) ?? "a function";
    const parameter = called?.parameters?.[index];
    if (!called?.calls || !parameter || !ts.isIdentifier(parameter.name)) {
      return { kind: "escape", how: `by \`${name}(…)\`` };
    }
    for (const each of called.calls) {
      const value = each.arguments[index];
      if (!value || each.arguments.slice(0, index).some(ts.isSpreadElement)) {
        return { kind: "escape", how: `by \`${name}(…)\`` };
      }
      this.add(newCarrier("parameter", parameter.name.text, parameter, value));
    }
    return { kind: "given" };
  }
}
