import process from "node:process";
import { cacheFolder } from "../../workspace/cache/cache-folder.ts";
import { readEntry, writeEntry } from "../../workspace/cache/entries.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { listFiles } from "../../workspace/list.ts";
import type { Listing } from "../../workspace/list.ts";
import { unlistedAt } from "../../workspace/load.ts";
import { fingerprintOf } from "../../workspace/named-files/fingerprint.ts";
import type { OtherPath } from "../../workspace/file-source.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import { buildId } from "../build-id.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import type { Report } from "../report/report.ts";
import { placeOf, whichPlan } from "./locate-target.ts";
import type { Location } from "./locate-target.ts";

/** What a command comes to that only looks. */
export interface Outcome {
  readonly report: Report;
  readonly changes: ChangeSet;
  /** What was written beside the report, in words. */
  readonly written?: string | undefined;
}

/** What an outcome rests on beside the command line and the files that are listed. */
export interface Rests {
  /** Files that were read, or would have been (absolute). */
  readonly files: readonly string[];
  /** What was at places that no listing names. */
  readonly unlisted: ReadonlyMap<RepoPath, OtherPath | undefined>;
}

/** An outcome, and what it rests on; undefined where that is more than can be told. */
export interface Produced extends Outcome {
  readonly rests: Rests | undefined;
}

/** The files below a root, listed just now. */
export interface Listed {
  readonly root: string;
  readonly listing: Listing;
  /** When the look began, in milliseconds since 1970. */
  readonly start: number;
}

/** A command line as it was given, by which outcomes are kept. */
export interface Asked {
  readonly argv: readonly string[];
  readonly cwd: string;
}

/** What is known of a command line before it is parsed. */
export interface Before {
  /** The last outcome of the same, and its options, if all that it rests on is as it was. */
  readonly again?: Outcome & { readonly options: Options };
  /** What was listed to find that out. */
  readonly listed?: Listed | undefined;
}

/**
 * Looks whether the same was asked before, and nothing has changed since: people and pipelines ask
 * the same of the same tree again and again. Throws what placeOf and listFiles throw.
 */
export async function replay(asked: Asked, ioOf: (options: Options) => Io): Promise<Before> {
  if (buildId === "" || asked.argv.includes("--no-cache")) return {};
  const known = readKept(readEntry(cacheFolder(), keyOf(asked)));
  if (!known) return {};
  const { options } = known;
  const io = ioOf(options);
  const { root, config } = await placeOf(options, io);
  if (root !== known.root || config?.file !== known.config) return {};
  const start = Date.now();
  const listed = { root, listing: await listFiles(root, known.paths), start };
  if (!isAsItWas(known, listed)) return { listed };
  if (config) io.stderr.write(`${whichPlan(config, known.report.plan, root, io.cwd)}\n`);
  return { again: known };
}

/**
 * What `produce` makes of the target that `options` name, with the files that were listed by now; the
 * outcome is kept for the next time, if it rests on files alone. Throws what placeOf and `produce`
 * throw.
 */
export async function produced(
  options: Options,
  io: Io,
  listed: Listed | undefined,
  produce: (location: Location, listing: Listing | undefined) => Promise<Produced>,
): Promise<Outcome> {
  const location = await placeOf(options, io);
  const isKept = buildId !== "" && options.cache && io.argv !== undefined && isReplayable(options);
  if (!isKept) return await produce(location, undefined);
  const { root } = location;
  const own = listed?.root === root ? listed : await list(root);
  const outcome = await produce(location, own.listing);
  const kept = keptFrom(outcome, options, location, own);
  const asked = { argv: io.argv ?? [], cwd: io.cwd };
  if (kept) writeEntry(cacheFolder(), keyOf(asked), JSON.stringify(kept));
  return outcome;
}

async function list(root: string): Promise<Listed> {
  const start = Date.now();
  return { root, listing: await listFiles(root), start };
}

/** Whether the outcome depends on nothing but files. */
function isReplayable(options: Options): boolean {
  const { exec, interactive, database, evidence, base, patch, updateBaseline, writeTicks } =
    options;
  const asked = [exec, interactive, database, evidence, base, patch, updateBaseline, writeTicks];
  return asked.every((each) => each === undefined || each === false);
}

function keyOf({ argv, cwd }: Asked): string {
  return JSON.stringify([buildId, process.version, process.platform, cwd, argv]);
}

/** An outcome as it is kept. */
interface Kept extends Outcome {
  readonly options: Options;
  readonly root: string;
  readonly config?: string | undefined;
  /** The listing that it was made from. */
  readonly digest: string;
  readonly paths: readonly RepoPath[];
  readonly files: readonly (readonly [file: string, fingerprint: string])[];
  readonly unlisted: readonly (readonly [path: RepoPath, is: OtherPath | null])[];
}

function keptFrom(
  { report, changes, rests }: Produced,
  options: Options,
  { root, config }: Location,
  { listing: { paths, stamp }, start }: Listed,
): Kept | undefined {
  // What was changed just now may change once more without looking any different.
  const before = start - JUST_NOW;
  if (!rests || !stamp || stamp.newest > before) return undefined;
  const files: [string, string][] = [];
  for (const file of rests.files) {
    const fingerprint = fingerprintOf(file, before);
    if (fingerprint === undefined) return undefined;
    files.push([file, fingerprint]);
  }
  const unlisted = [...rests.unlisted].map(([path, is]) => [path, is ?? null] as const);
  const { digest } = stamp;
  const found = { options, root, config: config?.file };
  return { report, changes, ...found, digest, paths, files, unlisted };
}

/** The coarsest clock of a file system, in milliseconds. */
const JUST_NOW = 2000;

/** This program has written it, and nobody else can have; but it may not be whole. */
function readKept(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as Kept;
  } catch {
    return undefined;
  }
}

function isAsItWas({ digest, files, unlisted }: Kept, { root, listing }: Listed): boolean {
  return (
    digest === listing.stamp?.digest &&
    files.every(([file, fingerprint]) => fingerprintOf(file) === fingerprint) &&
    unlisted.every(([path, is]) => {
      return JSON.stringify(unlistedAt(root, path, listing.source) ?? null) === JSON.stringify(is);
    })
  );
}
