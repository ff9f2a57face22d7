import { Buffer } from "node:buffer";
import type { ChangeSet, FileChange } from "./change-set.ts";
import type { FileMode } from "./file-mode.ts";
import { hunkHeader, hunksBetween } from "./hunks.ts";
import type { Hunk } from "./hunks.ts";
import type { RepoPath } from "./repo-path.ts";

export { hunkHeader } from "./hunks.ts";
export type { Hunk } from "./hunks.ts";

/** What changed in one file, line by line. */
export interface FileDiff {
  readonly hunks: readonly Hunk[];
  readonly additions: number;
  readonly deletions: number;
}

/** What a patch says beyond the texts. */
export interface PatchOptions {
  /** The mode of a file on disk (see modesBelow); without it, every file counts as 100644. */
  readonly modeOf?: (path: RepoPath) => FileMode;
  /**
   * The root's place in the git checkout (see gitStatus), `""` for its top. Paths in the patch
   * begin with it: `git apply` passes over, without a word, those that do not.
   */
  readonly prefix?: RepoPath;
}

/**
 * The difference between `before` and `after` of a change, with `context` unchanged lines around.
 * A file that is not there, or is not text, counts as empty.
 */
export function fileDiff(change: FileChange, context = 3): FileDiff {
  const hunks = hunksBetween(change.before ?? "", change.after ?? "", context);
  return { hunks, additions: count(hunks, "+"), deletions: count(hunks, "-") };
}

/**
 * The change set as text in git's own format, which `git apply` takes; `""` for no changes. Moves
 * are renames and keep the file's mode; an added file is 100644. A file that was there and is not
 * text gets git's line `Binary files … differ`, which `git apply` refuses.
 */
export function unifiedPatch(changes: ChangeSet, options: PatchOptions = {}): string {
  return changes.map((change) => filePatch(change, options)).join("");
}

function count(hunks: readonly Hunk[], mark: string): number {
  let total = 0;
  for (const { lines } of hunks) {
    for (const line of lines) if (line.startsWith(mark)) total += 1;
  }
  return total;
}

function filePatch(change: FileChange, options: PatchOptions): string {
  const { modeOf = () => "100644", prefix = "" } = options;
  const inCheckout = (path: RepoPath): string => (prefix === "" ? path : `${prefix}/${path}`);
  const from = inCheckout(change.from ?? change.path);
  const to = inCheckout(change.path);
  const oldName = quoted(`a/${from}`);
  const newName = quoted(`b/${to}`);
  const lines = [`diff --git ${oldName} ${newName}`];
  const diff = fileDiff(change);
  if (change.change === "added") lines.push("new file mode 100644");
  if (change.change === "deleted") lines.push(`deleted file mode ${modeOf(change.path)}`);
  if (change.change === "moved") {
    lines.push(`similarity index ${similarity(change, diff)}%`);
    lines.push(`rename from ${quoted(from)}`, `rename to ${quoted(to)}`);
  }
  const oldSide = change.change === "added" ? "/dev/null" : oldName;
  const newSide = change.change === "deleted" ? "/dev/null" : newName;
  if (change.change !== "added" && change.before === undefined) {
    lines.push(`Binary files ${oldSide} and ${newSide} differ`);
  } else if (diff.hunks.length > 0) {
    lines.push(`--- ${closed(oldSide)}`, `+++ ${closed(newSide)}`);
    for (const hunk of diff.hunks) lines.push(hunkHeader(hunk), ...hunk.lines);
  }
  return `${lines.join("\n")}\n`;
}

/** How much of the file the move left as it was, in percent of bytes; 100 only if all of it. */
function similarity({ before = "", after = "" }: FileChange, diff: FileDiff): number {
  if (before === after) return 100;
  let removed = 0;
  for (const { lines } of diff.hunks) {
    for (const line of lines) if (line.startsWith("-")) removed += Buffer.byteLength(line);
  }
  const size = Buffer.byteLength(before);
  const kept = Math.max(0, size - removed) / Math.max(size, Buffer.byteLength(after));
  return Math.min(99, Math.floor(kept * 100));
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\u0007": "\\a",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\v": "\\v",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

/** The name as git writes it with `core.quotePath` off: in quotes, as in C, where it has to be. */
function quoted(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what has to be quoted
  const odd = /[\u0000-\u001F\u007F"\\]/g;
  const escaped = name.replace(
    odd,
    (character) =>
      ESCAPES[character] ?? `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
  return escaped === name ? name : `"${escaped}"`;
}

/** A name with a space in it is followed by a tab, which tells where it ends. */
function closed(name: string): string {
  return name.includes(" ") && !name.startsWith('"') ? `${name}\t` : name;
}
