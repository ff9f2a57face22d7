import type { RepoPath } from "../../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../../workspace/snapshot.ts";
import { noteAt } from "../../../program/notes.ts";
import type { Note, StepResult } from "../../../step.ts";
import { lookUp, viewOf } from "../../look-up.ts";
import type { View } from "../../look-up.ts";
import type { Column, Table } from "../../tables.ts";
import type { SplitColumnParams } from "../params.ts";
import { writesOf } from "../writes.ts";
import type { ColumnWrites } from "../writes.ts";
import { specifierFor } from "./helpers.ts";
import { leaveOut } from "./left-out.ts";
import { rewriteWrites } from "./rewrite.ts";
import { addColumns } from "./schema.ts";
import { sqlNotes } from "./sql-writes.ts";

/** What the expanding side does to the code, but for the imports that it takes. */
export interface Expanded extends StepResult {
  readonly imports: readonly HelperImport[];
}

/** Helpers that a file calls now. */
export interface HelperImport {
  readonly path: RepoPath;
  readonly names: readonly string[];
  /** The helper module as the file is to write it. */
  readonly from: string;
}

/**
 * Adds the new columns, and has each write of the old one write them too. A write that is not
 * understood is a note for a person. Throws UserError as `lookUp` does.
 */
export function expand(params: SplitColumnParams, snapshot: Snapshot): Expanded {
  const found = look(params, snapshot);
  if (!found) return { ops: [], notes: [], imports: [] };
  const { view, table, column, writes } = found;
  const { program, schema } = view;
  const { module, functions } = params.helpers;
  if (writes.writes.length > 0 && !snapshot.has(module)) {
    return { ops: [], notes: [noHelpers(column, params)], imports: [] };
  }
  const specifiers = new Map<RepoPath, string | undefined>();
  const specifierIn = (path: RepoPath): string | undefined => {
    if (!specifiers.has(path)) {
      specifiers.set(path, specifierFor(snapshot, program.resolver, path, module));
    }
    return specifiers.get(path);
  };
  const canImport = (path: RepoPath): boolean => specifierIn(path) !== undefined;
  const goal = { table, column };
  const rewritten = rewriteWrites(program, schema, goal, params, writes, canImport);
  const { edits } = rewritten;
  const notes = [
    ...rewritten.notes,
    ...leaveOut(program, schema, view.files, goal, params, edits),
    ...sqlNotes(snapshot, program, view.files, goal),
    ...addColumns(program.checker, table, column, params, edits),
  ];
  const isBlocked = notes.some(({ severity }) => severity === "blocking");
  if (isBlocked) return { ops: [], notes, imports: [] };
  const imports = [...rewritten.helpers]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, keys]) => ({
      path,
      names: [...keys].map((key) => functions[key] ?? key).sort(),
      from: specifierIn(path) ?? module,
    }));
  return { ops: edits.ops(), notes, imports };
}

interface Found {
  readonly view: View;
  readonly table: Table;
  readonly column: Column;
  readonly writes: ColumnWrites;
}

/** The column and its writes; undefined if it has been dropped, so that nothing is left to split. */
function look(params: SplitColumnParams, snapshot: Snapshot): Found | undefined {
  const at = params.column.indexOf("#");
  const path = at === -1 ? undefined : params.column.slice(0, at);
  const [name = "", key = ""] = params.column.slice(at + 1).split(".");
  const needles = new Set([name, key]);
  for (;;) {
    const view = viewOf(snapshot, needles);
    if (isDone(view, params, name, key)) return undefined;
    const wanted = { path, table: name, column: key, database: params.database, in: params.in };
    const goal = lookUp(snapshot, view, wanted);
    if (!goal?.column) return undefined;
    const { table, column } = goal;
    const writes = writesOf(view.program, view.files, table, column);
    const before = needles.size;
    for (const each of writes.functions) needles.add(each);
    // SQL names them so.
    for (const each of [table, column]) {
      if (each.databaseName !== undefined) needles.add(each.databaseName);
    }
    if (needles.size === before) return { view, table, column, writes };
  }
}

/** Whether the table has all new columns, and the old one no more. */
function isDone({ schema }: View, { into }: SplitColumnParams, name: string, key: string): boolean {
  return schema.tables.some(
    (table) =>
      table.name === name &&
      !table.columns.some((column) => column.key === key) &&
      Object.keys(into).every((part) => table.columns.some((column) => column.key === part)),
  );
}

function noHelpers({ property, key }: Column, { helpers: { module } }: SplitColumnParams): Note {
  const message = `the functions that take \`${key}\` apart are to be in ${module}, which is not there. Write it in an earlier step, then run again.`;
  return noteAt(property, "helpers-missing", "blocking", message);
}
