import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { refusal, watchCalls } from "./faults.js";
import type { Call } from "./faults.js";

/** A moment of a piece of work: right before its call `index`, or when half of that is written. */
export interface Moment {
  readonly index: number;
  readonly half: boolean;
  /** Whether the call before it can have changed anything on the disk. */
  readonly afterChange: boolean;
}

const CHANGES = /^(?:chmod|fchmod|fchown|mkdir|open|rename|rmdir|unlink|write)Sync$/;

/** What stands for the process when it is gone: nothing that is called below the root does anything. */
class Death extends Error {
  override readonly name = "Death";
}

/** Every moment at which `work` can be ended: one before each of its file system calls. */
export async function momentsOf(root: string, work: () => Promise<unknown>): Promise<Moment[]> {
  const moments: Moment[] = [];
  let afterChange = true;
  const stop = watchCalls(root, ({ name, index, size }) => {
    moments.push({ index, half: false, afterChange });
    if (size > 1) moments.push({ index, half: true, afterChange: true });
    afterChange = CHANGES.test(name);
  });
  try {
    await work();
  } finally {
    stop();
  }
  return moments;
}

/** Does `work` until the moment comes; from then on nothing happens below `root`, as after a kill. */
export async function dieAt(
  root: string,
  moment: Omit<Moment, "afterChange">,
  work: () => Promise<unknown>,
): Promise<void> {
  let dead = false;
  const die = (): never => {
    dead = true;
    throw new Death();
  };
  const before = ({ index }: Call): "half" | void => {
    if (dead || index > moment.index) die();
    if (index === moment.index) return moment.half ? "half" : die();
  };
  const stop = watchCalls(root, before, die);
  try {
    await work();
  } catch {
    // Whatever it says, nobody is there to hear it.
  } finally {
    stop();
  }
  forgetLocks(root);
}

/** The locks of this process are to count as those of one that is gone. */
export function forgetLocks(root: string): void {
  const folder = join(root, ".conn-codemod");
  try {
    for (const name of readdirSync(folder)) {
      if (/^(lock|asking)-/.test(name)) rmSync(join(folder, name));
    }
  } catch {
    // There is none.
  }
}

/** What `work` throws if its call `at` is refused, and with `on` every one after it too. */
export async function refuse(
  root: string,
  { at, code, on = false }: { at: number; code: "ENOSPC" | "EACCES" | "EIO"; on?: boolean },
  work: () => Promise<unknown>,
): Promise<unknown> {
  const stop = watchCalls(root, (call) => {
    if (call.index === at || (on && call.index > at)) throw refusal(code, call);
  });
  try {
    await work();
    return undefined;
  } catch (error) {
    return error;
  } finally {
    stop();
  }
}
