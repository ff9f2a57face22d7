import { ts } from "ts-morph";
import { folderOf, relativeSpecifier } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { noteAt } from "../../program/notes.ts";
import { docBullet } from "../../routes/doc-bullet.ts";
import { importOf } from "../../routes/imports.ts";
import { declarationOfRecord, placeOfRecord } from "../../routes/locate.ts";
import type { RecordPlace } from "../../routes/locate.ts";
import { mountedValue } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import { runTransform } from "../../run-transform.ts";
import type { Note } from "../../step.ts";
import * as addImport from "../../transforms/add-import.ts";
import * as addListItem from "../../transforms/add-list-item-comment.ts";
import * as addProperty from "../../transforms/add-property.ts";
import * as removeListItem from "../../transforms/remove-list-item-comment.ts";
import * as removeProperty from "../../transforms/remove-property.ts";
import * as removeUnusedImports from "../../transforms/remove-unused-imports.ts";
import type { RouteMove } from "./params.ts";
import type { Sequence } from "../sequence.ts";
import { commentsLost, putComments } from "./carried-comments.ts";
import { lastKey } from "./words.ts";

/** A mount on its way from one record to another. */
export interface Remount {
  readonly mount: Mount;
  /** The record that it goes to, and the keys of the route there. */
  readonly target: ts.ObjectLiteralExpression;
  readonly path: readonly string[];
  /** What the module exports the mounted router as by now; undefined if it is not a variable. */
  readonly exported: string | undefined;
}

/**
 * Takes a mount out of its router and puts it into another, with its comments, its import and its
 * line in the routers' doc comments.
 */
export async function remount(
  params: RouteMove,
  { mount, target, path, exported }: Remount,
  work: Sequence,
): Promise<void> {
  const old = placeOfRecord(mount.property.parent);
  const next = placeOfRecord(target);
  if (!old || !next) {
    const message =
      "the routes to take from, or to put into, are not in an object that a variable is initialised with. Move the mount by hand, then run again.";
    work.note([noteAt(mount.property, "unknown-record", "blocking", message)]);
    return;
  }
  const change = async (
    transform: Parameters<typeof runTransform>[0],
    file: RepoPath,
    options: Record<string, unknown>,
  ): Promise<void> => work.add(await runTransform(transform, options, work.snapshot, [file]));

  const [oldKey, newKey] = [lastKey(mount.path), lastKey(path)];
  const value = localName(mount, exported);
  const crossing = old.path === next.path ? undefined : importFor(mount, old, next, exported);
  if (crossing?.problem) {
    work.note([crossing.problem]);
    return;
  }
  const after = params.after ?? lastNamed(target);
  work.note(afterNotes(params, target));
  const said = params.description ?? saidOf(mount, oldKey);

  await change(removeProperty, old.path, { object: old.variable, path: [...old.keys, oldKey] });
  const comments = commentsLost(mount.property, work.snapshot.text(old.path) ?? "");
  const written = value ?? mountedValue(mount.property).getText();
  const imported =
    value === undefined ? undefined : importOf(mount.property.getSourceFile(), value);
  if (crossing || (imported && imported.exported === value)) {
    await change(removeUnusedImports, old.path, { names: [written] });
    await change(addImport, next.path, {
      names: [{ name: crossing ? crossing.name : written }],
      from: crossing ? crossing.specifier : imported?.specifier,
      after: neighbourImport(target, after),
    });
  }
  const property = { object: next.variable, path: [...next.keys, newKey], after };
  await change(addProperty, next.path, { ...property, value: crossing?.name ?? written });
  work.add(putComments(work.snapshot, next, newKey, comments));
  await change(removeListItem, old.path, { declaration: old.variable, item: oldKey });
  if (said === undefined) return;
  const item = { declaration: next.variable, item: newKey, text: `${newKey}.*: ${said}`, after };
  await change(addListItem, next.path, item);
}

/** What the mounting file calls the mounted router by now; undefined if it is not a plain name. */
export function localName(mount: Mount, exported: string | undefined): string | undefined {
  const value = mountedValue(mount.property);
  if (!ts.isIdentifier(value)) return undefined;
  return value.text === mount.source?.name && exported !== undefined ? exported : value.text;
}

/** How the file of the new router can import what is mounted, or why it cannot. */
function importFor(
  mount: Mount,
  old: RecordPlace,
  next: RecordPlace,
  exported: string | undefined,
): { name: string; specifier: string; problem?: undefined } | { problem: Note } {
  const value = mountedValue(mount.property);
  const imported = ts.isIdentifier(value) && importOf(value.getSourceFile(), value.text);
  if (!imported || imported.exported === "default" || imported.exported === "*") {
    const message = `the router mounted here is not imported by name, so ${next.path} cannot import it in the same way. Import it by name in ${old.path}, then run again.`;
    return { problem: noteAt(mount.property, "mount-not-portable", "blocking", message) };
  }
  const name = imported.exported === mount.source?.name ? exported : imported.exported;
  return {
    name: name ?? imported.exported,
    specifier: respelled(imported.specifier, mount, next.path),
  };
}

/** The specifier of the mounted module as `path` writes it, with the ending that it had. */
function respelled(specifier: string, mount: Mount, path: RepoPath): string {
  const module = mount.source?.path;
  if (module === undefined || !specifier.startsWith(".")) return specifier;
  const ending = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? "";
  return relativeSpecifier(folderOf(path), module.replace(/\.[cm]?[jt]sx?$/, "")) + ending;
}

function saidOf(mount: Mount, key: string): string | undefined {
  const declaration = declarationOfRecord(mount.property.parent);
  return declaration && docBullet(declaration, key)?.text;
}

function neighbourImport(
  record: ts.ObjectLiteralExpression,
  key: string | undefined,
): string | undefined {
  const property = record.properties.find((it) => it.name?.getText() === key);
  const value =
    property && ts.isPropertyAssignment(property) ? property.initializer : property?.name;
  return value && ts.isIdentifier(value)
    ? importOf(value.getSourceFile(), value.text)?.specifier
    : undefined;
}

function lastNamed(record: ts.ObjectLiteralExpression): string | undefined {
  return record.properties.findLast((it) => it.name && ts.isIdentifier(it.name))?.name?.getText();
}

function afterNotes({ after, to }: RouteMove, record: ts.ObjectLiteralExpression): Note[] {
  const isThere = record.properties.some((it) => it.name?.getText().replace(/["']/g, "") === after);
  if (after === undefined || isThere) return [];
  const message = `there is no route \`${after}\` to put ${to} after, so it is the last one. Correct \`after\` in the plan if that matters.`;
  return [noteAt(record, "after-not-found", "info", message)];
}
