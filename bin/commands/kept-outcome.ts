import { importedNames } from "../../codemods/program/imported-names.ts";
import { cacheFolder } from "../../workspace/cache/cache-folder.ts";
import { readEntry, writeEntry } from "../../workspace/cache/entries.ts";
import { seenTree, statesOf, wouldSeeTheSame } from "../../workspace/cache/seen-tree.ts";
import type { SeenTree } from "../../workspace/cache/seen-tree.ts";
import type { OtherPath } from "../../workspace/file-source.ts";
import type { Stamp } from "../../workspace/list.ts";
import { diskSource, unlistedAt } from "../../workspace/load.ts";
import { fingerprintOf } from "../../workspace/named-files/fingerprint.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import type { Options } from "../options.ts";
import { packagesBeside } from "../packages-beside.ts";
import type { Location } from "./locate-target.ts";
import type { Listed, Outcome, Produced } from "./outcome.ts";

/** An outcome as it is kept. */
export interface Kept extends Outcome {
  readonly options: Options;
  readonly root: string;
  readonly config?: string | undefined;
  /** The listing that it was made from; empty if it may be another one by now and look the same. */
  readonly digest: string;
  readonly paths: readonly RepoPath[];
  readonly files: readonly (readonly [file: string, fingerprint: string])[];
  readonly unlisted: readonly (readonly [path: RepoPath, is: OtherPath | null])[];
}

/** A kept outcome, and the way to the tree that it was made from, which is seldom asked for. */
export interface Found {
  readonly key: string;
  readonly kept: Kept;
  tree(): SeenTree | undefined;
}

/** All that steps and criteria take of files without looking at the rest. */
const EXTRACTS = [importedNames];

/** The coarsest clock of a file system, in milliseconds. */
const JUST_NOW = 2000;

/** The outcome that was kept for `key`; undefined if there is none that can be read. */
export function findKept(key: string): Found | undefined {
  const text = readEntry(cacheFolder(), key);
  if (text === undefined) return undefined;
  // The tree comes first, so that an entry that is not whole lacks some of the outcome.
  const end = text.indexOf("\n");
  const kept = parsed<Kept>(text.slice(end + 1));
  return (
    kept && { key, kept, tree: () => parsed<SeenTree | null>(text.slice(0, end)) ?? undefined }
  );
}

/** Keeps an outcome for `key`, if it rests on nothing but what can be compared. */
export function keep(
  key: string,
  { report, changes, rests }: Produced,
  options: Options,
  { root, config }: Location,
  { listing, start }: Listed,
): void {
  const before = start - JUST_NOW;
  const { paths, stamp } = listing;
  if (!rests || !stamp) return;
  const asked = rests.asked();
  const tree = seenTree(listing, asked, before) ?? null;
  const digest = digestOf(stamp, asked.unlike, before);
  if (!tree && digest === "") return;
  const files: [string, string][] = [];
  for (const file of [...packagesBeside(), ...rests.files]) {
    const fingerprint = fingerprintOf(file, before);
    if (fingerprint === undefined) return;
    files.push([file, fingerprint]);
  }
  for (const file of rests.listed) {
    // What is in it is compared with what was read in any case.
    const fingerprint = fingerprintOf(file);
    if (fingerprint === undefined) return;
    files.push([file, fingerprint]);
  }
  const unlisted = [...rests.unlisted].map(([path, is]) => [path, is ?? null] as const);
  const found = { options, root, config: config?.file };
  write(key, tree, { report, changes, ...found, digest, paths, files, unlisted });
}

/**
 * Whether all that an outcome rests on is as it was, or else nothing that it depends on has changed. In
 * that case it is kept anew, so that the next time no file needs to be looked into.
 */
export function stillHolds({ key, kept, tree }: Found, { root, listing, start }: Listed): boolean {
  const { digest, paths, files, unlisted } = kept;
  const { stamp } = listing;
  const isBeside =
    files.every(([file, fingerprint]) => fingerprintOf(file) === fingerprint) &&
    unlisted.every(([path, is]) => {
      return JSON.stringify(unlistedAt(root, path, listing.source) ?? null) === JSON.stringify(is);
    });
  if (!isBeside || !stamp) return false;
  if (digest === stamp.digest) return true;
  const seen = tree();
  const source = diskSource(root, listing);
  if (!seen || !wouldSeeTheSame(seen, paths, listing, source, EXTRACTS)) return false;
  const before = start - JUST_NOW;
  const { unlike = new Set() } = source;
  const now = { ...seen, states: statesOf(paths, stamp, unlike, before) ?? seen.states };
  write(key, now, { ...kept, digest: digestOf(stamp, unlike, before) });
  return true;
}

function write(key: string, tree: SeenTree | null, kept: Kept): void {
  writeEntry(cacheFolder(), key, `${JSON.stringify(tree)}\n${JSON.stringify(kept)}`);
}

/**
 * What was changed just now may change once more without looking any different, and what was `unlike`
 * what was listed may have been put back.
 */
function digestOf(
  { digest, newest }: Stamp,
  unlike: ReadonlySet<RepoPath>,
  before: number,
): string {
  return newest <= before && unlike.size === 0 ? digest : "";
}

/** This program has written it, and nobody else can have; but it may not be whole. */
function parsed<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined;
  }
}
