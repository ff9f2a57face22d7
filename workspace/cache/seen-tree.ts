import { Buffer, isUtf8 } from "node:buffer";
import { hashOfPart } from "../extract.ts";
import type { Extract } from "../extract.ts";
import { UnreadableFileError } from "../file-source.ts";
import type { FileSource } from "../file-source.ts";
import { hashOf } from "../hash.ts";
import { readState } from "../list.ts";
import type { Listing, Stamp } from "../list.ts";
import type { RepoPath } from "../repo-path.ts";
import type { AskedOfDisk } from "../snapshot.ts";

/**
 * A tree as somebody has seen it who looked into some of its files and searched all of them, in a form
 * that can be kept. Files go by their places in the listing.
 */
export interface SeenTree {
  /** What each file was; of one that may have been another one when it was read, only its mode. */
  readonly states: readonly string[];
  readonly skipped: string;
  /** The files that were looked into, with their content's hash; `null` where it is not known. */
  readonly files: readonly (readonly [place: number, hash: string | null])[];
  /** Of other files, what was taken of them. */
  readonly parts: readonly Part[];
  readonly needles: readonly string[];
}

type Part = readonly [place: number, extract: string, hash: string];

/**
 * The tree of `listing` as it was seen by what has `asked`. States of files that were changed after
 * `before` (milliseconds since 1970) are not relied on. Undefined if there are too many files.
 */
export function seenTree(
  { paths, skipped, stamp }: Listing,
  asked: AskedOfDisk,
  before: number,
): SeenTree | undefined {
  const states = stamp && statesOf(paths, stamp, asked.unlike, before);
  if (!states) return undefined;
  return {
    states,
    skipped: JSON.stringify(skipped),
    files: paths.flatMap((path, place) =>
      asked.files.has(path) ? [[place, asked.files.get(path) ?? null] as const] : [],
    ),
    parts: paths.flatMap((path, place) =>
      [...(asked.parts.get(path) ?? [])].map(([name, hash]) => [place, name, hash] as const),
    ),
    needles: asked.needles,
  };
}

/**
 * What each of `paths` was, in the form of a SeenTree: not relied on are files that were changed after
 * `before`, and those that were `unlike` what was listed.
 */
export function statesOf(
  paths: readonly RepoPath[],
  { states }: Stamp,
  unlike: ReadonlySet<RepoPath>,
  before: number,
): readonly string[] | undefined {
  return states?.map((state, place) => {
    const { changed, mode } = readState(state);
    return changed > before || unlike.has(paths[place] ?? "") ? `? ? ? ? ${mode}` : state;
  });
}

/**
 * Whether whoever has seen `tree`, which had the files `before`, would see the same in `listing`, the
 * files of which `source` reads: what has changed since was not looked into, or is what it was as far
 * as it was, and has nothing in it that was searched for. `extracts` are all that can have been used.
 */
export function wouldSeeTheSame(
  tree: SeenTree,
  before: readonly RepoPath[],
  { paths, skipped, stamp }: Listing,
  source: FileSource,
  extracts: readonly Extract[],
): boolean {
  const { states } = stamp ?? {};
  if (!states || tree.skipped !== JSON.stringify(skipped) || paths.length !== before.length) {
    return false;
  }
  const looked = new Map(tree.files);
  const parts = new Map<number, Part[]>();
  for (const part of tree.parts) parts.set(part[0], [...(parts.get(part[0]) ?? []), part]);
  const needles = tree.needles.map((needle) => Buffer.from(needle, "utf8"));
  return paths.every((path, place) => {
    const [old = "", now = ""] = [tree.states[place], states[place]];
    if (path !== before[place]) return false;
    if (old === now) return true;
    if (readState(old).mode !== readState(now).mode) return false;
    const bytes = readIfPossible(source, path);
    if (!bytes) return false;
    const hash = looked.get(place);
    if (hash !== undefined) return hash === hashOf(bytes);
    if (needles.some((needle) => bytes.includes(needle))) return false;
    const taken = parts.get(place);
    return !taken || hasParts(bytes, taken, extracts);
  });
}

function readIfPossible(source: FileSource, path: RepoPath): Buffer | undefined {
  try {
    const bytes = source.bytes(path);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error;
    return undefined;
  }
}

function hasParts(bytes: Buffer, taken: readonly Part[], extracts: readonly Extract[]): boolean {
  // What is no text has no parts, and whoever asked for them was told why.
  if (!isUtf8(bytes) || bytes.includes(0)) return false;
  const text = bytes.toString("utf8");
  return taken.every(([, name, hash]) => {
    const extract = extracts.find((each) => each.name === name);
    return extract !== undefined && hashOfPart(extract.from(text)) === hash;
  });
}
