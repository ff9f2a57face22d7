import type { ChangeSet } from "../workspace/change-set.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { followTokens } from "./follow-tokens.ts";
import type { LaterState } from "./later-removals.ts";
import { classifierOf } from "./classify-occurrence.ts";
import type {
  AccountNote,
  AccountRule,
  Classifier,
  LeftOccurrence,
} from "./classify-occurrence.ts";
import { needlesOf, searchOccurrences } from "./occurrences.ts";
import { followPathNames, treeOf } from "./path-names.ts";
import type { PathName, PathTree } from "./path-names.ts";
import { findTokens, spellingsOf } from "./spellings.ts";
import type { Token } from "./spellings.ts";

export type { LeftOccurrence } from "./classify-occurrence.ts";

/**
 * What became of every occurrence of a name, in all its spellings, in the content of all files and
 * in the names of files and folders: `edited + removed + allowed + manual + unresolved` is `total`.
 */
export interface NameAccount {
  /** How many there were before the change. */
  readonly total: number;
  /**
   * How many of the total are in the names of files and folders, each of which counts by itself. The
   * rest is in contents, and is what `git grep -ow` counts.
   */
  readonly inPaths: number;
  /** Gone from lines that the change replaced, and from files and folders that it renamed. */
  readonly edited: number;
  /** Gone with their lines or their file. */
  readonly removed: number;
  /** Still there, and a rule says that they may be. */
  readonly allowed: number;
  /** Still there, and a note has left the line to a person. */
  readonly manual: number;
  /** Still there, and nobody has said why. */
  readonly unresolved: number;
  /** How many the change has put where there was none: they are not part of `total`. */
  readonly introduced: number;
  /** The occurrences that stay, by path and place, each with what put it into its class. */
  readonly left: readonly LeftOccurrence[];
  /** The introduced ones, likewise. */
  readonly added: readonly LeftOccurrence[];
  /** Files that hold the name but are not text that could be read, and so are not counted. */
  readonly unreadable: readonly RepoPath[];
}

export interface AccountInput {
  /** The tracked names, in camel case. */
  readonly names: readonly string[];
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** From `before` to `after`. Says which file became which. */
  readonly changes: ChangeSet;
  /** Places left to a person, in `after`. */
  readonly notes: readonly AccountNote[];
  /** Occurrences that may stay. */
  readonly allow: readonly AccountRule[];
  /** What `after` is still to become: an occurrence that is gone then may stay until then. */
  readonly later?: readonly LaterState[];
  /** What is there before and after and is no file of either, such as symlinks: its names count. */
  readonly otherPaths?: readonly RepoPath[];
}

/** One occurrence of before, and what became of it. The places of all of them sum to the account. */
export interface Traced {
  /** In the content of a file: the file, and where in its text, in UTF-16 units from 0. */
  readonly path: RepoPath;
  readonly offset: number;
  /** Set if it is in the name of a file or folder; `offset` is in the last part of `path` then. */
  readonly inName: PathName["kind"] | undefined;
  readonly spelling: string;
  /** Where it is now, and why; or how it went. */
  readonly fate: LeftOccurrence | "edited" | "removed";
}

/** The account of each of `names`. Reads both snapshots and changes nothing. */
export async function account(input: AccountInput): Promise<Readonly<Record<string, NameAccount>>> {
  const { names, before } = input;
  const needles = names.flatMap((name) => needlesOf(spellingsOf(name)));
  before.containing(needles); // one pass over the files for all names; the snapshot remembers
  const accounts: [string, NameAccount][] = [];
  for (const name of new Set(names)) {
    accounts.push([name, (await traceName(name, input)).account]);
  }
  return Object.fromEntries(accounts);
}

/** The account of `name`, and each occurrence that it counts. `input.names` does not matter. */
export async function traceName(
  name: string,
  input: AccountInput,
): Promise<{ readonly account: NameAccount; readonly trace: readonly Traced[] }> {
  const { before, after, changes } = input;
  const pathAfter = pathsAfter(changes, after);
  const spellings = spellingsOf(name);
  const classify = classifierOf(name, input);
  const contents = await inContents(spellings, before, after, pathAfter, classify);
  const paths = inPaths(spellings, input, pathAfter, classify);
  return { account: accountOf(contents, paths), trace: [...paths.trace, ...contents.trace] };
}

/** The account of one name in one kind of place. */
interface Part {
  readonly edited: number;
  readonly removed: number;
  readonly left: readonly LeftOccurrence[];
  readonly added: readonly LeftOccurrence[];
  readonly trace: readonly Traced[];
}

interface Contents extends Part {
  readonly unreadable: readonly RepoPath[];
}

async function inContents(
  spellings: readonly string[],
  before: Snapshot,
  after: Snapshot,
  pathAfter: PathTree["find"],
  classify: Classifier,
): Promise<Contents> {
  const now = await searchOccurrences(spellings, after);
  const unclaimed = new Map(
    now.occurrences.map((found) => [placeOf(found.path, found.offset), found]),
  );
  const unreadable = new Set(now.unreadable.map(({ path }) => path));

  const left: LeftOccurrence[] = [];
  const trace: Traced[] = [];
  let edited = 0;
  let removed = 0;
  for (const path of filesWith(spellings, before)) {
    const put = ({ start, spelling }: Token, fate: Traced["fate"]): void =>
      void trace.push({ path, offset: start, inName: undefined, spelling, fate });
    const old = before.text(path);
    if (old === undefined) {
      unreadable.add(path);
      continue;
    }
    const target = pathAfter(path);
    if (target === undefined) {
      const tokens = findTokens(old, spellings);
      removed += tokens.length;
      for (const token of tokens) put(token, "removed");
      continue;
    }
    const followed = followTokens(old, after.text(target) ?? "", spellings);
    edited += followed.edited;
    removed += followed.removed;
    for (const { was, is } of followed.fates) {
      if (typeof is === "string") {
        put(was, is);
        continue;
      }
      const place = placeOf(target, is.start);
      const found = unclaimed.get(place);
      if (!found) throw new Error(`lost sight of ${spellings[0]} at ${target}, offset ${is.start}`);
      unclaimed.delete(place);
      const stays = classify.inContent(found);
      left.push(stays);
      put(was, stays);
    }
  }
  const added = [...unclaimed.values()].map(classify.inContent);
  return { edited, removed, left, added, trace, unreadable: [...unreadable].sort() };
}

function inPaths(
  spellings: readonly string[],
  { before, after, otherPaths = [] }: AccountInput,
  pathAfter: PathTree["find"],
  classify: Classifier,
): Part {
  const tree = treeOf(after, pathAfter, otherPaths);
  const paths = [...before.paths(), ...otherPaths];
  const followed = followPathNames(paths, tree, spellings);
  const { edited, removed, stayed, gone, added } = followed;
  const left = stayed.map(({ was, is }) => ({ was, fate: classify.inPath(is) }));
  const trace = [...left, ...gone].map(
    ({ was: { path, kind, spelling, offset }, fate }): Traced => {
      return { path, offset, inName: kind, spelling, fate };
    },
  );
  return {
    edited,
    removed,
    left: left.map(({ fate }) => fate),
    added: added.map(classify.inPath),
    trace,
  };
}

function accountOf(contents: Contents, paths: Part): NameAccount {
  const left = [...paths.left, ...contents.left].sort(byPlace);
  const added = [...paths.added, ...contents.added].sort(byPlace);
  const inClass = (wanted: LeftOccurrence["class"]) =>
    left.filter((occurrence) => occurrence.class === wanted).length;
  const countOf = (part: Part) => part.edited + part.removed + part.left.length;
  return {
    total: countOf(contents) + countOf(paths),
    inPaths: countOf(paths),
    edited: contents.edited + paths.edited,
    removed: contents.removed + paths.removed,
    allowed: inClass("allowed"),
    manual: inClass("manual"),
    unresolved: inClass("unresolved"),
    introduced: added.length,
    left,
    added,
    unreadable: contents.unreadable,
  };
}

function filesWith(spellings: readonly string[], snapshot: Snapshot): readonly RepoPath[] {
  const found = [...snapshot.containing(needlesOf(spellings)).values()].flat();
  return [...new Set([...found, ...snapshot.unreadable()])].sort();
}

/** Where the content of a file of before is now; undefined if it is gone. */
function pathsAfter(changes: ChangeSet, after: Snapshot): PathTree["find"] {
  const moved = new Map<RepoPath, RepoPath>();
  for (const { path, from } of changes) {
    if (from !== undefined) moved.set(from, path);
  }
  return (path) => moved.get(path) ?? (after.has(path) ? path : undefined);
}

function placeOf(path: RepoPath, offset: number): string {
  return `${path}\0${offset}`;
}

function byPlace(a: LeftOccurrence, b: LeftOccurrence): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
