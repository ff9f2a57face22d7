import type { RepoPath } from "../../../workspace/repo-path.ts";
import { folderOf, joinPath } from "../../../workspace/repo-path.ts";
import type { Mount } from "../../routes/router-model.ts";
import { lastKey, wordsOf } from "./words.ts";

/**
 * Where the module of a route goes whose last key becomes `key`: its file name with the new key in
 * the place of the old one, in the same spelling (`team-members.router.ts` → `staff.router.ts`).
 * Undefined if the name does not speak of the route, or the router has no module of its own.
 */
export function moduleAfter({ path, property, source }: Mount, key: string): RepoPath | undefined {
  const mounting = property.getSourceFile();
  if (!source || source.declaration.getSourceFile() === mounting) return undefined;
  return fileAfter(source.path, lastKey(path), key);
}

/** `file` with `key` in the place of `old` in its name; undefined if it does not speak of it. */
export function fileAfter(file: RepoPath, old: string, key: string): RepoPath | undefined {
  const name = file.split("/").at(-1) ?? "";
  for (const spell of SPELLINGS) {
    const word = new RegExp(`(?<![A-Za-z0-9])${spell(old).replaceAll("$", "\\$")}(?![a-z0-9])`);
    if (!word.test(name)) continue;
    const renamed = name.replace(word, () => spell(key));
    return renamed === name ? undefined : joinPath(folderOf(file), `./${renamed}`);
  }
  return undefined;
}

/** How file names spell a key: `teamMembers`, `team-members`, `team_members`, `TeamMembers`. */
const SPELLINGS: readonly ((key: string) => string)[] = [
  (key) => key,
  (key) => lower(key).join("-"),
  (key) => lower(key).join("_"),
  (key) => key.charAt(0).toUpperCase() + key.slice(1),
];

function lower(key: string): string[] {
  return wordsOf(key).map((word) => word.toLowerCase());
}
