import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Snapshot } from "../../../workspace/snapshot.ts";
import { respellEntry } from "./config-entries.ts";
import type { ConfigEntry } from "./config-entries.ts";
import type { Draft } from "./draft.ts";
import { readJson } from "./json-file.ts";

/**
 * Repoints the strings of package.json and tsconfig files that name the moved file and no other,
 * so that the names which they give it still lead to it.
 */
export function repointConfig(
  entries: readonly ConfigEntry[],
  to: RepoPath,
  snapshot: Snapshot,
  draft: Draft,
): void {
  for (const entry of entries) {
    const { path, literal, by } = entry;
    if (by === "pattern") continue;
    const json = readJson(path, snapshot);
    if (!json) continue;
    const { text, problem } = json;
    if (problem) {
      draft.note(
        "syntax-error",
        "blocking",
        path,
        { text, offset: problem.offset },
        `${path} has to change and cannot be read: ${problem.message}`,
      );
      continue;
    }
    const start = literal.getStart() + 1;
    const next = respellEntry(entry, to);
    if (next === undefined) {
      draft.note(
        "entry-left",
        "blocking",
        path,
        { text, offset: start },
        `"${literal.text}" names the moved file and cannot name ${to}. Change or remove this entry first.`,
      );
      continue;
    }
    draft.edit(path, start, literal.getEnd() - 1, JSON.stringify(next).slice(1, -1));
    if (by === "built") {
      draft.note(
        "built-path",
        "info",
        path,
        { text, offset: start },
        `"${literal.text}" became "${next}", as far as the build mirrors the source folder.`,
      );
    }
  }
}
