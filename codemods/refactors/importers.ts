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
  // To ask what a text would mean as a specifier takes less than to parse all that have the word.
  const mayMean = (text: string, from: RepoPath): boolean =>
    text.includes("\\") || FORMS.some((form) => lookup.find(text, form, from) === target);
  return candidates.flatMap((path) => {
    const text = path !== target && isCode(path) ? snapshot.text(path) : undefined;
    if (!text || !quotedWith(stem, text).some((quoted) => mayMean(quoted, path))) return [];
    return specifiersIn(path, text)
      .filter((specifier) => lookup.find(specifier.text, specifier.form, path) === target)
      .map((specifier) => ({ path, ...positionAt(text, specifier.start) }));
  });
}

const FORMS = ["module", "file"] as const;

/** What stands between two quotes on one line of `text` and has `stem` in it, whatever is quoted. */
function quotedWith(stem: string, text: string): readonly string[] {
  const quoted = Array.from(text.matchAll(/(?<=["'`])[^"'`\n]+(?=["'`])/g), ([each]) => each);
  return [...new Set(quoted)].filter((each) => each.includes(stem));
}
