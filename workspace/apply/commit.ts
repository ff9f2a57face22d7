import { ChangedError, carryOut, changedFiles, filesOff, removeTemporaries } from "./carry-out.ts";
import type { ChangedFile } from "./carry-out.ts";
import { DiskError } from "../disk-target.ts";
import type { TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { holdSignals } from "./hold-signals.ts";
import type { HeldSignals } from "./hold-signals.ts";
import { folderOfState } from "./journal.ts";
import type { About, Journal } from "./journal.ts";
import { dropJournal, endJournal, keepJournal, moveJournal, tidy } from "./journal-states.ts";
import { prepareJournal } from "./journal-write.ts";
import type { PlannedChange } from "./journal-write.ts";
import { mustNotBeInterrupted } from "./interrupted.ts";
import { OWN_FOLDER } from "../own-folder.ts";
import type { RepoPath } from "../repo-path.ts";

/**
 * Makes `change`, all of it or nothing. The caller holds the lock and has seen that there is no
 * journal. `undoes` is the id of an earlier apply that this one takes back.
 *
 * The order, and why: the journal is written and synced (before that, the target is untouched and
 * the journal worth nothing); it is renamed to `forward` and that name is synced (from then on the
 * change can be completed from the journal alone, wherever the process ends); the files are put in
 * place and their names synced (until then the journal still has all of them); it is renamed away.
 * On a disk that keeps what it was told to sync, a power failure is no different from a kill.
 *
 * Throws UserError `drift` for files that changed meanwhile, `apply-failed` if the system refuses
 * anything, after all was put back, and `interrupted` for a signal, which is held until the tree is
 * whole again. If something could not be put back, the journal stays and the message says so.
 */
export async function commit(
  disk: TargetDisk,
  change: PlannedChange,
  about: About,
  undoes?: string,
): Promise<void> {
  const signals = holdSignals();
  try {
    const journal = await decide(disk, change, { about, undoes }, signals);
    make(disk, journal);
    finish(disk);
    const signal = await signals.arrived();
    if (signal !== undefined) {
      throw new UserError(
        "interrupted",
        `${signal} came while the change was being written. It was written whole, and nothing was done after it. \`conn-codemod recover --undo\` takes it back.`,
      );
    }
  } finally {
    signals.release();
  }
}

/** The journal of a change that is decided, of which nothing has been done. */
async function decide(
  disk: TargetDisk,
  change: PlannedChange,
  { about, undoes }: { readonly about: About; readonly undoes: string | undefined },
  signals: HeldSignals,
): Promise<Journal> {
  let problem: unknown;
  try {
    tidy(disk);
    const prepared = prepareJournal(disk, change, about, undoes);
    const signal = await signals.arrived();
    if (signal !== undefined) {
      throw new UserError("interrupted", `${signal} came. Nothing was written.`);
    }
    const off = filesOff(disk, prepared, "before");
    if (off.length > 0) throw drift(off, "nothing was written");
    // After this line, the change is made, if not by this process then by the recovery.
    disk.rename(prepared.folder, folderOfState("forward"));
    return { ...prepared, folder: folderOfState("forward") };
  } catch (error) {
    problem = error;
  }
  try {
    dropJournal(disk, { folder: folderOfState("preparing") });
    tidy(disk);
    // A rename that was refused and made all the same.
    mustNotBeInterrupted(disk);
  } catch (error) {
    throw stuck(problem, error);
  }
  throw told(problem, "Nothing was written.");
}

function make(disk: TargetDisk, journal: Journal): void {
  const touched = new Set<RepoPath>();
  let problem: unknown;
  try {
    disk.sync(OWN_FOLDER);
    carryOut(disk, journal, "after", { touched });
    endJournal(disk, journal);
    return;
  } catch (error) {
    problem = error;
  }
  let kept: RepoPath | undefined;
  let left: readonly ChangedFile[];
  try {
    const back = moveJournal(disk, journal, "back");
    removeTemporaries(disk, back);
    left = changedFiles(disk, back);
    carryOut(disk, back, "before", { leave: new Set(left.map(({ path }) => path)) });
    // Of a file that was changed when it had just been written, only the journal has what it was.
    if (left.some(({ path }) => touched.has(path))) kept = keepJournal(disk, back);
    else dropJournal(disk, back);
    tidy(disk);
  } catch (error) {
    throw stuck(problem, error);
  }
  const rest =
    kept === undefined
      ? "Everything is as it was before."
      : `Everything else is as it was before; ${kept} has what these were.`;
  if (left.length > 0) throw drift(left, rest);
  throw told(problem, rest);
}

/** After the last rename the change is there to stay, whatever becomes of the leftovers. */
function finish(disk: TargetDisk): void {
  try {
    tidy(disk);
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    throw new UserError(
      "apply-failed",
      `the change was written whole, but ${error.path} could not be cleared away: ${error.message}.`,
      { cause: error },
    );
  }
}

/** UserError `drift`; `so` says in a few words what became of the rest. */
export function drift(files: readonly ChangedFile[], so: string): UserError {
  const named = files.map(({ path, why }) => `  ${path}: ${why}`).join("\n");
  return new UserError(
    "drift",
    `the files are not, or no longer, as they were read; ${so}:\n${named}\nRun again to work on the files as they are.`,
  );
}

/** What to tell of `problem`; `so` says in a few words what became of the rest. */
export function told(problem: unknown, so: string): unknown {
  if (problem instanceof ChangedError) return drift([problem.file], so);
  if (!(problem instanceof DiskError)) return problem;
  const { path, message } = problem;
  return new UserError("apply-failed", `could not change ${path}: ${message}. ${so}`, {
    cause: problem,
  });
}

/** Both the change and taking it back were refused. */
function stuck(problem: unknown, second: unknown): unknown {
  if (!(second instanceof DiskError || second instanceof ChangedError)) return second;
  const [first, next] = [problem, second].map((error) => {
    const text = error instanceof Error ? error.message : String(error);
    return error instanceof DiskError ? `${error.path}: ${text}` : text;
  });
  return new UserError(
    "apply-failed",
    `the change could not be made (${first}), and could not be taken back: ${next}. Nothing is lost: make room or give the rights, then run \`conn-codemod recover\`.`,
    { cause: problem },
  );
}
