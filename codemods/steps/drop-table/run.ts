import { posix } from "node:path";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { planRemoval } from "../../drizzle/removal/plan.ts";
import type { Goal, Removal } from "../../drizzle/removal/plan.ts";
import { deletedFiles } from "../../drizzle/removal/files.ts";
import { scriptNotes, useNotes } from "../../drizzle/removal/uses.ts";
import type { Note, StepResult } from "../../step.ts";
import { syntaxNotes, unreadableNotes } from "../readable.ts";
import { applyRemoval } from "./apply.ts";
import { filesWith, isForgotten, lookUp, nearest, viewOf } from "../../drizzle/look-up.ts";
import type { View, Wanted } from "../../drizzle/look-up.ts";
import type { DropColumnParams, DropTableParams } from "./params.ts";

/** See `dropTable` of `drop-table.ts`. */
export function dropTable(params: DropTableParams, snapshot: Snapshot): Promise<StepResult> {
  const { path, rest } = splitPath(params.table);
  const { database, in: globs } = params;
  return run(snapshot, { path, table: rest, column: undefined, database, in: globs });
}

/** See `dropColumn` of `drop-column.ts`. */
export function dropColumn(params: DropColumnParams, snapshot: Snapshot): Promise<StepResult> {
  const { path, rest } = splitPath(params.column);
  const [table = "", column] = rest.split(".");
  const { database, in: globs } = params;
  return run(snapshot, { path, table, column, database, in: globs });
}

async function run(snapshot: Snapshot, wanted: Wanted): Promise<StepResult> {
  const planned = plan(snapshot, wanted);
  if (!planned) return { ops: [], notes: [] };
  if ("code" in planned) return { ops: [], notes: [planned] };
  const { view, goal, removal } = planned;
  const notes = [
    ...unreadableNotes(snapshot, wanted.column ?? wanted.table),
    ...removal.notes,
    ...useNotes(view.program, view.schema, view.files, goal, removal),
    ...scriptNotes(snapshot, goal),
  ];
  if (notes.some(({ severity }) => severity === "blocking")) return { ops: [], notes };
  const applied = await applyRemoval(snapshot, view.program, view.files, removal);
  const result = { ops: applied.ops, notes: [...notes, ...applied.notes] };
  const broken = syntaxNotes(view.program, view.files, result.ops);
  const all = [...result.notes, ...broken];
  const isBlocked = all.some(({ severity }) => severity === "blocking");
  return { ops: isBlocked ? [] : result.ops, notes: all };
}

interface Planned {
  readonly view: View;
  readonly goal: Goal;
  readonly removal: Removal;
}

/** There is no trace of what is to be dropped: so it has been, or it is called otherwise. */
function forgottenNote({ schema }: View, wanted: Wanted): Note | undefined {
  const { table, column } = wanted;
  const owner = schema.tables.find(({ name }) => name === table);
  const file = (owner ?? schema.tables[0])?.path;
  if (file === undefined) return undefined;
  const what = column === undefined ? `table ${table}` : `column ${column} of ${table}`;
  const names =
    column === undefined
      ? schema.tables.map(({ name }) => name)
      : (owner?.columns.map(({ key }) => key) ?? []);
  const message = `there is no ${what}, and there are no migrations that could say whether there was: it is taken to be dropped.${nearest(names, column ?? table)}`;
  return { code: "nothing-to-drop", severity: "info", path: file, line: 1, column: 1, message };
}

/** Looks again with every name under which something that goes is handed on, until there is no new one. */
function plan(snapshot: Snapshot, wanted: Wanted): Planned | Note | undefined {
  const needles = new Set([wanted.column ?? wanted.table, wanted.table]);
  for (;;) {
    const view = viewOf(snapshot, needles);
    const forgotten = isForgotten(snapshot, view, wanted) && forgottenNote(view, wanted);
    if (forgotten) return forgotten;
    const goal = lookUp(snapshot, view, wanted);
    if (!goal) return undefined;
    const removal = planRemoval(view.program, view.schema, view.files, goal);
    const before = needles.size;
    for (const name of removal.names) needles.add(name);
    for (const path of deletedFiles(view.program, removal)) needles.add(stemOf(path));
    const texts = [goal.table.databaseName, goal.column?.databaseName];
    for (const text of texts) if (text !== undefined) needles.add(text);
    // Names that lead to no other file would show nothing else.
    const files = needles.size === before ? view.files : filesWith(snapshot, needles);
    if (files.join("\0") === view.files.join("\0")) return { view, goal, removal };
  }
}

/** How imports name a file: `users` of `schema/users.ts` and of `users/index.ts`. */
function stemOf(path: RepoPath): string {
  const name = posix.basename(path).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, "");
  return name === "index" ? posix.basename(posix.dirname(path)) : name;
}

function splitPath(written: string): { path: RepoPath | undefined; rest: string } {
  const at = written.indexOf("#");
  return at === -1
    ? { path: undefined, rest: written }
    : { path: written.slice(0, at), rest: written.slice(at + 1) };
}
