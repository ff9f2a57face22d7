import { relative, resolve } from "node:path";
import { mustBeSettled } from "../../workspace/apply/interrupted.ts";
import { findConfig } from "../../workspace/named-files/find-config.ts";
import type { FoundConfig } from "../../workspace/named-files/find-config.ts";
import { checkOutputFile } from "../../workspace/named-files/output-file.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import { escapeControl } from "../terminal/escape.ts";

/** Where a command works, and the config that says with which plan. */
export interface Location {
  /** Absolute, no symlink in it. */
  readonly root: string;
  /** Undefined if a plan was named, or there is no config. */
  readonly config: FoundConfig | undefined;
}

/**
 * The target's root: --cwd, or the current folder. Where neither a plan nor --cwd is given, and a
 * config is found above the current folder, it is the config's folder: the paths of its plan are
 * meant from there. Throws UserError for a root that is none, or more than one config.
 */
export function locateTarget({ cwd, plan }: Options, io: Io): Location {
  const root = resolveRoot(resolve(io.cwd, cwd ?? "."));
  const config = plan === undefined ? findConfig(root) : undefined;
  return { root: cwd === undefined ? (config?.folder ?? root) : root, config };
}

/**
 * The location of a target that is fit to be worked on. Throws what locateTarget throws, UserError
 * for a file that is to be written at the end and cannot, and if an apply was interrupted there:
 * `recover` is then the only command that does anything.
 */
export async function placeOf(options: Options, io: Io): Promise<Location> {
  const location = locateTarget(options, io);
  await mustBeSettled(location.root);
  const files = [...options.outputs.map(({ file }) => file), options.patch];
  for (const file of files) if (file !== undefined) checkOutputFile(resolve(io.cwd, file));
  return location;
}

/** Which plan was found, since nobody has named it, and where it is run if not where one is. */
export function whichPlan({ file }: FoundConfig, plan: string, root: string, cwd: string): string {
  const from = `plan ${plan}, from ${relative(root, file)}`;
  const where = resolve(root) === resolveRoot(cwd) ? "" : ` (the root is ${root})`;
  return escapeControl(`${from}${where}`);
}
