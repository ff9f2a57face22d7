import { folderOf, joinPath, relativeSpecifier } from "../../../workspace/repo-path.ts";
import type { Draft } from "./draft.ts";
import { isRelative, splitQuery } from "./lookup.ts";
import type { Move } from "./move.ts";
import { isCode, parseCode } from "./parse-code.ts";
import { placesBoundToPath } from "./places-bound-to-path.ts";
import { noteCrossing } from "./repoint-importers.ts";
import { respell } from "./respell.ts";
import { specifiersOf } from "./specifiers.ts";
import type { Specifier } from "./specifiers.ts";

/** Repoints the specifiers of the moved file that would mean something else in its new place. */
export function repointInside(move: Move, draft: Draft): void {
  const { from, to, snapshot } = move;
  const text = snapshot.text(from);
  if (!isCode(from) || text === undefined) return;
  const { file, problem } = parseCode(from, text);
  if (problem) {
    draft.note(
      "syntax-error",
      "blocking",
      from,
      { text, offset: problem.offset },
      `${from} is to be moved, but it cannot be parsed: ${problem.message}`,
    );
    return;
  }
  for (const specifier of specifiersOf(file)) repoint(move, draft, text, specifier);
  if (folderOf(from) === folderOf(to)) return;
  for (const { offset, what } of placesBoundToPath(file)) {
    draft.note(
      "depends-on-place",
      "manual",
      to,
      { text, offset },
      `${what} depends on where the file is, and the file was moved from ${from}. Check it.`,
    );
  }
}

function repoint(move: Move, draft: Draft, text: string, specifier: Specifier): void {
  const { from, to, before, after, packages } = move;
  const at = { text, offset: specifier.start };
  const target = before.find(specifier.text, specifier.form, from);
  if (target === undefined) {
    repointUnknown(move, draft, text, specifier);
    return;
  }
  const wanted = target === from ? to : target;
  if (after.find(specifier.text, specifier.form, to) === wanted) return;
  const next = respell(
    { specifier, importer: { before: from, after: to }, target: { before: target, after: wanted } },
    after,
    packages,
  );
  if (!next) {
    draft.note(
      "cannot-repoint",
      "blocking",
      from,
      at,
      `"${specifier.text}" means ${wanted}, and there is no way to name it from ${to}. Make it reachable or change this import first.`,
    );
    return;
  }
  if (next.crosses) noteCrossing(draft, to, at, next.text, wanted);
  draft.edit(to, specifier.start, specifier.end, next.text);
}

/** What is not in the repository: generated files, installed packages, mistakes. */
function repointUnknown(move: Move, draft: Draft, text: string, specifier: Specifier): void {
  const { from, to, packages } = move;
  const at = { text, offset: specifier.start };
  const { path, query } = splitQuery(specifier.text);
  if (isRelative(path)) {
    const meant = joinPath(folderOf(from), path);
    if (folderOf(from) === folderOf(to) || path.includes("*")) return;
    const slash = path.endsWith("/") ? "/" : "";
    const next =
      meant === undefined ? undefined : relativeSpecifier(folderOf(to), meant) + slash + query;
    if (next !== undefined) draft.edit(to, specifier.start, specifier.end, next);
    draft.note(
      "unresolved-specifier",
      next === undefined ? "manual" : "info",
      to,
      at,
      next === undefined
        ? `"${specifier.text}" leads out of the repository; it was left. Check it.`
        : `nothing is at "${specifier.text}" from ${from}; it became "${next}", the same place.`,
    );
    return;
  }
  const home = packages.of(to);
  if (specifier.form === "file" || packages.of(from)?.folder === home?.folder) return;
  const parts = path.split("/");
  const name = parts.slice(0, path.startsWith("@") ? 2 : 1).join("/");
  const declared = [name, `@types/${name.replace(/^@/, "").replace("/", "__")}`];
  const builtIn = path.startsWith("node:") || path.includes("*");
  if (builtIn || declared.some((one) => one === home?.name || home?.dependencies.has(one))) return;
  draft.note(
    "missing-dependency",
    "manual",
    to,
    at,
    `${home?.name ?? "the package"} does not depend on "${name}", which the moved file imports. Add it there.`,
  );
}
