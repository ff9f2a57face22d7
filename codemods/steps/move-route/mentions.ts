import * as nameLogTags from "../../transforms/name-log-tags.ts";
import * as renameRoutePath from "../../transforms/rename-route-path.ts";
import * as renameWords from "../../transforms/rename-words-in-comments.ts";
import { isSourcePath } from "../../program/source-path.ts";
import type { Mount } from "../../routes/router-model.ts";
import { runTransform } from "../../run-transform.ts";
import type { MoveRouteParams } from "../move-route.ts";
import type { Sequence } from "../sequence.ts";
import { lastKey, wordReplacements } from "./words.ts";

/**
 * The route where it is spoken of: in log tags, other texts, query keys and comments anywhere, and
 * by its name in prose in the comments of its own module.
 */
export async function mentions(
  params: MoveRouteParams,
  mount: Mount,
  to: readonly string[],
  exported: string | undefined,
  work: Sequence,
): Promise<void> {
  const key = lastKey(mount.path);
  const found = work.snapshot.containing([key]).get(key) ?? [];
  work.add(
    await runTransform(
      renameRoutePath,
      { from: mount.path.join("."), to: to.join("."), members: membersOf(mount) },
      work.snapshot,
      found.filter(isSourcePath),
    ),
  );
  const module = params.module?.to ?? mount.source?.path;
  if (module === undefined || !work.snapshot.has(module)) return;
  if (params.logTag !== undefined && exported !== undefined) {
    const tags = { object: exported, route: to.join("."), tag: params.logTag };
    work.add(await runTransform(nameLogTags, tags, work.snapshot, [module]));
  }
  const replacements = wordReplacements(key, lastKey(to));
  if (replacements.length === 0) return;
  work.add(await runTransform(renameWords, { replacements }, work.snapshot, [module]));
}

/** Procedures and the routers above them: `github`, `github.get`. */
function membersOf(mount: Mount): readonly string[] {
  const members = new Set<string>();
  for (const { path } of mount.procedures) {
    const keys = path.split(".");
    for (let count = 1; count <= keys.length; count += 1)
      members.add(keys.slice(0, count).join("."));
  }
  return [...members];
}
