import { ts } from "ts-morph";
import type { TypeProgram } from "../program/program.ts";
import { textOf } from "../program/references.ts";
import { unwrap } from "../program/syntax.ts";
import { placeOfRecord } from "../routes/locate.ts";
import { entriesOf, isProcedure, isRouterType } from "../routes/survey/entries.ts";
import { valueBehind } from "../routes/router-source.ts";

/** What a declaration is, in one word for people and scripts. */
export type MeaningKind =
  | "router"
  | "route"
  | "procedure"
  | "table"
  | "column"
  | "constant"
  | "function"
  | "class"
  | "interface"
  | "type"
  | "enum"
  | "parameter"
  | "variable"
  | "property"
  | "method"
  | "import"
  | "other";

/** What `declaration` is, and what it is called there: `{ kind: "column", name: "id of posts" }`. */
export function inWords(
  program: TypeProgram,
  declaration: ts.Declaration,
): { readonly kind: MeaningKind; readonly name: string } {
  const name = ts.getNameOfDeclaration(declaration);
  const own = (name && (textOf(name) ?? name.getText())) ?? "(no name)";
  if (ts.isPropertyAssignment(declaration) || ts.isShorthandPropertyAssignment(declaration)) {
    return propertyInWords(program, declaration, own);
  }
  if (ts.isVariableDeclaration(declaration)) return variableInWords(program, declaration, own);
  if (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)) {
    return { kind: "property", name: ofHolder(own, declaration.parent) };
  }
  if (ts.isMethodSignature(declaration) || ts.isMethodDeclaration(declaration)) {
    return { kind: "method", name: ofHolder(own, declaration.parent) };
  }
  if (ts.isEnumMember(declaration))
    return { kind: "property", name: ofHolder(own, declaration.parent) };
  return { kind: kindOf(declaration), name: own };
}

function kindOf(declaration: ts.Declaration): MeaningKind {
  if (ts.isFunctionLike(declaration)) return "function";
  if (ts.isClassLike(declaration)) return "class";
  if (ts.isInterfaceDeclaration(declaration)) return "interface";
  if (ts.isTypeAliasDeclaration(declaration)) return "type";
  if (ts.isEnumDeclaration(declaration)) return "enum";
  if (ts.isParameter(declaration)) return "parameter";
  if (ts.isBindingElement(declaration)) return "variable";
  const isImport =
    ts.isImportSpecifier(declaration) ||
    ts.isImportClause(declaration) ||
    ts.isNamespaceImport(declaration);
  return isImport ? "import" : "other";
}

function variableInWords(
  program: TypeProgram,
  { initializer, parent }: ts.VariableDeclaration,
  name: string,
): { kind: MeaningKind; name: string } {
  const value = initializer && unwrap(initializer);
  const table = value && tableNameIn(value);
  if (table !== undefined) {
    return { kind: "table", name: table === "" ? name : `${name} (${JSON.stringify(table)})` };
  }
  if (value && isRoute(program, value)) return { kind: "router", name };
  if (value && ts.isFunctionLike(value)) return { kind: "function", name };
  const isConstant =
    ts.isVariableDeclarationList(parent) &&
    (parent.flags & ts.NodeFlags.Const) !== 0 &&
    ts.isSourceFile(parent.parent.parent);
  return { kind: isConstant ? "constant" : "variable", name };
}

function propertyInWords(
  program: TypeProgram,
  property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment,
  name: string,
): { kind: MeaningKind; name: string } {
  const record = property.parent;
  const call = record.parent;
  if (
    ts.isCallExpression(call) &&
    call.arguments[1] === record &&
    tableNameIn(call) !== undefined
  ) {
    const table = call.parent;
    return { kind: "column", name: ofHolder(name, table) };
  }
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  const inner = valueBehind(program, value);
  const isLeaf = isProcedure(program, inner);
  if (isLeaf || isRoute(program, inner)) {
    const place = placeOfRecord(record);
    const path = place ? [place.variable, ...place.keys, name].join(".") : name;
    return { kind: isLeaf ? "procedure" : "route", name: path };
  }
  return { kind: "property", name: ofHolder(name, record.parent) };
}

/** Whether `value` is a router, or a record of procedures that is mounted as one. */
function isRoute(program: TypeProgram, value: ts.Expression): boolean {
  if (ts.isCallExpression(value) && isRouterType(program, value)) return true;
  if (!ts.isObjectLiteralExpression(value)) return false;
  const { entries } = entriesOf(program, value);
  return entries.some((entry) => isProcedure(program, valueBehind(program, entry.value)));
}

/** What a call that makes a table calls it in the database; undefined if it makes none. */
function tableNameIn(value: ts.Expression): string | undefined {
  if (!ts.isCallExpression(value) || value.arguments.length < 2) return undefined;
  if (!/(?:^|[a-z.])[tT]able$/.test(value.expression.getText())) return undefined;
  const [name] = value.arguments;
  return name && ts.isStringLiteralLike(name) ? name.text : "";
}

/** `id of posts`, if what it is a part of has a name. */
function ofHolder(name: string, holder: ts.Node): string {
  for (let at = holder; !ts.isSourceFile(at); at = at.parent) {
    const own = nameOfHolder(at);
    if (own) return `${name} of ${textOf(own) ?? own.getText()}`;
  }
  return name;
}

function nameOfHolder(node: ts.Node): ts.Node | undefined {
  const isHolder =
    ts.isVariableDeclaration(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isEnumDeclaration(node) ||
    ts.isPropertyAssignment(node);
  return isHolder ? node.name : undefined;
}
