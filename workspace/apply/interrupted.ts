import { DiskError, TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { interruptedState } from "./journal.ts";
import type { JournalState } from "./journal.ts";
import { resolveRoot } from "../root.ts";

const WHAT_HAPPENED: Readonly<Record<JournalState, string>> = {
  preparing: "before it had written anything",
  forward: "while it was writing its change",
  back: "while it was taking its change back",
};

/**
 * Throws if an apply below `root` has not come to its end: UserError `locked` if it is still at
 * work, `interrupted-apply` if not. Throws UserError `not-a-folder`, `unsafe-journal` and
 * `bad-journal` too.
 */
export async function mustBeSettled(root: string): Promise<void> {
  const disk = new TargetDisk(resolveRoot(root));
  // Loaded only where there is something to tell.
  if (told(disk, () => interruptedState(disk)) === undefined) return;
  const { describeHolder, lockHolder } = await import("./lock.ts");
  const holder = told(disk, () => lockHolder(disk));
  if (holder) {
    throw new UserError(
      "locked",
      `a change is being written to ${disk.root} just now, by ${describeHolder(holder)}. Try again when it has ended.`,
    );
  }
  // It may have ended between the two looks.
  mustNotBeInterrupted(disk);
}

/** The same for a caller that has the lock, so that nobody else can be at work. */
export function mustNotBeInterrupted(disk: TargetDisk): void {
  const state = told(disk, () => interruptedState(disk));
  if (state === undefined) return;
  throw new UserError(
    "interrupted-apply",
    `an apply to ${disk.root} was interrupted ${WHAT_HAPPENED[state]}. Run \`conn-codemod recover\` there: it ${state === "forward" ? "completes the change" : "leaves the files as they were before it"}. Until then, nothing else is done.`,
  );
}

function told<T>(disk: TargetDisk, look: () => T): T {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    throw new UserError(
      "journal-unreadable",
      `could not find out whether an apply to ${disk.root} was interrupted: ${error.path}: ${error.message}.`,
      { cause: error },
    );
  }
}
