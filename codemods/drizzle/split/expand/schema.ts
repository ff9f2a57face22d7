import { ts } from "ts-morph";
import type { EditSet } from "../../../program/edit-set.ts";
import { noteAt } from "../../../program/notes.ts";
import type { Note } from "../../../step.ts";
import { calledName, firstCall } from "../../syntax.ts";
import type { Column, Table } from "../../tables.ts";
import type { SplitColumnParams } from "../params.ts";
import { indentOf, lineBreakOf } from "./text.ts";
import { partTypes, statedType } from "../types.ts";

interface NewColumn {
  readonly key: string;
  readonly database: string;
  readonly type: string;
  readonly is?: string | undefined;
  readonly comment?: string | undefined;
}

/** Declares the new columns, which may hold NULL, behind the old one, and their types above the table. */
export function addColumns(
  checker: ts.TypeChecker,
  table: Table,
  column: Column,
  params: SplitColumnParams,
  edits: EditSet,
): readonly Note[] {
  const wanted = [...Object.entries(params.into), ...Object.entries(params.add)].map(
    ([key, { database, type, is, comment }]): NewColumn => ({ key, database, type, is, comment }),
  );
  const clash = wanted.flatMap((each) => clashOf(table, each) ?? []);
  if (clash.length > 0) return clash;
  const missing = wanted.filter(({ key }) => !table.columns.some((each) => each.key === key));
  if (missing.length === 0) return [];
  const builder = builderOf(column);
  if (!builder) {
    const message = `the column \`${column.key}\` is not declared by a call such as \`jsonb("…")\`, which the new columns would be declared like. Declare it so, then run again.`;
    return [noteAt(column.property, "column-not-called", "blocking", message)];
  }
  const types = declareTypes(checker, table, column, missing, params, edits);
  if (types.length > 0) return types;
  putColumns(column, missing, builder, edits);
  return [];
}

/** A column that is there under the key or the name of a new one, and is another. */
function clashOf({ columns, name }: Table, { key, database }: NewColumn): Note | undefined {
  const other = columns.find(
    (each) =>
      (each.key === key) !== (each.databaseName === database) && each.databaseName !== undefined,
  );
  if (!other) return undefined;
  const message = `${name} has a column \`${other.key}\` already, which is \`${other.databaseName}\` in the database; the plan adds \`${key}\` as \`${database}\`. Change the plan or the schema, then run again.`;
  return noteAt(other.property, "column-taken", "blocking", message);
}

interface Builder {
  /** `jsonb`, `t.json`. */
  readonly callee: string;
  readonly quote: string;
  /** What stands behind the name: `, { mode: "json" }`. */
  readonly rest: string;
}

function builderOf({ property }: Column): Builder | undefined {
  if (!ts.isPropertyAssignment(property)) return undefined;
  const call = firstCall(property.initializer);
  if (!call || !ts.isCallExpression(call) || calledName(call) === undefined) return undefined;
  const [first, ...others] = call.arguments;
  const text = first?.getText() ?? "";
  const isNamed = !!first && ts.isStringLiteralLike(first);
  const rest = isNamed ? others : [...call.arguments];
  return {
    callee: call.expression.getText(),
    quote: isNamed ? text.charAt(0) : '"',
    rest: rest.map((each) => `, ${each.getText()}`).join(""),
  };
}

function putColumns(
  { property }: Column,
  columns: readonly NewColumn[],
  { callee, quote, rest }: Builder,
  edits: EditSet,
): void {
  const file = property.getSourceFile();
  const line = lineBreakOf(file);
  const indent = indentOf(property);
  const tail = /^[^\S\r\n]*,(?:[^\S\r\n]*\/\/[^\r\n]*)?/.exec(
    file.text.slice(property.getEnd()),
  )?.[0];
  const isSpaced = /\n[^\S\r\n]*\r?\n/.test(
    file.text.slice(property.getFullStart(), property.getStart(file)),
  );
  const text = columns
    .map(({ key, database, type, comment }) => {
      const said = comment === undefined ? "" : `// ${comment}${line}${indent}`;
      const blank = isSpaced || comment !== undefined ? line : "";
      const name = `${quote}${database}${quote}`;
      return `${blank}${line}${indent}${said}${key}: ${callee}(${name}${rest}).$type<${type}>()`;
    })
    .join(",");
  const end = property.getEnd() + (tail?.length ?? 0);
  edits.add(file, { start: end, end, text: tail === undefined ? `,${text}` : `${text},` });
}

function declareTypes(
  checker: ts.TypeChecker,
  table: Table,
  column: Column,
  columns: readonly NewColumn[],
  params: SplitColumnParams,
  edits: EditSet,
): readonly Note[] {
  const file = table.declaration.getSourceFile();
  const line = lineBreakOf(file);
  const whole = statedType(column);
  const derived = whole ? partTypes(checker, whole, params) : new Map<string, string>();
  const notes: Note[] = [];
  const texts: string[] = [];
  for (const { key, type, is, comment } of columns) {
    const known = declaredAs(file, type);
    if (known === "type") continue;
    if (known) {
      const message = `\`${type}\` is to be the type of \`${key}\`, and means something else in this file. Give another name in the plan, then run again.`;
      notes.push(noteAt(known, "name-taken", "blocking", message));
      continue;
    }
    const text = is ?? derived.get(key);
    if (text === undefined) {
      const message = `the type of \`${key}\` cannot be derived, since \`${column.key}\` has no \`$type<…>\`. Say what it is in the plan (\`is\`), then run again.`;
      notes.push(noteAt(column.property, "type-unknown", "blocking", message));
      continue;
    }
    const said = comment === undefined ? "" : `/** ${comment} */${line}`;
    texts.push(said + typeText(file, type, text.replaceAll("\n", line)));
  }
  if (notes.length > 0 || texts.length === 0) return notes;
  const start = startOfStatement(table);
  const text = texts.map((each) => each + line + line).join("");
  edits.add(file, { start, end: start, text });
  return [];
}

/** A type of its own name; one that is an object is an interface, as linters want it. */
function typeText(file: ts.SourceFile, name: string, is: string): string {
  const alias = ts.createSourceFile("is.ts", `type T = ${is}`, ts.ScriptTarget.ESNext)
    .statements[0];
  const isObject = alias && ts.isTypeAliasDeclaration(alias) && ts.isTypeLiteralNode(alias.type);
  if (isObject) return `export interface ${name} ${is.trim()}`;
  const end = file.text.includes(";") ? ";" : "";
  return `export type ${name} =${/^\s/.test(is) ? "" : " "}${is}${end}`;
}

/** What the name stands for in a file: a type that is exported, or something else. */
function declaredAs(file: ts.SourceFile, name: string): "type" | ts.Node | undefined {
  for (const statement of file.statements) {
    const isType = ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement);
    if (isType && statement.name.text === name) return "type";
    if (ts.isImportDeclaration(statement)) {
      const bindings = statement.importClause?.namedBindings;
      const found =
        bindings && ts.isNamedImports(bindings)
          ? bindings.elements.find((each) => each.name.text === name)
          : undefined;
      if (found) return "type";
    }
    const isOther =
      ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)
        ? statement.name
        : undefined;
    if (isOther?.text === name) return isOther;
  }
  return undefined;
}

/** Where the table's statement starts, with the comments that are about it. */
function startOfStatement({ declaration }: Table): number {
  const statement = declaration.parent.parent;
  const { text } = statement.getSourceFile();
  let start = statement.getStart();
  const comments = ts.getLeadingCommentRanges(text, statement.getFullStart()) ?? [];
  for (const { pos, end } of comments.toReversed()) {
    const isOwn = /^[^\S\r\n]*\r?\n?[^\S\r\n]*$/.test(text.slice(end, start));
    if (!isOwn || !/(?:^|\n)[^\S\r\n]*$/.test(text.slice(0, pos))) break;
    start = pos;
  }
  return start;
}
