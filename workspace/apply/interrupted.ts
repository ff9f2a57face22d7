import { DiskError, TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { interruptedState } from "./journal.ts";
import type { JournalState } from "./journal.ts";
import { describeHolder, lockHolder } from "./lock.ts";
import { resolveRoot } from "../root.ts";

const WHAT_HAPPENED: Readonly<Record<JournalState, string>> = {
  preparing: "before it had written anything",
  forward: "while it was writing its change",
  back: "while it was taking its change back",
};

/**
 * Throws if an apply below `root` has not come to its end: UserError `locked` if it is still at
 * work, `interrupted-apply` if not. With `holding`, the caller has the lock, so that nobody else can
 * be at work. Throws UserError `not-a-folder`, `unsafe-journal` and `bad-journal` too.
 */
export function mustBeSettled(root: string, holding?: "locked"): void {
  const disk = new TargetDisk(resolveRoot(root));
  try {
    const state = interruptedState(disk);
    if (state === undefined) return;
    const holder = holding ? undefined : lockHolder(disk);
    if (holder) {
      throw new UserError(
        "locked",
        `a change is being written to ${disk.root} just now, by ${describeHolder(holder)}. Try again when it has ended.`,
      );
    }
    // It may have ended between the two looks.
    if (interruptedState(disk) === undefined) return;
    throw new UserError(
      "interrupted-apply",
      `an apply to ${disk.root} was interrupted ${WHAT_HAPPENED[state]}. Run \`conn-codemod recover\` there: it ${state === "forward" ? "completes the change" : "leaves the files as they were before it"}. Until then, nothing else is done.`,
    );
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    throw new UserError(
      "journal-unreadable",
      `could not find out whether an apply to ${disk.root} was interrupted: ${error.path}: ${error.message}.`,
      { cause: error },
    );
  }
}
