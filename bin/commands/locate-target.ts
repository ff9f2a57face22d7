import { resolve } from "node:path";
import { findConfig } from "../../workspace/named-files/find-config.ts";
import type { FoundConfig } from "../../workspace/named-files/find-config.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";

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
