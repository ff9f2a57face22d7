import { ts } from "ts-morph";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { deletedFiles, isRemoved, wholeImports } from "../../drizzle/removal/files.ts";
import { fileOf } from "../../drizzle/removal/plan.ts";
import type { Removal } from "../../drizzle/removal/plan.ts";
import { walk } from "../../drizzle/syntax.ts";
import type { TypeProgram } from "../../program/program.ts";
import { importersOf } from "../../refactors/importers.ts";
import { runTransform } from "../../run-transform.ts";
import type { Note, StepResult } from "../../step.ts";
import * as removeAt from "../../transforms/remove-at.ts";
import * as removeUnusedImports from "../../transforms/remove-unused-imports.ts";
import { Sequence } from "../sequence.ts";

/** Takes out what `removal` says, files that have nothing else in them, and what imports them. */
export async function applyRemoval(
  snapshot: Snapshot,
  program: TypeProgram,
  files: readonly RepoPath[],
  removal: Removal,
): Promise<StepResult> {
  const work = new Sequence(snapshot);
  const deleted = new Set(deletedFiles(program, removal));
  const whole = wholeImports(program, files, deleted);
  const places = new Map<RepoPath, Places>();
  const at = (node: ts.Node): Places => {
    const path = fileOf(node);
    const known = places.get(path) ?? { starts: new Set(), names: new Set() };
    places.set(path, known);
    return known;
  };
  for (const node of removal.removed) {
    at(node).starts.add(startOf(node));
    for (const name of namesIn(node)) at(node).names.add(name);
  }
  for (const node of removal.links) {
    at(node).starts.add(node.getStart());
    for (const name of namesIn(node.parent.parent)) at(node).names.add(name);
  }
  for (const node of whole) at(node).starts.add(node.getStart());
  for (const node of removal.imports) {
    const { parent } = node;
    if (ts.isImportSpecifier(parent)) at(node).starts.add(parent.getStart());
    else at(node).names.add(node.text);
  }
  for (const [path, { starts, names }] of [...places].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (deleted.has(path)) continue;
    const emptied = isEmptied(program.sourceFile(path), removal, new Set(whole));
    const length = work.snapshot.text(path)?.length ?? 0;
    const cut = await runTransform(removeAt, { at: [...starts], length }, work.snapshot, [path]);
    work.add({ ...cut, notes: cut.notes.map(asBlocking) });
    if (names.size > 0) {
      const unused = { names: [...names] };
      work.add(await runTransform(removeUnusedImports, unused, work.snapshot, [path]));
    }
    if (emptied) work.add({ ops: [asModule(path, work.snapshot.text(path) ?? "")] });
  }
  for (const path of [...deleted].sort()) work.add({ ops: [{ kind: "delete", path }] });
  for (const path of deleted) work.add({ notes: importNotes(work.snapshot, path) });
  return work.result();
}

interface Places {
  readonly starts: Set<number>;
  /** Names that what goes has used, whose imports may be of no use any more. */
  readonly names: Set<string>;
}

/** A variable that is alone in its statement is the statement. */
function startOf(node: ts.Node): number {
  if (!ts.isVariableDeclaration(node) || !ts.isVariableDeclarationList(node.parent)) {
    return node.getStart();
  }
  const { parent } = node;
  return parent.declarations.length === 1 ? parent.parent.getStart() : node.getStart();
}

function namesIn(node: ts.Node): ReadonlySet<string> {
  const names = new Set<string>();
  walk(node, (each) => {
    if (ts.isIdentifier(each)) names.add(each.text);
  });
  return names;
}

/** Whether nothing is left in a file that only hands on what others declare. */
function isEmptied(
  file: ts.SourceFile | undefined,
  removal: Removal,
  whole: ReadonlySet<ts.Statement>,
): boolean {
  return !!file && file.statements.every((it) => whole.has(it) || isRemoved(it, removal));
}

/** A file without an import or export is no module, and could not be imported any more. */
function asModule(path: RepoPath, text: string): { kind: "write"; path: RepoPath; text: string } {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  const before = text === "" || text === "\uFEFF" || text.endsWith("\n") ? text : text + lineBreak;
  return { kind: "write", path, text: `${before}export {};${lineBreak}` };
}

function asBlocking(note: Note): Note {
  return { ...note, severity: "blocking" };
}

function importNotes(snapshot: Snapshot, deleted: RepoPath): readonly Note[] {
  return importersOf(snapshot, deleted).map((importer) => ({
    code: "module-imported",
    severity: "blocking",
    ...importer,
    message: `${deleted} would go, since nothing is left in it, and is still imported here. Remove the import, then run again.`,
  }));
}
