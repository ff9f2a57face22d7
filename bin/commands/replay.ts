import process from "node:process";
import { UserError } from "../../workspace/errors.ts";
import { listFiles } from "../../workspace/list.ts";
import type { Listing } from "../../workspace/list.ts";
import type { RepoPath } from "../../workspace/repo-path.ts";
import { buildId } from "../build-id.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import { readTool } from "../tool.ts";
import { findKept, stillHolds, keep } from "./kept-outcome.ts";
import { placeOf, whichPlan } from "./locate-target.ts";
import type { Location } from "./locate-target.ts";
import type { Listed, Outcome, Produced } from "./outcome.ts";

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
 * the same of the same tree again and again. Throws what placeOf throws.
 */
export async function replay(asked: Asked, ioOf: (options: Options) => Io): Promise<Before> {
  if (buildId === "" || asked.argv.includes("--no-cache")) return {};
  const found = findKept(keyOf(asked));
  if (!found) return {};
  const { kept: known } = found;
  const { options } = known;
  const io = ioOf(options);
  const { root, config } = await placeOf(options, io);
  if (root !== known.root || config?.file !== known.config) return {};
  const listed = await list(root, known.paths);
  if (!listed || !stillHolds(found, listed)) return { listed };
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
  const outcome = await produce(location, own?.listing);
  if (own) keep(keyOf({ argv: io.argv ?? [], cwd: io.cwd }), outcome, options, location, own);
  return outcome;
}

/**
 * Undefined if the files cannot be listed: whoever lists them again tells why, after what comes
 * before that, such as what is wrong with the plan.
 */
async function list(root: string, expected?: readonly RepoPath[]): Promise<Listed | undefined> {
  const start = Date.now();
  try {
    return { root, listing: await listFiles(root, expected), start };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return undefined;
  }
}

/** Whether the outcome depends on nothing but files. */
function isReplayable(options: Options): boolean {
  const { exec, interactive, database, evidence, base, patch, updateBaseline, writeTicks } =
    options;
  const asked = [exec, interactive, database, evidence, base, patch, updateBaseline, writeTicks];
  return asked.every((each) => each === undefined || each === false);
}

function keyOf({ argv, cwd }: Asked): string {
  const { version } = readTool();
  return JSON.stringify([buildId, version, process.version, process.platform, cwd, argv]);
}
