import picomatch from "picomatch";
import { ts } from "ts-morph";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { partsOfJoinedRows } from "../../drizzle/found-rows.ts";
import { isInMigrations } from "../../drizzle/history.ts";
import { lookUp, viewOf } from "../../drizzle/look-up.ts";
import { scriptNotes } from "../../drizzle/removal/uses.ts";
import { namesTable, textsNaming } from "../../drizzle/sql-text.ts";
import type { Table } from "../../drizzle/tables.ts";
import { EditSet } from "../../program/edit-set.ts";
import { noteAt } from "../../program/notes.ts";
import { unwrap } from "../../program/syntax.ts";
import { renameExport } from "../../refactors/rename-export.ts";
import type { Note, StepResult } from "../../step.ts";
import { unreadableNotes } from "../readable.ts";
import { Sequence } from "../sequence.ts";
import type { RenameTableParams } from "./params.ts";

/** See `renameTable` of `rename-table.ts`. */
export async function renameTable(
  params: RenameTableParams,
  snapshot: Snapshot,
): Promise<StepResult> {
  const at = params.table.indexOf("#");
  const path = at === -1 ? undefined : params.table.slice(0, at);
  const name = params.table.slice(at + 1);
  const { to, database, in: globs } = params;
  const view = viewOf(snapshot, new Set([name, to]));
  const isInside = globs ? picomatch([...globs], { dot: true, nonegate: true }) : () => true;
  const named = (wanted: string): readonly Table[] =>
    view.schema.tables.filter(
      (table) =>
        table.name === wanted && (path ?? table.path) === table.path && isInside(table.path),
    );
  if (named(name).length === 0 && named(to).length > 0) return { ops: [], notes: [] };
  const wanted = { path, table: name, column: undefined, database: undefined, in: globs };
  const table = lookUp(snapshot, view, wanted)?.table;
  if (!table) return { ops: [], notes: [] };

  const work = new Sequence(snapshot);
  const isMoved = database !== undefined && database !== table.databaseName;
  if (isMoved) work.add(renameInDatabase(snapshot, table, database));
  if (!work.isBlocked() && to !== name) {
    work.note(unreadableNotes(snapshot, name, "manual"));
    const renaming = { module: table.path, from: name, to, comments: false };
    const { ops, notes } = renameExport(work.snapshot, renaming, () => true);
    const isNoted = work.placesNoted();
    // A text of the same spelling is not the variable: it is a word, or the table in SQL. A member
    // of what cannot be seen through has been told of as the part of a join's row.
    const told = notes.filter(
      (note) => !["string", "unresolved-member"].includes(note.code) || !isNoted(note),
    );
    work.add({
      ops,
      notes: told.map((note) => (note.code === "string" ? { ...note, severity: "info" } : note)),
    });
  }
  return work.result();
}

/** Changes the name that the table is made with, and says what else has to follow. */
function renameInDatabase(
  snapshot: Snapshot,
  table: Table,
  to: string,
): Pick<StepResult, "ops" | "notes"> {
  const from = table.databaseName;
  const [written] = table.call.arguments;
  if (from === undefined || !written || !ts.isStringLiteralLike(unwrap(written))) {
    const message = `the table's name in the database is worked out when the program runs. Change it by hand, and leave \`database\` out.`;
    return { ops: [], notes: [noteAt(table.call, "computed-name", "blocking", message)] };
  }
  const literal = unwrap(written);
  const edits = new EditSet();
  const quote = literal.getText().charAt(0);
  edits.replace(literal, quote + to + quote);
  const { program, schema, files } = viewOf(snapshot, new Set([from]));
  // Each view has trees of its own.
  const own = schema.tables.find((it) => it.path === table.path && it.name === table.name) ?? table;
  const notes = files.flatMap((path): Note[] => {
    const file = program.sourceFile(path);
    if (!file) return [];
    const parts = partsOfJoinedRows(program, file, own);
    const keys = new Set<ts.Node>(parts);
    return [
      ...parts.map((node) => noteAt(node, "joined-row", "manual", joinMessage(from, to))),
      ...textsNaming(file, from)
        .filter(({ node }) => !keys.has(node) && !isSamePlace(node, literal))
        .filter((text) => namesTable(text, from))
        .flatMap(({ node, offsets }) =>
          offsets.map((offset) =>
            noteAt(node, "named-in-sql", "manual", sqlMessage(from, to), offset),
          ),
        ),
    ];
  });
  const scripts = scriptNotes(snapshot, { table, column: undefined }).map((note): Note => ({
    ...note,
    code: "named-in-sql",
    severity: "manual",
    message: sqlMessage(from, to),
  }));
  return {
    ops: edits.ops(),
    notes: [...notes, ...scripts, migrationNote(snapshot, table, from, to)],
  };
}

function isSamePlace(one: ts.Node, other: ts.Node): boolean {
  return (
    one.getStart() === other.getStart() &&
    one.getSourceFile().fileName === other.getSourceFile().fileName
  );
}

function sqlMessage(from: string, to: string): string {
  return `this names the table as the database does, \`${from}\`, which is \`${to}\` once it is migrated. Change it by hand.`;
}

function joinMessage(from: string, to: string): string {
  return `if this reads a row of a join, \`${from}\` is \`${to}\` from now on: Drizzle calls the parts of such a row by the tables' names in the database. Change it by hand.`;
}

/** drizzle-kit takes a renamed table for one that is gone and a new one, and asks a person. */
function migrationNote(snapshot: Snapshot, table: Table, from: string, to: string): Note {
  const hasMigrations = snapshot.paths().some((path) => isInMigrations(snapshot, path));
  const what = hasMigrations
    ? "Make the migration with `drizzle-kit generate`, which asks whether the table is new: it is renamed"
    : "See to it that the database is changed before this code runs";
  const message = `the table has to be renamed in the database: ALTER TABLE "${from}" RENAME TO "${to}"; ${what}. Names that Drizzle makes for its keys and indexes have the table's name in them, and change with it.`;
  return noteAt(table.call, "migration-needed", hasMigrations ? "manual" : "info", message);
}
