import type { RepoPath } from "../workspace/repo-path.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { Context, Hit } from "./criterion.ts";
import { matcherOf } from "./globs.ts";
import { laterPathRemovals, laterRemovals } from "./later-removals.ts";
import type { LaterState } from "./later-removals.ts";
import type { Occurrence } from "./occurrences.ts";
import { hitOf } from "./path-names.ts";
import type { PathName } from "./path-names.ts";
import { filesAt } from "./places.ts";
import { spellingsOf } from "./spellings.ts";

/**
 * An occurrence after the change. One in a file's or folder's name has the context `path`, and is at
 * line 1 and column 1 of it.
 */
export interface LeftOccurrence {
  readonly path: RepoPath;
  readonly line: number;
  readonly column: number;
  /** The line, trimmed; the path, if it is in a name. */
  readonly text: string;
  readonly context: Context;
  readonly class: "allowed" | "manual" | "unresolved";
  /** The reason of the rule, or the message of the note. */
  readonly rule: string | null;
}

/** A place left to a person. One at line 1 and column 1 is about the file or folder as a whole too. */
export interface AccountNote {
  readonly path: RepoPath;
  readonly line: number;
  readonly column?: number;
  readonly message?: string;
}

/** Why an occurrence may stay. */
export interface AccountRule {
  /** The names it is about; all if left out. */
  readonly names?: readonly string[] | undefined;
  /** Globs. A folder all of whose files may stay may stay itself. */
  readonly paths: readonly string[];
  readonly reason: string;
}

/** Says why an occurrence that is still there is, if anybody has said so. */
export interface Classifier {
  inContent(occurrence: Occurrence): LeftOccurrence;
  inPath(name: PathName): LeftOccurrence;
}

export interface ClassifierInput {
  readonly after: Snapshot;
  readonly notes: readonly AccountNote[];
  readonly allow: readonly AccountRule[];
  readonly later?: readonly LaterState[];
  readonly otherPaths?: readonly RepoPath[];
}

/** The classifier of the occurrences of `name` in `after`. */
export function classifierOf(
  name: string,
  { after, notes, allow, later = [], otherPaths = [] }: ClassifierInput,
): Classifier {
  const spellings = spellingsOf(name);
  const removedLater = laterRemovals(after, later, spellings);
  const pathRemovedLater = laterPathRemovals(after, later, spellings, otherPaths);
  const rules = allow
    .filter(({ names }) => !names || names.includes(name))
    .map(({ paths, reason }) => ({ matches: matcherOf(paths), reason }));
  const ruleFor = (path: RepoPath) => rules.find(({ matches }) => matches(path))?.reason;
  const onLines = new Map(notes.map((note) => [`${note.path}\0${note.line}`, note.message]));
  const onPaths = new Map(
    notes
      .filter(({ line, column }) => line === 1 && column === 1)
      .map((note) => [note.path, note.message]),
  );
  return {
    inContent: (occurrence) => {
      const { path, line, column, text, context, offset } = occurrence;
      const hit = { path, line, column, text, context };
      const reason = ruleFor(path) ?? removedLater(path, offset);
      return classified(hit, reason, onLines, `${path}\0${line}`);
    },
    inPath: (place) => {
      const reason = ruleForPlace(place, after, ruleFor) ?? pathRemovedLater(place);
      return classified(hitOf(place), reason, onPaths, place.path);
    },
  };
}

function classified(
  hit: Hit,
  reason: string | undefined,
  notes: ReadonlyMap<string, string | undefined>,
  key: string,
): LeftOccurrence {
  if (reason !== undefined) return { ...hit, class: "allowed", rule: reason };
  if (notes.has(key)) return { ...hit, class: "manual", rule: notes.get(key) ?? null };
  return { ...hit, class: "unresolved", rule: null };
}

function ruleForPlace(
  { path, kind }: PathName,
  after: Snapshot,
  ruleFor: (path: RepoPath) => string | undefined,
): string | undefined {
  const own = ruleFor(path);
  if (own !== undefined || kind === "file") return own;
  // A folder is there because of its files; while they may stay, it can go nowhere.
  const files = filesAt(path, after);
  const reasons = files.map(ruleFor);
  return reasons.every((reason) => reason !== undefined) ? reasons[0] : undefined;
}
