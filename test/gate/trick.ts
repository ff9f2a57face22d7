import { PLAN } from "./honest-target.ts";
import type { Target } from "./honest-target.ts";

/** One way in which a gate could be fooled, and how this one is not. */
export interface Trick {
  /** What somebody did. Unique. */
  readonly what: string;
  readonly play: (target: Target) => void;
  /** The command line; `audit PLAN --exec` if left out. */
  readonly args?: readonly string[];
  /** What must be said, and is not said of the honest target. */
  readonly says: RegExp;
  readonly exit: 0 | 1 | 2;
}

export const AUDIT = ["audit", PLAN, "--exec"];
export const ON_BASE = [...AUDIT, "--base", "main"];
export const STRICT = [...ON_BASE, "--strict"];

/** A line with the old name in it. */
export const STALE = "export const stale = oldThing;\n";
