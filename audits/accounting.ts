import type { ChangeSet } from "../workspace/change-set.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Context } from "./criterion.ts";
import { followTokens } from "./follow-tokens.ts";
import { matcherOf } from "./globs.ts";
import { laterRemovals } from "./later-removals.ts";
import type { LaterState } from "./later-removals.ts";
import { needlesOf, type Occurrence, searchOccurrences } from "./occurrences.ts";
import { findTokens, spellingsOf } from "./spellings.ts";

/**
 * What became of every occurrence of a name, in all its spellings and in the content of all files:
 * `edited + removed + allowed + manual + unresolved` is `total`.
 */
export interface NameAccount {
  /** How many there were before the change. */
  readonly total: number;
  /** Gone from lines that the change replaced. */
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

/** An occurrence after the change. */
export interface LeftOccurrence {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  /** The line, trimmed. */
  readonly text: string;
  readonly context: Context;
  readonly class: "allowed" | "manual" | "unresolved";
  /** The reason of the rule, or the message of the note. */
  readonly rule: string | null;
}

export interface AccountInput {
  /** The tracked names, in camel case. */
  readonly names: readonly string[];
  readonly before: Snapshot;
  readonly after: Snapshot;
  /** From `before` to `after`. Says which file became which. */
  readonly changes: ChangeSet;
  /** Places left to a person; lines in `after`, from 1. */
  readonly notes: readonly {
    readonly path: RepoPath;
    readonly line: number;
    readonly message?: string;
  }[];
  /** Occurrences that may stay: `names` are the names it is about (all if left out), `paths` globs. */
  readonly allow: readonly {
    readonly names?: readonly string[] | undefined;
    readonly paths: readonly string[];
    readonly reason: string;
  }[];
  /** What `after` is still to become: an occurrence that is gone then may stay until then. */
  readonly later?: readonly LaterState[];
}

/** The account of each of `names`. Reads both snapshots and changes nothing. */
export async function account(input: AccountInput): Promise<Readonly<Record<string, NameAccount>>> {
  const { names, before, after, changes } = input;
  const needles = names.flatMap((name) => needlesOf(spellingsOf(name)));
  before.containing(needles); // one pass over the files for all names; the snapshot remembers
  const pathAfter = pathsAfter(changes, after);
  const accounts: [string, NameAccount][] = [];
  for (const name of new Set(names)) {
    accounts.push([name, await accountOf(name, before, after, pathAfter, classifier(name, input))]);
  }
  return Object.fromEntries(accounts);
}

type Classify = (occurrence: Occurrence) => LeftOccurrence;

async function accountOf(
  name: string,
  before: Snapshot,
  after: Snapshot,
  pathAfter: (path: RepoPath) => RepoPath | undefined,
  classify: Classify,
): Promise<NameAccount> {
  const spellings = spellingsOf(name);
  const now = await searchOccurrences(spellings, after);
  const unclaimed = new Map(
    now.occurrences.map((found) => [placeOf(found.path, found.offset), found]),
  );
  const unreadable = new Set(now.unreadable.map(({ path }) => path));

  const left: LeftOccurrence[] = [];
  let total = 0;
  let edited = 0;
  let removed = 0;
  for (const path of filesWith(spellings, before)) {
    const old = before.text(path);
    if (old === undefined) {
      unreadable.add(path);
      continue;
    }
    const count = findTokens(old, spellings).length;
    total += count;
    const target = pathAfter(path);
    if (target === undefined) {
      removed += count;
      continue;
    }
    const followed = followTokens(old, after.text(target) ?? "", spellings);
    edited += followed.edited;
    removed += followed.removed;
    for (const { start } of followed.stayed) {
      const place = placeOf(target, start);
      const found = unclaimed.get(place);
      if (!found) throw new Error(`lost sight of ${name} at ${target}, offset ${start}`);
      unclaimed.delete(place);
      left.push(classify(found));
    }
  }
  const inClass = (wanted: LeftOccurrence["class"]) =>
    left.filter((occurrence) => occurrence.class === wanted).length;
  return {
    total,
    edited,
    removed,
    allowed: inClass("allowed"),
    manual: inClass("manual"),
    unresolved: inClass("unresolved"),
    introduced: unclaimed.size,
    left: left.sort(byPlace),
    added: [...unclaimed.values()].map(classify),
    unreadable: [...unreadable].sort(),
  };
}

function filesWith(spellings: readonly string[], snapshot: Snapshot): readonly RepoPath[] {
  const found = [...snapshot.containing(needlesOf(spellings)).values()].flat();
  return [...new Set([...found, ...snapshot.unreadable()])].sort();
}

/** Where the content of a file of before is now; undefined if it is gone. */
function pathsAfter(changes: ChangeSet, after: Snapshot): (path: RepoPath) => RepoPath | undefined {
  const moved = new Map<RepoPath, RepoPath>();
  for (const { path, from } of changes) {
    if (from !== undefined) moved.set(from, path);
  }
  return (path) => moved.get(path) ?? (after.has(path) ? path : undefined);
}

function classifier(name: string, { after, notes, allow, later }: AccountInput): Classify {
  const removedLater = laterRemovals(after, later ?? [], spellingsOf(name));
  const rules = allow
    .filter(({ names }) => !names || names.includes(name))
    .map(({ paths, reason }) => ({ matches: matcherOf(paths), reason }));
  const messages = new Map(notes.map((note) => [placeOf(note.path, note.line), note.message]));
  return ({ path, line, column, text, context, offset }) => {
    const at = { path, line, column, text, context };
    const rule = rules.find(({ matches }) => matches(path));
    if (rule) return { ...at, class: "allowed", rule: rule.reason };
    const reason = removedLater(path, offset);
    if (reason !== undefined) return { ...at, class: "allowed", rule: reason };
    const place = placeOf(path, line);
    if (messages.has(place)) return { ...at, class: "manual", rule: messages.get(place) ?? null };
    return { ...at, class: "unresolved", rule: null };
  };
}

function placeOf(path: RepoPath, position: number): string {
  return `${path}\0${position}`;
}

function byPlace(a: LeftOccurrence, b: LeftOccurrence): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
