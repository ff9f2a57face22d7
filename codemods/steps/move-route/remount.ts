import { ts } from "ts-morph";
import { folderOf, relativeSpecifier } from "../../../workspace/repo-path.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import { noteAt } from "../../program/notes.ts";
import type { TypeProgram } from "../../program/program.ts";
import { importedFrom } from "../../routes/imports.ts";
import { placeOfRecord, recordAt } from "../../routes/locate.ts";
import type { LocatedRoute } from "../../routes/locate.ts";
import { mountedValue } from "../../routes/router-model.ts";
import type { Mount } from "../../routes/router-model.ts";
import { runTransform } from "../../run-transform.ts";
import * as addImport from "../../transforms/add-import.ts";
import * as addListItem from "../../transforms/add-list-item-comment.ts";
import * as addProperty from "../../transforms/add-property.ts";
import * as removeListItem from "../../transforms/remove-list-item-comment.ts";
import * as removeProperty from "../../transforms/remove-property.ts";
import * as removeUnusedImports from "../../transforms/remove-unused-imports.ts";
import type { MoveRouteParams } from "../move-route.ts";
import type { Sequence } from "../sequence.ts";
import { lastKey } from "./words.ts";

export interface Remount {
  readonly mount: Mount;
  readonly to: LocatedRoute;
  /** What the mounted variable is called by now; undefined for a router written in place. */
  readonly exported: string | undefined;
}

/**
 * Takes a mount out of one router and puts it into the other, with its import and its line in the
 * routers' doc comments. Within one router it keeps its place.
 */
export async function remount(
  program: TypeProgram,
  params: MoveRouteParams,
  { mount, to, exported }: Remount,
  work: Sequence,
): Promise<void> {
  const target = recordAt(program, to.router, to.path.slice(0, -1));
  const old = placeOfRecord(mount.property.parent);
  const next = target && placeOfRecord(target);
  if (!target || !old || !next) {
    const message =
      "the routes to take from, or to put into, are not in an object that a variable is initialised with. Move the mount by hand, then run again.";
    work.add({ notes: [noteAt(mount.property, "unknown-record", "blocking", message)] });
    return;
  }
  const change = async (
    transform: Parameters<typeof runTransform>[0],
    path: RepoPath,
    options: Record<string, unknown>,
  ): Promise<void> => work.add(await runTransform(transform, options, work.snapshot, [path]));

  const [oldKey, newKey] = [lastKey(mount.path), lastKey(to.path)];
  const stays = target === mount.property.parent;
  const after = stays ? oldKey : (params.after ?? lastNamed(target));
  const value = exported ?? mountedValue(mount.property).getText();
  const property = { object: next.variable, path: [...next.keys, newKey], value, after };
  const unmounted = { object: old.variable, path: [...old.keys, oldKey] };
  const said = params.description ?? docLine(work.snapshot.text(old.path) ?? "", oldKey);

  if (stays) {
    await change(addProperty, next.path, property);
    await change(removeProperty, old.path, unmounted);
  } else {
    const file = mount.property.getSourceFile();
    const specifier = importedFrom(file, mountedValue(mount.property).getText());
    await change(removeProperty, old.path, unmounted);
    if (specifier !== undefined) {
      await change(removeUnusedImports, old.path, { names: [value] });
      await change(addImport, next.path, {
        names: [{ name: value }],
        from: old.path === next.path ? specifier : respelled(specifier, mount, next.path),
        after: neighbourImport(target, after),
      });
    }
    await change(addProperty, next.path, property);
  }
  if (stays && params.description === undefined) return;
  await change(removeListItem, old.path, { declaration: old.variable, item: oldKey });
  if (said === undefined) return;
  const item = { declaration: next.variable, item: newKey, text: `${newKey}.*: ${said}` };
  await change(addListItem, next.path, { ...item, after: stays ? undefined : after });
}

/** The specifier of the mounted module as `path` writes it, with the ending that it had. */
function respelled(specifier: string, mount: Mount, path: RepoPath): string {
  const module = mount.source?.path;
  if (module === undefined || !specifier.startsWith(".")) return specifier;
  const ending = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? "";
  return relativeSpecifier(folderOf(path), module.replace(/\.[cm]?[jt]sx?$/, "")) + ending;
}

function neighbourImport(
  record: ts.ObjectLiteralExpression,
  key: string | undefined,
): string | undefined {
  const property = record.properties.find((it) => it.name?.getText() === key);
  const value =
    property && ts.isPropertyAssignment(property) ? property.initializer : property?.name;
  return value && ts.isIdentifier(value)
    ? importedFrom(value.getSourceFile(), value.text)
    : undefined;
}

function lastNamed(record: ts.ObjectLiteralExpression): string | undefined {
  return record.properties.findLast((it) => it.name && ts.isIdentifier(it.name))?.name?.getText();
}

/** What a doc comment's list says of a route: `OAuth` in ` * - posts.*: OAuth`. */
function docLine(text: string, key: string): string | undefined {
  const name = key.replaceAll("$", "\\$");
  const line = `^[ \\t]*\\*[ \\t]*[-*][ \\t]*\`?${name}(?:\\.\\*)?\`?:[ \\t]*(.+?)\\r?$`;
  return new RegExp(line, "m").exec(text)?.[1];
}
