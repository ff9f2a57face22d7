import * as nameLogTags from "../../transforms/name-log-tags.ts";
import * as renameRoutePath from "../../transforms/rename-route-path.ts";
import * as renameWords from "../../transforms/rename-words-in-comments.ts";
import { isSourcePath } from "../../program/source-path.ts";
import type { Mount } from "../../routes/router-model.ts";
import { runTransform } from "../../run-transform.ts";
import type { RepoPath } from "../../../workspace/repo-path.ts";
import type { Note, StepResult } from "../../step.ts";
import { listedKeys } from "./listed-keys.ts";
import type { RouteMove } from "./params.ts";
import type { Sequence } from "../sequence.ts";
import {
  ambiguousMentions,
  isAlsoElsewhere,
  possibleMentions,
  prefixMentions,
} from "./uncertain-mentions.ts";
import { lastKey, wordReplacements } from "./words.ts";

/** What a route becomes. */
export interface Mentioned {
  readonly to: readonly string[];
  /** What its module exports the router as by now. */
  readonly exported: string | undefined;
  /** The names of clients through which the code calls it, and so comments speak of it. */
  readonly clients: readonly string[];
  /** Files whose texts are left to a person, and that have a note that says why. */
  readonly left: readonly RepoPath[];
  /** Routes of the same path in other routers: a text may as well speak of them. */
  readonly alike: readonly Mount[];
  /** The files that import the router in some way. */
  readonly reaching: ReadonlySet<RepoPath>;
}

/**
 * The route where it is spoken of: in log tags, other texts, query keys and comments anywhere, and
 * by its name in prose in the comments of its own module.
 */
export async function mentions(
  params: RouteMove,
  mount: Mount,
  { to, exported, clients, left, alike, reaching }: Mentioned,
  work: Sequence,
): Promise<void> {
  const key = lastKey(mount.path);
  const module = params.module?.to ?? mount.source?.path;
  const found = work.snapshot.containing([key]).get(key) ?? [];
  const renaming = {
    from: mount.path.join("."),
    to: to.join("."),
    members: membersOf(mount),
    // Prose calls a client so even where the code has another name for it.
    roots: [...new Set([...clients, "trpc"])],
  };
  // What cannot be read has a note already.
  const files = found.filter(
    (path) => isSourcePath(path) && !left.includes(path) && work.snapshot.read(path).ok,
  );
  if (alike.length === 0) {
    const isForeign = isAlsoElsewhere(work.snapshot, files, renaming.from, renaming.members);
    const rename = async (paths: readonly RepoPath[], options: object): Promise<StepResult> =>
      await runTransform(renameRoutePath, { ...renaming, ...options }, work.snapshot, paths);
    const sure = await rename(files, { told: true });
    work.add({ ops: sure.ops, notes: sure.notes.map(leftUnread) });
    const near = files.filter((path) => path === module || (!isForeign && reaching.has(path)));
    work.add({ ops: (await rename(near, { part: "prose" })).ops });
    const said = await rename(files, { part: "prose" });
    work.add({ notes: possibleMentions(work.snapshot, said, renaming, "info") });
    const compared = await rename(files, { part: "values" });
    work.add({ notes: possibleMentions(work.snapshot, compared, renaming, "manual") });
    const isNoted = work.placesNoted();
    const prefixes = prefixMentions(work.snapshot, files, reaching, renaming);
    work.add({ notes: prefixes.filter((note) => !isNoted(note)) });
  } else {
    const own = files.filter((path) => path === module);
    work.add(await runTransform(renameRoutePath, renaming, work.snapshot, own));
    const theirs = new Set([params.root, ...alike.flatMap(({ source }) => source?.path ?? [])]);
    const rest = files.filter((path) => path !== module && !theirs.has(path));
    const would = await runTransform(renameRoutePath, renaming, work.snapshot, rest);
    work.add({ notes: ambiguousMentions(work.snapshot, would, renaming) });
  }
  const isSaid = work.placesNoted();
  const listed = listedKeys(work.snapshot, files, mount, renaming.to);
  work.add({ notes: listed.filter((note) => !isSaid(note)) });
  if (module === undefined || !work.snapshot.has(module)) return;
  if (params.logTag !== undefined && exported !== undefined) {
    const tags = { object: exported, route: to.join("."), tag: params.logTag };
    work.add(await runTransform(nameLogTags, tags, work.snapshot, [module]));
  }
  const replacements = wordReplacements(key, lastKey(to));
  if (replacements.length === 0) return;
  work.add(await runTransform(renameWords, { replacements }, work.snapshot, [module]));
}

/** A file that only speaks of the route need not be parsed for the rest to be done. */
function leftUnread(note: Note): Note {
  if (note.code !== "syntax-error") return note;
  const message = `texts and comments of this file that name the route may be left, since it cannot be parsed: ${note.message}`;
  return { ...note, severity: "manual", message };
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
