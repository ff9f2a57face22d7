import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { positionAt } from "../../../workspace/text-edit.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { nameNodes, referencesAt } from "../../program/references.ts";
import type { Note } from "../../step.ts";
import { isInMigrations } from "../history.ts";
import { comesFrom } from "../rows.ts";
import { queryNames } from "../queries.ts";
import type { Schema } from "../schema.ts";
import { hasWord, isTableInSql, looksLikeSql, namesTable, textsNaming } from "../sql-text.ts";
import { calledName, isWithin } from "../syntax.ts";
import { writtenKeys } from "../writes.ts";
import { mockedNames } from "./mocks.ts";
import type { Goal, Removal } from "./plan.ts";
import { referencesTo } from "../targets.ts";

/** What is to be said about every place that still uses what is to go, one note a place. */
export function useNotes(
  program: TypeProgram,
  schema: Schema,
  files: readonly RepoPath[],
  goal: Goal,
  removal: Removal,
): readonly Note[] {
  const notes = new Map<string, Note>();
  const sources = files.flatMap((path) => program.sourceFile(path) ?? []);
  const isGoing = (node: ts.Node): boolean =>
    [...removal.removed].some((gone) => isWithin(node, gone));
  const say: Say = (node, code, how, offset) => {
    if (isGoing(node)) return;
    const note =
      code === "still-used"
        ? noteAt(
            node,
            code,
            "blocking",
            `${nameOf(goal)} is still used here, ${how}. Remove the use, or have an earlier step do it, then run again.`,
            offset,
          )
        : noteAt(node, code, "manual", `this may be ${nameOf(goal)}: ${how}. Look at it.`, offset);
    const key = `${note.path}:${note.line}:${note.column}`;
    if (notes.get(key)?.severity !== "blocking") notes.set(key, note);
  };

  for (const file of sources) {
    for (const name of queryNames(program, schema, file)) {
      if (name.kind === "table" && !goal.column && name.table === goal.table) {
        say(name.node, "still-used", "by a query");
      }
      if (name.kind === "column" && name.table === goal.table && name.key === goal.column?.key) {
        say(name.node, "still-used", "by a query");
      }
      if (name.kind === "relation" && removal.relations.has(name.entry)) {
        say(name.node, "still-used", "by a query, with a relation that goes with it");
      }
    }
    for (const node of mockedNames(program, file, removal.names, goal)) {
      say(node, "still-used", "by a stand-in for its module");
    }
    for (const node of removal.uses) {
      if (node.getSourceFile() === file) say(node, "still-used", howUsed(node));
    }
    if (goal.column) columnUses(program, schema, file, goal, say);
    textUses(program, file, goal, say);
  }
  return [...notes.values()].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.line - b.line || a.column - b.column,
  );
}

type Say = (
  node: ts.Node,
  code: "still-used" | "possible-use",
  how: string,
  offset?: number,
) => void;

/** Uses of a column that its type does not show, since the database or a row is of unknown type. */
function columnUses(
  program: TypeProgram,
  schema: Schema,
  file: ts.SourceFile,
  goal: Goal,
  say: Say,
): void {
  const key = goal.column?.key;
  if (key === undefined) return;
  const tables = referencesTo(
    program.checker,
    file,
    new Set([goal.table.name]),
    new Set([goal.table.declaration]),
  );
  if (tables.length === 0) return;
  for (const table of tables) {
    const named = ts.isPropertyAccessExpression(table.parent) ? table.parent : table;
    for (const node of writtenKeys(program.checker, named, key))
      say(node, "still-used", "as a value to write");
  }
  const rows = new Set<ts.Node>([
    ...tables,
    ...queryNames(program, schema, file)
      .filter(
        ({ kind, ...name }) => kind === "table" && "table" in name && name.table === goal.table,
      )
      .map(({ node }) => node),
  ]);
  for (const node of nameNodes(file, new Set([key]))) {
    const isRead =
      (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
      ts.isBindingElement(node.parent);
    if (!isRead) continue;
    const members = referencesAt(program.checker, node).filter(({ role }) => role === "member");
    if (members.some(({ declarations }) => declarations.length > 0)) continue;
    if (comesFrom(program.checker, node, rows)) say(node, "still-used", "from a row of the table");
    else {
      const how = "it is read from a value of unknown type, in a file that uses the table";
      say(node, "possible-use", how);
    }
  }
}

/** Texts that name the table or column as the database does. */
function textUses(program: TypeProgram, file: ts.SourceFile, goal: Goal, say: Say): void {
  const table = goal.table.databaseName;
  if (!goal.column) {
    if (table === undefined) return;
    for (const text of textsNaming(file, table)) {
      if (!namesTable(text, table)) continue;
      const how = `by its name in the database, \`${table}\``;
      for (const offset of text.offsets) say(text.node, "still-used", how, offset);
    }
    return;
  }
  const name = goal.column.databaseName;
  if (name === undefined) return;
  for (const text of textsNaming(file, name)) {
    if (!text.isSql && !looksLikeSql(text.text)) continue;
    const isOfTable =
      (table !== undefined && hasWord(text.text, table)) ||
      referencesTo(
        program.checker,
        file,
        new Set([goal.table.name]),
        new Set([goal.table.declaration]),
      ).some((node) => shareStatement(node, text.node));
    const how = isOfTable
      ? `by its name in the database, \`${name}\``
      : `SQL has a column \`${name}\` here`;
    for (const offset of text.offsets) {
      say(text.node, isOfTable ? "still-used" : "possible-use", how, offset);
    }
  }
}

function shareStatement(a: ts.Node, b: ts.Node): boolean {
  return nearestStatement(a) === nearestStatement(b);
}

function nearestStatement(node: ts.Node): ts.Node {
  let at = node;
  while (!ts.isStatement(at)) at = at.parent;
  return at;
}

/** Scripts that are no TypeScript (`.sql`, shell) and name the table or column. */
export function scriptNotes(snapshot: Snapshot, goal: Goal): readonly Note[] {
  const { table, column } = goal;
  const name = column ? column.databaseName : table.databaseName;
  if (name === undefined || table.databaseName === undefined) return [];
  const tableName = table.databaseName;
  return (snapshot.containing([name]).get(name) ?? []).flatMap((path): Note[] => {
    if (!/\.(?:sql|sh|bash|zsh)$/.test(path) || isInMigrations(snapshot, path)) return [];
    const text = snapshot.text(path) ?? "";
    const code = text.replaceAll(/--.*$/gm, (comment) => " ".repeat(comment.length));
    if (!(column ? hasWord(code, tableName) : isTableInSql(code, tableName))) return [];
    const at = code.search(
      new RegExp(`(?<![\\w$])${name.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![\\w$])`),
    );
    if (at === -1) return [];
    const message = `${nameOf(goal)} is still used here, by its name in the database, \`${name}\`. Remove the use, or have an earlier step do it, then run again.`;
    return [{ code: "still-used", severity: "blocking", path, ...positionAt(text, at), message }];
  });
}

function nameOf({ table, column }: Goal): string {
  return column ? `the column \`${table.name}.${column.key}\`` : `the table \`${table.name}\``;
}

/** What a token is part of, in words. */
function howUsed(node: ts.Node): string {
  let at = node;
  for (; !ts.isStatement(at.parent) && !ts.isSourceFile(at.parent); at = at.parent) {
    const { parent } = at;
    if (ts.isTypeNode(parent) || ts.isExpressionWithTypeArguments(parent)) return "as a type";
    if (ts.isTaggedTemplateExpression(parent)) return `by \`${parent.tag.getText()}\``;
    if (ts.isCallExpression(parent) && parent.expression !== at) {
      const called = calledName(parent);
      return called === undefined ? "by a call" : `by \`${called}(…)\``;
    }
    if (ts.isObjectLiteralElement(parent)) continue;
    if (ts.isFunctionLike(parent)) break;
  }
  return ts.isBindingElement(node.parent) ? "by a destructuring" : "by this expression";
}
