import { ts } from "ts-morph";
import { calledName, walk } from "./syntax.ts";

/** A text of the code that names something in the database. */
export interface SqlText {
  readonly node: ts.Node;
  /** What is written, with the expressions of a template left out. */
  readonly text: string;
  /** Whether it is known to be SQL: tagged with `sql`, or handed to what runs SQL. */
  readonly isSql: boolean;
}

/** The texts of `file` in which `name` is a word by itself. Modules' names are no texts. */
export function textsNaming(file: ts.SourceFile, name: string): readonly SqlText[] {
  if (!file.text.includes(name)) return [];
  const found: SqlText[] = [];
  walk(file, (node) => {
    if (isModuleName(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      const text = ts.isTemplateExpression(node)
        ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join(" ")
        : node.text;
      if (hasWord(text, name)) found.push({ node, text, isSql: isRunAsSql(node) });
    }
  });
  return found;
}

/** Whether `text` names a table: as SQL does, or because the name says nothing else. */
export function namesTable({ text, isSql }: SqlText, name: string): boolean {
  if (isSql || isTableInSql(text, name)) return true;
  return /[_]/.test(name) && text.trim().replaceAll(/^["`]|["`]$/g, "") === name;
}

/** Whether `name` stands in `text` where SQL has the name of a table. */
export function isTableInSql(text: string, name: string): boolean {
  const quoted = `(?:["\`]?\\w+["\`]?\\.)?["\`]?${escaped(name)}["\`]?(?![\\w])`;
  const before = String.raw`\b(?:from|join|into|update|table|truncate|references|using|only|exists|on)\s+`;
  return new RegExp(before + quoted, "i").test(text);
}

/** Whether `text` reads as SQL at all. */
export function looksLikeSql(text: string): boolean {
  return /\b(?:select\b[\s\S]*\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|alter\s+table|create\s+(?:unique\s+)?(?:table|index)|truncate)\b/i.test(
    text,
  );
}

/** Whether `name` is in `text` as a whole word. */
export function hasWord(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`).test(text);
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function isModuleName(node: ts.Node): boolean {
  const parent = node.parent as ts.Node | undefined;
  if (!parent) return false;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent)
  );
}

const RUNS_SQL = /^(?:sql|raw|execute|unsafe|query|queryRaw|exec|prepare)$/;

function isRunAsSql(node: ts.Node): boolean {
  const parent = node.parent;
  if (ts.isTaggedTemplateExpression(parent)) {
    const tag = ts.isPropertyAccessExpression(parent.tag) ? parent.tag.name : parent.tag;
    return ts.isIdentifier(tag) && /sql$/i.test(tag.text);
  }
  return ts.isCallExpression(parent) && RUNS_SQL.test(calledName(parent) ?? "");
}
