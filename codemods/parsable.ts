import { UserError } from "../workspace/errors.ts";
import type { Extract } from "../workspace/extract.ts";
import type { FileText, OtherPath } from "../workspace/file-source.ts";
import type { Op } from "../workspace/op.ts";
import { MOST_PARSED } from "../workspace/parse-limit.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { AskedOfDisk, OverlayEntry, Snapshot } from "../workspace/snapshot.ts";
import { takeGivenUp } from "./program/given-up.ts";
import { isSourcePath } from "./program/source-path.ts";
import type { Note, StepResult } from "./step.ts";

/**
 * Runs a step on `snapshot` so that no file can hurt it. Code that is too large to be parsed reads as
 * `too-large`. If something runs out of stack, the files that are nested deep enough to have been the
 * reason read as `too-deep`, and the step is run again without them; where none is, those that
 * TypeScript's checker cannot take. So do those that made it fail or give up, if it has. What was not
 * looked into gets a note, if the step has none for it.
 */
export async function runOnParsable(
  run: (snapshot: Snapshot) => Promise<StepResult>,
  snapshot: Snapshot,
): Promise<StepResult> {
  const tooDeep = new Map<RepoPath, string>();
  for (;;) {
    const texts = new Map<RepoPath, string>();
    // What others have asked before is none of this run.
    takeGivenUp();
    try {
      const result = await run(new ParsableSnapshot(snapshot, tooDeep, texts));
      const notes = [...result.notes, ...notToldOf(snapshot, tooDeep, result.notes)];
      if (!takeGivenUp()) return { ...result, notes };
      const { branchingTooOften, longestOf } = await import("./to-blame.ts");
      const found = branchingTooOften(texts);
      if (found.length === 0) return { ...result, notes: [...notes, gaveUp(longestOf(texts))] };
      for (const [path, message] of found) tooDeep.set(path, message);
    } catch (error) {
      if (error instanceof UserError) throw error;
      const { blamedFor } = await import("./to-blame.ts");
      const found = blamedFor(error, texts);
      if (found.length === 0) throw error;
      for (const [path, message] of found) tooDeep.set(path, message);
    }
  }
}

/**
 * What `ask` answers of `snapshot`, with the same precautions, and notes on what was not looked into.
 * It must not be asked to write anything.
 */
export async function askParsable<T>(
  ask: (snapshot: Snapshot) => T | Promise<T>,
  snapshot: Snapshot,
): Promise<{ readonly answer: T; readonly notes: readonly Note[] }> {
  let answers: readonly T[] = [];
  const { notes } = await runOnParsable(async (parsable) => {
    answers = [await ask(parsable)];
    return { ops: [], notes: [] };
  }, snapshot);
  // The last run is the one that nothing was wrong with.
  for (const answer of answers) return { answer, notes };
  throw new Error("nothing was answered");
}

/** A note for each file that was not looked into, and has none yet. */
function notToldOf(
  snapshot: Snapshot,
  tooDeep: ReadonlyMap<RepoPath, string>,
  notes: readonly Note[],
): readonly Note[] {
  const told = new Set(notes.map(({ path }) => path));
  const unreadable = snapshot.unreadable().filter((path) => isSourcePath(path));
  return [
    ...[...tooDeep].map(([path, message]) => missed("too-deep", path, message)),
    ...unreadable.map((path) => missed("unreadable", path, `${path} could not be read`)),
  ].filter(({ path }) => !told.has(path));
}

/** A note for where it takes more than one file to make the checker give up. */
function gaveUp(longest: RepoPath): Note {
  const why = `TypeScript's checker gave up on code that branches too often, in a file that cannot be told (${longest} is the longest)`;
  return missed("too-deep", longest, why);
}

function missed(code: string, path: RepoPath, why: string): Note {
  const message = `${why}: what has to follow there may have been missed`;
  return { code, severity: "manual", path, line: 1, column: 1, message };
}

/** A snapshot in which code that cannot be parsed is not text. */
class ParsableSnapshot implements Snapshot {
  constructor(
    private readonly whole: Snapshot,
    private readonly tooDeep: ReadonlyMap<RepoPath, string>,
    /** The code that has been handed out. */
    private readonly texts: Map<RepoPath, string>,
  ) {}

  get disk(): object {
    return this.whole.disk;
  }

  asked(): AskedOfDisk {
    return this.whole.asked();
  }

  paths(): readonly RepoPath[] {
    return this.whole.paths();
  }

  has(path: RepoPath): boolean {
    return this.whole.has(path);
  }

  read(path: RepoPath): FileText {
    const file = this.whole.read(path);
    if (!file.ok || !(isSourcePath(path) || path.endsWith(".json"))) return file;
    const { text } = file;
    if (text.length > MOST_PARSED && isSourcePath(path)) {
      const size = (text.length / MOST_PARSED).toFixed(1);
      const message = `${path} is too large to be read as code (${size} times the ${MOST_PARSED} characters that are parsed of one file)`;
      return { ok: false, code: "too-large", message, text };
    }
    const message = this.tooDeep.get(path);
    if (message !== undefined) return { ok: false, code: "too-deep", message, text };
    this.texts.set(path, text);
    return file;
  }

  text(path: RepoPath): string | undefined {
    const file = this.read(path);
    return file.ok ? file.text : undefined;
  }

  extract(path: RepoPath, extract: Extract): readonly string[] {
    return this.whole.extract(path, extract);
  }

  hash(path: RepoPath): string | undefined {
    return this.whole.hash(path);
  }

  containing(needles: readonly string[]): ReadonlyMap<string, readonly RepoPath[]> {
    return this.whole.containing(needles);
  }

  with(ops: readonly Op[], by: string): Snapshot {
    return new ParsableSnapshot(this.whole.with(ops, by), this.tooDeep, this.texts);
  }

  overlay(): readonly OverlayEntry[] {
    return this.whole.overlay();
  }

  unreadable(): readonly RepoPath[] {
    return this.whole.unreadable();
  }

  others(place: RepoPath): readonly OtherPath[] {
    return this.whole.others(place);
  }

  isOnDisk(path: RepoPath): boolean {
    return this.whole.isOnDisk(path);
  }
}
