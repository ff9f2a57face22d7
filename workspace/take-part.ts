import type { ChangeSet, FileChange } from "./change-set.ts";
import { fileDiff } from "./diff.ts";
import type { Hunk } from "./hunks.ts";
import type { Op } from "./op.ts";
import type { RepoPath } from "./repo-path.ts";
import type { Snapshot } from "./snapshot.ts";

/** What is to become of one file's change; `hunks` are indexes into those of `fileDiff`. */
export type Decision = "accept" | "skip" | { readonly hunks: ReadonlySet<number> };

/** By the path of the change. A file that is not in it is skipped. */
export type Decisions = ReadonlyMap<RepoPath, Decision>;

/**
 * The part of `changes` that `decisions` accept. A moved file is one item: skipped, it stays where
 * it is with nothing changed in it; with some of its hunks, or none, it moves. Hunks can be chosen
 * in files that have a text before and after; of others, any choice of hunks is none of them.
 */
export function takePart(changes: ChangeSet, decisions: Decisions): ChangeSet {
  return changes.flatMap((change) => {
    const decision = decisions.get(change.path) ?? "skip";
    if (decision === "accept") return [change];
    const taken = acceptedHunks(change, decision);
    if (!taken) return [];
    const { hunks } = fileDiff(change);
    return [{ ...change, after: withHunks(change.before ?? "", change.after ?? "", hunks, taken) }];
  });
}

/** Undefined if the whole file is skipped, be it hunk by hunk. */
function acceptedHunks(
  { before, after, change }: FileChange,
  decision: Exclude<Decision, "accept">,
): ReadonlySet<number> | undefined {
  if (decision === "skip" || before === undefined || after === undefined) return undefined;
  return decision.hunks.size === 0 && change !== "moved" ? undefined : decision.hunks;
}

/** A file's change, or one hunk of it, that was not accepted. */
export interface LeftOut {
  /** The change of the file, all of it. */
  readonly change: FileChange;
  /** Counts from 0; undefined if the whole file was skipped. */
  readonly hunk: number | undefined;
  /** Where the file is in the tree that takePart leads to. */
  readonly path: RepoPath;
  /** The first line there that would have changed, or the nearest to it. From 1. */
  readonly line: number;
  /** The lines there that would have been replaced or removed. */
  readonly lines: readonly number[];
}

/** What `takePart` does not take. */
export function leftOut(changes: ChangeSet, decisions: Decisions): LeftOut[] {
  return changes.flatMap((change): LeftOut[] => {
    const decision = decisions.get(change.path) ?? "skip";
    if (decision === "accept") return [];
    const { hunks } = fileDiff(change);
    const taken = acceptedHunks(change, decision);
    if (!taken) {
      const lines = hunks.flatMap((hunk) => touched(hunk).lines);
      const first = hunks[0] ? touched(hunks[0]).first : 1;
      const line = within(first, change.before ?? "");
      return [{ change, hunk: undefined, path: change.from ?? change.path, line, lines }];
    }
    const text = withHunks(change.before ?? "", change.after ?? "", hunks, taken);
    let shift = 0;
    return hunks.flatMap((hunk, index) => {
      if (taken.has(index)) {
        shift += hunk.newLines - hunk.oldLines;
        return [];
      }
      const { first, lines } = touched(hunk);
      const line = within(first + shift, text);
      const moved = lines.map((each) => each + shift);
      return [{ change, hunk: index, path: change.path, line, lines: moved }];
    });
  });
}

/** `disk` with `changes` made; they must have been computed from it. */
export function withChanges(disk: Snapshot, changes: ChangeSet, by: string): Snapshot {
  const ops = changes.flatMap(({ path, from, after }): Op[] => {
    if (after === undefined) return [{ kind: "delete", path }];
    const write: Op = { kind: "write", path, text: after };
    return from === undefined ? [write] : [{ kind: "move", from, to: path }, write];
  });
  return disk.with(ops, by);
}

/** `before` with the hunks of `taken`, whose lines are cut out of `after` as they are. */
function withHunks(
  before: string,
  after: string,
  hunks: readonly Hunk[],
  taken: ReadonlySet<number>,
): string {
  const old = linesOf(before);
  const now = linesOf(after);
  const pieces: string[] = [];
  let position = 0;
  for (const [index, hunk] of hunks.entries()) {
    if (!taken.has(index)) continue;
    const start = indexOf(hunk.oldStart, hunk.oldLines);
    const newStart = indexOf(hunk.newStart, hunk.newLines);
    pieces.push(...old.slice(position, start), ...now.slice(newStart, newStart + hunk.newLines));
    position = start + hunk.oldLines;
  }
  return [...pieces, ...old.slice(position)].join("");
}

/** From 0. A side without lines is named by the line before it. */
function indexOf(start: number, lines: number): number {
  return lines === 0 ? start : start - 1;
}

/** The lines of before, from 1, that `hunk` takes out, and the first place that it changes. */
function touched(hunk: Hunk): { readonly first: number; readonly lines: readonly number[] } {
  let line = indexOf(hunk.oldStart, hunk.oldLines) + 1;
  let first: number | undefined;
  const lines: number[] = [];
  for (const text of hunk.lines) {
    const mark = text.charAt(0);
    if (mark === "\\") continue;
    if (mark !== " ") first ??= line;
    if (mark === "-") lines.push(line);
    if (mark !== "+") line += 1;
  }
  return { first: first ?? line, lines };
}

function within(line: number, text: string): number {
  return Math.max(1, Math.min(line, linesOf(text).length));
}

/** With their line ends, so that they survive. */
function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}
