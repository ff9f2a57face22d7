import { posix } from "node:path";
import type { RepoPath } from "../../workspace/repo-path.ts";
import { folderOf } from "../../workspace/repo-path.ts";
import type { Snapshot } from "../../workspace/snapshot.ts";
import { positionAt } from "../../workspace/text-edit.ts";
import { isIndex, splitEnding } from "./move-module/endings.ts";
import { createLookup } from "./move-module/lookup.ts";
import { isCode } from "./move-module/parse-code.ts";
import { specifiersIn } from "./move-module/specifiers.ts";

/** A specifier that means a module. Line and column count from 1. */
export interface Importer {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
}

/** Every place in the code of other files that names the module `target`, mocks included. */
export function importersOf(snapshot: Snapshot, target: RepoPath): readonly Importer[] {
  const lookup = createLookup(snapshot);
  const stem = posix.basename(isIndex(target) ? folderOf(target) : splitEnding(target).stem);
  const candidates = snapshot.containing([stem]).get(stem) ?? [];
  // Whoever names the module has its name in a string; parsing all that have the word takes long.
  const quoted = new RegExp(`["'\`][^"'\`\\n]*${escaped(stem)}[^"'\`\\n]*["'\`]`);
  return candidates.flatMap((path) => {
    const text = path !== target && isCode(path) ? snapshot.text(path) : undefined;
    if (text === undefined || !quoted.test(text)) return [];
    return specifiersIn(path, text)
      .filter((specifier) => lookup.find(specifier.text, specifier.form, path) === target)
      .map((specifier) => ({ path, ...positionAt(text, specifier.start) }));
  });
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
