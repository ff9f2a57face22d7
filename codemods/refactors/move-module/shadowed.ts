import { posix } from "node:path";
import { folderOf } from "../../../workspace/repo-path.ts";
import type { Draft } from "./draft.ts";
import { isIndex, splitEnding } from "./endings.ts";
import type { Move } from "./move.ts";
import { isCode } from "./parse-code.ts";
import { specifiersIn } from "./specifiers.ts";

/**
 * Notes the imports of other files that the moved file takes for itself: `./a` may mean
 * `a/index.ts` until there is an `a.ts`.
 */
export function noteShadowed(move: Move, draft: Draft): void {
  const { from, to, snapshot, before, after } = move;
  const names = new Set(namesOf(to));
  const rivals = snapshot
    .paths()
    .filter((path) => path !== from && namesOf(path).some((name) => names.has(name)));
  if (rivals.length === 0) return;
  const needles = [...names].map((name) => posix.basename(name)).filter((name) => name !== "");
  const paths = new Set([...snapshot.containing(needles).values()].flat());
  for (const path of [...paths].filter((one) => isCode(one) && one !== from).sort()) {
    const text = snapshot.text(path);
    if (text === undefined) continue;
    for (const { text: specifier, form, start } of specifiersIn(path, text)) {
      const target = before.find(specifier, form, path);
      if (target === undefined || target === from) continue;
      if (after.find(specifier, form, path) !== to) continue;
      draft.note(
        "shadows-module",
        "blocking",
        path,
        { text, offset: start },
        `"${specifier}" means ${target} and would mean ${to} after the move. Choose another place.`,
      );
    }
  }
}

/** What a path can be called without its ending. */
function namesOf(path: string): readonly string[] {
  const { stem } = splitEnding(path);
  return isIndex(path) ? [stem, folderOf(path)] : [stem];
}
