import {
  ChangedError,
  carryOut,
  changedFiles,
  filesOff,
  mustHaveImages,
  removeTemporaries,
} from "./carry-out.ts";
import type { ChangedFile } from "./carry-out.ts";
import { commit } from "./commit.ts";
import { DiskError, TargetDisk } from "../disk-target.ts";
import { UserError } from "../errors.ts";
import { trackedBelow } from "../git/git.ts";
import { mustNotBeInterrupted } from "./interrupted.ts";
import { LAST, badJournal, folderOfState, interruptedState, readImage } from "./journal.ts";
import type { About, Journal, JournalState, Manifest } from "./journal.ts";
import { readJournal } from "./journal-read.ts";
import { dropJournal, endJournal, keepJournal, tidy } from "./journal-states.ts";
import { foldersNow } from "./journal-write.ts";
import type { FileContent, PlannedChange } from "./journal-write.ts";
import { withLock } from "./lock.ts";
import { OWN_FOLDER, hasOwnFolder } from "../own-folder.ts";
import type { RepoPath } from "../repo-path.ts";
import { resolveRoot } from "../root.ts";

/** What a recovery came to. */
export type Recovery =
  /** There was nothing to recover, or to take back. */
  | { readonly kind: "nothing" }
  | {
      readonly kind: "done";
      /** To which tree: the new one, or the one as it was before. */
      readonly to: "after" | "before";
      readonly about: Pick<Manifest, "plan" | "phases" | "startedAt">;
      /** How many files the change has. */
      readonly files: number;
      /** Files that were left as somebody else has made them. */
      readonly left: readonly ChangedFile[];
      /** Where their other versions are, if any were left. */
      readonly kept: RepoPath | undefined;
    }
  /** Files are neither as before the change nor as after it; nothing was done. */
  | { readonly kind: "changed"; readonly files: readonly ChangedFile[]; readonly folder: RepoPath };

/**
 * Brings an apply below `root` that was cut short to its end: to the new tree if its commit mark is
 * there, to the old one if not. It can be cut short itself and run again. With `skipChanged`, files
 * that somebody has changed since are left as they are; without, they stop it.
 *
 * Throws UserError `not-a-folder`, `locked`, `lock-failed`, `unsafe-journal`, `bad-journal`,
 * `tracked-journal`, and `recover-failed` if the system refuses something.
 */
export async function recover(
  root: string,
  { skipChanged = false }: { readonly skipChanged?: boolean } = {},
): Promise<Recovery> {
  return await withJournals(root, async (disk) => {
    const state = interruptedState(disk);
    if (state === undefined) {
      tidy(disk);
      return { kind: "nothing" };
    }
    await mustBeOwn(disk);
    if (state === "preparing") {
      // It need not be complete, and nothing was done.
      dropJournal(disk, { folder: folderOfState(state) });
      tidy(disk);
      return { ...recovered(undefined), to: "before" };
    }
    return settle(disk, state, skipChanged);
  });
}

/**
 * Takes the last apply below `root` back, as an apply of its own, if all of its files are as it left
 * them. Throws what recover and commit throw, and UserError `interrupted-apply`.
 */
export async function undo(root: string, about: Partial<About> = {}): Promise<Recovery> {
  return await withJournals(root, async (disk) => {
    mustNotBeInterrupted(disk);
    tidy(disk);
    if (!disk.look(LAST)) return { kind: "nothing" };
    await mustBeOwn(disk);
    const last = readJournal(disk, LAST);
    const { manifest } = last;
    if (manifest.undoes !== undefined) throw badJournal(disk, `${LAST} is not of an apply`);
    mustHaveImages(disk, last, "before");
    const changed = filesOff(disk, last, "after");
    if (changed.length > 0) return { kind: "changed", files: changed, folder: LAST };
    const { tool, plan, phases } = { ...manifest, ...about };
    await commit(disk, backwards(disk, last), { tool, plan, phases }, manifest.id);
    return { ...recovered(manifest), to: "before" };
  });
}

function settle(
  disk: TargetDisk,
  state: Exclude<JournalState, "preparing">,
  skipChanged: boolean,
): Recovery {
  const journal = readJournal(disk, folderOfState(state));
  const { folder, manifest } = journal;
  const to = state === "forward" ? "after" : "before";
  mustHaveImages(disk, journal, to);
  removeTemporaries(disk, journal);
  const left = changedFiles(disk, journal);
  if (left.length > 0 && !skipChanged) return { kind: "changed", files: left, folder };
  try {
    carryOut(disk, journal, to, { leave: new Set(left.map(({ path }) => path)) });
  } catch (error) {
    if (error instanceof ChangedError) return { kind: "changed", files: [error.file], folder };
    throw error;
  }
  let kept: RepoPath | undefined;
  if (left.length > 0) kept = keepJournal(disk, journal);
  else if (state === "forward") endJournal(disk, journal);
  else dropJournal(disk, journal);
  tidy(disk);
  return { ...recovered(manifest), to, left, kept };
}

function recovered(manifest: Manifest | undefined) {
  return {
    kind: "done",
    about: {
      plan: manifest?.plan,
      phases: manifest?.phases ?? [],
      startedAt: manifest?.startedAt ?? "",
    },
    files: manifest?.files.length ?? 0,
    left: [],
    kept: undefined,
  } as const;
}

/** The change that leads from the tree after `journal` to the one before it. */
function backwards(disk: TargetDisk, journal: Journal): PlannedChange {
  const { files, folders } = journal.manifest;
  const now = foldersNow(
    disk,
    folders.map(({ path }) => path),
  );
  return {
    files: files.map(({ path, from, before, after }, index) => {
      const present = after && contentNow(disk, path);
      const then: FileContent | undefined = before && {
        bytes: readImage(disk, journal, "before", index, before),
        // Permissions that were given since are the user's.
        mode: present?.mode ?? before.mode,
        owner: present?.owner ?? before.owner,
      };
      return { path, from, before: present, after: then };
    }),
    folders: folders.map(({ path, before }) => ({ path, before: now.get(path), after: before })),
  };
}

function contentNow(disk: TargetDisk, path: RepoPath): FileContent {
  const { bytes, stat } = disk.read(path);
  return { bytes, mode: stat.mode & 0o777, owner: { uid: stat.uid, gid: stat.gid } };
}

/** A journal that came with the repository was made by whoever made that. */
async function mustBeOwn(disk: TargetDisk): Promise<void> {
  const [tracked] = await trackedBelow(disk.root, OWN_FOLDER);
  if (tracked === undefined) return;
  throw new UserError(
    "tracked-journal",
    `git has ${tracked} in ${disk.root}, and conn-codemod never puts its journal into a repository: it was made by somebody else, and is not used. Remove ${OWN_FOLDER} and commit that.`,
  );
}

async function withJournals(
  root: string,
  work: (disk: TargetDisk) => Promise<Recovery>,
): Promise<Recovery> {
  const disk = new TargetDisk(resolveRoot(root));
  try {
    if (!hasOwnFolder(disk)) return { kind: "nothing" };
    return await withLock(disk.root, undefined, async () => await work(disk));
  } catch (error) {
    if (!(error instanceof DiskError)) throw error;
    throw new UserError(
      "recover-failed",
      `could not change ${error.path}: ${error.message}. Nothing is lost: make room or give the rights, then run \`conn-codemod recover\` again.`,
      { cause: error },
    );
  }
}
