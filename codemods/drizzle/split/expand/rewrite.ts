import { ts } from "ts-morph";
import type { RepoPath } from "../../../../workspace/repo-path.ts";
import { EditSet } from "../../../program/edit-set.ts";
import { noteAt } from "../../../program/notes.ts";
import { pathOf } from "../../../program/program.ts";
import type { TypeProgram } from "../../../program/program.ts";
import type { Note } from "../../../step.ts";
import type { Schema } from "../../schema.ts";
import { calledName, firstCall, keyOf } from "../../syntax.ts";
import type { Column, Table } from "../../tables.ts";
import type { SplitColumnParams } from "../params.ts";
import type { ColumnWrites, HiddenWrite } from "../writes.ts";
import { Constants } from "./keep.ts";
import { oldValues } from "./old-value.ts";
import { putBehind } from "./put.ts";
import { newValues } from "./values.ts";

/** What the writes of a column become. */
export interface Rewritten {
  readonly edits: EditSet;
  readonly notes: readonly Note[];
  /** The helpers that each file calls now, by the keys of their columns. */
  readonly helpers: ReadonlyMap<RepoPath, ReadonlySet<string>>;
}

/** Has each of `writes` write the new columns, too; what it cannot is a note for a person. */
export function rewriteWrites(
  program: TypeProgram,
  schema: Schema,
  goal: { readonly table: Table; readonly column: Column },
  params: SplitColumnParams,
  { writes, hidden }: ColumnWrites,
  canImport: (path: RepoPath) => boolean,
): Rewritten {
  const { table, column } = goal;
  const { checker } = program;
  const edits = new EditSet();
  const constants = new Constants();
  const notes = hidden.map((each) => hiddenNote(each, column, params));
  const helpers = new Map<RepoPath, Set<string>>();
  const isOld = oldValues(program, schema, table, column);
  const isNullable = !isNotNull(column);

  for (const write of writes) {
    const { property, row } = write;
    const path = pathOf(property.getSourceFile());
    const value = valueOf(property);
    const missing = Object.keys(params.into).filter((key) => !hasKey(row, key));
    if (path === undefined || missing.length === 0) continue;
    if (!value) {
      notes.push(leftNote(property, column, missing, "it is no plain value"));
      continue;
    }
    if (!hasRoom(checker, row, column, missing)) {
      notes.push(
        leftNote(
          property,
          column,
          missing,
          "the type of this object is written by hand, and has no room for more",
        ),
      );
      continue;
    }
    const called = new Set<string>();
    const result = newValues(
      {
        checker,
        params,
        column,
        isNullable,
        isOld,
        constants,
        edits,
        canImport: canImport(path),
        needs: (key) => void called.add(key),
      },
      value,
    );
    if ("why" in result) {
      notes.push(leftNote(property, column, missing, result.why));
      continue;
    }
    const texts = missing.flatMap((key) => {
      const text = result.texts.get(key);
      return text === undefined ? [] : [text === key ? key : `${key}: ${text}`];
    });
    for (const [key, { at }] of Object.entries(params.also)) {
      if (!write.isInsert || mayHaveKey(checker, row, key)) continue;
      const text = result.member(at);
      if (text !== undefined) texts.push(text === key ? key : `${key}: ${text}`);
    }
    putBehind(row, property, texts, edits);
    for (const key of called) {
      if (!missing.includes(key)) continue;
      helpers.set(path, (helpers.get(path) ?? new Set()).add(key));
    }
  }
  constants.addTo(edits);
  return { edits, notes, helpers };
}

function valueOf(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

/** Whether the type that an object has to be of, if it is not the table's, can have more members. */
function hasRoom(
  checker: ts.TypeChecker,
  row: ts.ObjectLiteralExpression,
  column: Column,
  keys: readonly string[],
): boolean {
  const type = checker.getContextualType(row);
  const declared = type?.getProperty(column.key)?.declarations ?? [];
  const isByHand = declared.length > 0 && declared.every((each) => ts.isPropertySignature(each));
  return !type || !isByHand || keys.every((key) => type.getProperty(key) !== undefined);
}

function hasKey(row: ts.ObjectLiteralExpression, key: string): boolean {
  return row.properties.some((property) => keyOf(property) === key);
}

/** Whether a row has a value for a column, or a spread that may have one. */
function mayHaveKey(
  checker: ts.TypeChecker,
  row: ts.ObjectLiteralExpression,
  key: string,
): boolean {
  return row.properties.some((property) => {
    if (!ts.isSpreadAssignment(property)) return keyOf(property) === key;
    const type = checker.getTypeAtLocation(property.expression);
    const isUnknown = (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
    return isUnknown || checker.getPropertyOfType(type, key) !== undefined;
  });
}

/** Whether the schema says that the column holds no NULL. */
export function isNotNull({ property }: Column): boolean {
  if (!ts.isPropertyAssignment(property)) return false;
  const bottom = firstCall(property.initializer);
  for (let at: ts.Node = bottom ?? property; at !== property; at = at.parent) {
    if (ts.isCallExpression(at) && calledName(at) === "notNull") return true;
  }
  return false;
}

function leftNote(node: ts.Node, column: Column, missing: readonly string[], why: string): Note {
  const message = `this writes \`${column.key}\` without ${listed(missing)}, and is left as it is: ${why}. Write ${missing.length === 1 ? "it" : "them"} beside it.`;
  return noteAt(node, "write-left", "manual", message);
}

const HIDDEN: Readonly<Record<HiddenWrite["why"], string>> = {
  rows: "the rows that are written here are made where this step cannot see it",
  select: "the rows that are written here come from a query",
  assignment: "the value is assigned here, and not part of an object that is written",
  table: "the table is handed on with what may be a row",
  spread: "this spread may bring another value than the one before it",
};

function hiddenNote({ node, why }: HiddenWrite, column: Column, { into }: SplitColumnParams): Note {
  const keys = listed(Object.keys(into));
  const message = `${HIDDEN[why]}, so that it may write \`${column.key}\` without ${keys}. See that it writes all of them.`;
  return noteAt(node, "hidden-write", "manual", message);
}

function listed(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(" and ");
}
