import { ts } from "ts-morph";
import { calledName, walk } from "./syntax.ts";

/** A text of the code that names something in the database. */
export interface SqlText {
  readonly node: ts.Node;
  /** What is written, with the expressions of a template left out. */
  readonly text: string;
  /** Whether it is known to be SQL: tagged with `sql`, or handed to what runs SQL. */
  readonly isSql: boolean;
  /** Where in the file the name stands, once a line. */
  readonly offsets: readonly number[];
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
      if (!hasWord(text, name)) return;
      found.push({ node, text, isSql: isRunAsSql(node), offsets: offsetsIn(file, node, name) });
    }
  });
  return found;
}

/** Where `name` is written in `node`, once a line; an escape may hide it, and then it is the whole. */
function offsetsIn(
  file: ts.SourceFile,
  node: ts.StringLiteralLike | ts.TemplateExpression,
  name: string,
): readonly number[] {
  const parts: readonly ts.Node[] = ts.isTemplateExpression(node)
    ? [node.head, ...node.templateSpans.map(({ literal }) => literal)]
    : [node];
  const lines = new Map<number, number>();
  for (const part of parts) {
    const start = part.getStart(file);
    for (const { index } of file.text.slice(start, part.end).matchAll(wordPattern(name))) {
      const { line } = file.getLineAndCharacterOfPosition(start + index);
      if (!lines.has(line)) lines.set(line, start + index);
    }
  }
  return lines.size === 0 ? [node.getStart(file)] : [...lines.values()];
}

/** Whether `text` names a table: as SQL does, or because the name says nothing else. */
export function namesTable({ text, isSql }: SqlText, name: string): boolean {
  if (isSql || (isTableInSql(text, name) && isSqlAround(text, name))) return true;
  return /[_]/.test(name) && text.trim().replaceAll(/^["`]|["`]$/g, "") === name;
}

const BEFORE_TABLES = "from join into update table truncate references using only exists on".split(
  " ",
);

/** Whether `name` stands in `text` where SQL has the name of a table. */
export function isTableInSql(text: string, name: string): boolean {
  const before = String.raw`\b(?:${BEFORE_TABLES.join("|")})\s+`;
  return new RegExp(before + quoted(name), "i").test(text);
}

/**
 * Whether a text in which `name` follows a word that SQL has before tables is SQL, and no prose:
 * "inferred from posts". A statement, a word in capitals, or a clause and nothing before it.
 */
function isSqlAround(text: string, name: string): boolean {
  if (looksLikeSql(text)) return true;
  const inCapitals = BEFORE_TABLES.map((word) => word.toUpperCase()).join("|");
  if (new RegExp(String.raw`\b(?:${inCapitals})\s+${quoted(name)}`).test(text)) return true;
  const begin = String.raw`^\s*(?:(?:left|right|inner|full|cross|outer|natural)\s+)*(?:from|join|into)\s+`;
  const end = String.raw`(?:\s+(?:as\s+)?\w+)?\s*(?:$|[,;()]|\b(?:on|where|using|set|join|group|order|limit)\b)`;
  return new RegExp(begin + quoted(name) + end, "i").test(text);
}

/** A table's name in a pattern, as it may be written: with its schema, and in quotes. */
function quoted(name: string): string {
  return `(?:["\`]?\\w+["\`]?\\.)?["\`]?${escaped(name)}["\`]?(?![\\w])`;
}

/** Whether `text` reads as SQL at all. */
export function looksLikeSql(text: string): boolean {
  return /\b(?:select\b[\s\S]*\bfrom|insert\s+into|update\s+\S+\s+set|delete\s+from|alter\s+table|create\s+(?:unique\s+)?(?:table|index)|truncate)\b/i.test(
    text,
  );
}

/** Whether `name` is in `text` as a whole word. */
export function hasWord(text: string, name: string): boolean {
  return wordPattern(name).test(text);
}

function wordPattern(name: string): RegExp {
  return new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, "g");
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
