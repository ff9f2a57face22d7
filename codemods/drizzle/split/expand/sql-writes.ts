import { ts } from "ts-morph";
import type { RepoPath } from "../../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../../workspace/snapshot.ts";
import { positionAt } from "../../../../workspace/text-edit.ts";
import { noteAt } from "../../../program/notes.ts";
import type { TypeProgram } from "../../../program/program.ts";
import type { Note } from "../../../step.ts";
import { isInMigrations } from "../../history.ts";
import { hasWord, textsNaming } from "../../sql-text.ts";
import type { Column, Table } from "../../tables.ts";

/** A note for each piece of SQL, in the code or in a script, that writes the column. */
export function sqlNotes(
  snapshot: Snapshot,
  program: TypeProgram,
  files: readonly RepoPath[],
  { table, column }: { readonly table: Table; readonly column: Column },
): readonly Note[] {
  const name = column.databaseName;
  const tableName = table.databaseName;
  if (name === undefined) return [];
  const message = `SQL writes \`${name}\` here, and is not taken apart. Have it write the new columns as well.`;
  const inCode = files
    .flatMap((path) => program.sourceFile(path) ?? [])
    .flatMap((file) => textsNaming(file, name))
    // A template may have the table in a place of its own.
    .filter(({ node, text }) =>
      writes(text, ts.isTemplateExpression(node) ? undefined : tableName, name),
    )
    .flatMap(({ node, offsets }) =>
      offsets.map((offset) => noteAt(node, "write-left", "manual", message, offset)),
    );
  const inScripts = (snapshot.containing([name]).get(name) ?? []).flatMap((path): Note[] => {
    if (!/\.(?:sql|sh|bash|zsh)$/.test(path) || isInMigrations(snapshot, path)) return [];
    const text = snapshot.text(path) ?? "";
    const code = text.replaceAll(/--.*$/gm, (comment) => " ".repeat(comment.length));
    if (!writes(code, tableName, name)) return [];
    const at = positionAt(text, code.indexOf(name));
    return [{ code: "write-left", severity: "manual", path, ...at, message }];
  });
  return [...inCode, ...inScripts];
}

function writes(sql: string, table: string | undefined, column: string): boolean {
  const isWrite = /\b(?:insert\s+into|update)\b/i.test(sql);
  return isWrite && hasWord(sql, column) && (table === undefined || hasWord(sql, table));
}
