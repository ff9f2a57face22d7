import { Buffer } from "node:buffer";
import { DiskFiles } from "./disk-files.ts";
import type { AskedOfDisk } from "./disk-files.ts";
import { UserError } from "./errors.ts";
import type { Extract } from "./extract.ts";
import type { FileSource, FileText, OtherPath } from "./file-source.ts";
import { hashOf } from "./hash.ts";
import type { Op } from "./op.ts";
import type { RepoPath } from "./repo-path.ts";
import { applyEdits } from "./text-edit.ts";

export { UnreadableFileError } from "./file-source.ts";
export type { FileProblem, FileSource, FileText, OtherPath } from "./file-source.ts";
export type { AskedOfDisk } from "./disk-files.ts";

/** The target repository as immutable data: the files on disk, and over them what steps changed. */
export interface Snapshot {
  /** All paths, sorted by code unit. */
  paths(): readonly RepoPath[];
  has(path: RepoPath): boolean;
  /** The text, its byte order mark (if any) included, or why there is none. Never throws. */
  read(path: RepoPath): FileText;
  /** The text, or undefined where `read` says why there is none. */
  text(path: RepoPath): string | undefined;
  /**
   * A part of the text, for whoever need not depend on all of it; nothing where `read` says why there
   * is no text.
   */
  extract(path: RepoPath, extract: Extract): readonly string[];
  /**
   * SHA-256, in hex, of the bytes that `read` saw, whether they are text or not; undefined if the
   * path is absent or unreadable.
   */
  hash(path: RepoPath): string | undefined;
  /** For each needle, the sorted paths of the files whose bytes hold it. One pass for all of them. */
  containing(needles: readonly string[]): ReadonlyMap<string, readonly RepoPath[]>;
  /**
   * This snapshot with `ops` made one after the other, so that `with([...a, ...b])` is
   * `with(a).with(b)`; `by` is the id of the step that made them. Throws ConflictError, and what
   * applyEdits throws.
   */
  with(ops: readonly Op[], by: string): Snapshot;
  /** What `with` has done so far, since the disk. Sorted by path; a moved file is one entry. */
  overlay(): readonly OverlayEntry[];
  /** Files that a search so far could not read, so that nobody takes silence for absence. Sorted. */
  unreadable(): readonly RepoPath[];
  /**
   * What is at `place`, in it, or at a folder above it, and is no file of the target: symlinks,
   * submodules and the like. At `place` itself also what git does not list, unless files are in it.
   */
  others(place: RepoPath): readonly OtherPath[];
  /** Whether there is a file of this path on disk, whatever the overlay says. */
  isOnDisk(path: RepoPath): boolean;
  /** What this and all others that stand on the same have asked of the disk so far. */
  asked(): AskedOfDisk;
  /** What it stands on: equal for two snapshots only if they differ by nothing but `overlay`. */
  readonly disk: object;
}

/** A path whose content or place is not what it is on disk. */
export interface OverlayEntry {
  readonly path: RepoPath;
  /**
   * Where on disk the file was, if all that happened is a move: nothing has been put in its old
   * place, and nothing was in its new one. Otherwise both places are entries of their own.
   */
  readonly from: RepoPath | undefined;
  /** The new text; undefined if the path was deleted. */
  readonly text: string | undefined;
  /** Ids of the steps that had a hand in it, in order. */
  readonly steps: readonly string[];
}

/**
 * Two operations, or an operation and the tree, disagree: a move onto an existing file, an edit of
 * a file that is not there or is not text. `path` says where.
 */
export class ConflictError extends UserError {
  constructor(
    code: string,
    readonly path: RepoPath,
    message: string,
  ) {
    super(code, message);
  }
}

interface Entry {
  readonly text: string | undefined;
  /** Where on disk the file was when its moves began. */
  readonly from: RepoPath | undefined;
  readonly steps: readonly string[];
}

/** A snapshot of `source` with nothing changed. */
export function createSnapshot(source: FileSource): Snapshot {
  return new LayeredSnapshot(new DiskFiles(source), new Map());
}

/** A snapshot of a handful of texts: for tests, and for what a plan writes from nothing. */
export function snapshotOf(files: Readonly<Record<RepoPath, string>>): Snapshot {
  const encoded = new Map(
    Object.entries(files).map(([path, text]) => [path, Buffer.from(text, "utf8")]),
  );
  return createSnapshot({
    paths: [...encoded.keys()].sort(),
    bytes: (path) => encoded.get(path) ?? new Uint8Array(),
  });
}

class LayeredSnapshot implements Snapshot {
  private sorted: readonly RepoPath[] | undefined;

  constructor(
    private readonly base: DiskFiles,
    private readonly layer: ReadonlyMap<RepoPath, Entry>,
  ) {}

  isOnDisk(path: RepoPath): boolean {
    return this.base.has(path);
  }

  get disk(): object {
    return this.base;
  }

  asked(): AskedOfDisk {
    return this.base.asked();
  }

  paths(): readonly RepoPath[] {
    this.sorted ??= this.layer.size === 0 ? this.base.paths : this.mergedPaths();
    return this.sorted;
  }

  has(path: RepoPath): boolean {
    const entry = this.layer.get(path);
    return entry ? entry.text !== undefined : this.base.has(path);
  }

  read(path: RepoPath): FileText {
    const entry = this.layer.get(path);
    if (!entry) return this.base.read(path);
    if (entry.text === undefined) {
      return { ok: false, code: "absent", message: `there is no ${path}` };
    }
    return { ok: true, text: entry.text };
  }

  text(path: RepoPath): string | undefined {
    const file = this.read(path);
    return file.ok ? file.text : undefined;
  }

  extract(path: RepoPath, extract: Extract): readonly string[] {
    const entry = this.layer.get(path);
    if (!entry) return this.base.extract(path, extract);
    return entry.text === undefined ? [] : extract.from(entry.text);
  }

  hash(path: RepoPath): string | undefined {
    const entry = this.layer.get(path);
    if (!entry) return this.base.hash(path);
    return entry.text === undefined ? undefined : hashOf(entry.text);
  }

  containing(needles: readonly string[]): ReadonlyMap<string, readonly RepoPath[]> {
    const onDisk = this.base.containing(needles);
    if (this.layer.size === 0) return onDisk;
    return new Map(
      needles.map((needle) => {
        const untouched = (onDisk.get(needle) ?? []).filter((path) => !this.layer.has(path));
        const touched = [...this.layer].filter(([, entry]) => entry.text?.includes(needle));
        return [needle, [...untouched, ...touched.map(([path]) => path)].sort()];
      }),
    );
  }

  with(ops: readonly Op[], by: string): Snapshot {
    if (ops.length === 0) return this;
    const layer = new Map(this.layer);
    const next = new LayeredSnapshot(this.base, layer);
    for (const op of ops) this.put(next, layer, op, by);
    return next;
  }

  overlay(): readonly OverlayEntry[] {
    const entries = [...this.layer].sort(([a], [b]) => (a < b ? -1 : 1));
    const movedAway = new Set<RepoPath>();
    const origins = new Map<RepoPath, RepoPath>();
    for (const [path, { text, from }] of entries) {
      if (text === undefined || from === undefined || movedAway.has(from)) continue;
      if (this.base.has(path) || this.has(from)) continue;
      movedAway.add(from);
      origins.set(path, from);
    }
    return entries
      .filter(([path, { text }]) => {
        if (text === undefined) return this.base.has(path) && !movedAway.has(path);
        return !this.base.holds(path, text);
      })
      .map(([path, { text, steps }]) => ({ path, from: origins.get(path), text, steps }));
  }

  unreadable(): readonly RepoPath[] {
    return this.base.unreadable().filter((path) => !this.layer.has(path));
  }

  others(place: RepoPath): readonly OtherPath[] {
    return this.base.others(place).filter(({ path }) => !this.has(path));
  }

  private put(next: Snapshot, layer: Map<RepoPath, Entry>, op: Op, by: string): void {
    switch (op.kind) {
      case "write": {
        const before = layer.get(op.path);
        layer.set(op.path, {
          text: op.text,
          from: before?.from,
          steps: withStep(before, by),
        });
        return;
      }
      case "edit": {
        const text = mustRead(next, op.path, "edit");
        const before = layer.get(op.path);
        layer.set(op.path, {
          text: applyEdits(text, op.edits),
          from: before?.from,
          steps: withStep(before, by),
        });
        return;
      }
      case "move": {
        const text = mustRead(next, op.from, "move");
        if (next.has(op.to)) {
          throw new ConflictError(
            "target-exists",
            op.to,
            `cannot move ${op.from} to ${op.to}: there is a file already. Remove or rename it first.`,
          );
        }
        const before = layer.get(op.from);
        const origin = before?.from ?? (this.base.has(op.from) ? op.from : undefined);
        layer.set(op.from, { text: undefined, from: undefined, steps: withStep(before, by) });
        layer.set(op.to, {
          text,
          from: origin === op.to ? undefined : origin,
          steps: withStep(before, by),
        });
        return;
      }
      case "delete": {
        if (!next.has(op.path)) {
          throw new ConflictError(
            "absent",
            op.path,
            `cannot delete ${op.path}: there is no such file.`,
          );
        }
        const before = layer.get(op.path);
        layer.set(op.path, { text: undefined, from: undefined, steps: withStep(before, by) });
        // Where a moved file was is what is deleted on disk, so this step had a hand in that too.
        const origin = before?.from === undefined ? undefined : layer.get(before.from);
        if (before?.from !== undefined && origin?.text === undefined) {
          layer.set(before.from, {
            text: undefined,
            from: undefined,
            steps: withStep(origin, by),
          });
        }
      }
    }
  }

  private mergedPaths(): readonly RepoPath[] {
    const all = new Set(this.base.paths);
    for (const [path, entry] of this.layer) {
      if (entry.text === undefined) all.delete(path);
      else all.add(path);
    }
    return [...all].sort();
  }
}

function mustRead(snapshot: Snapshot, path: RepoPath, verb: string): string {
  const file = snapshot.read(path);
  if (file.ok) return file.text;
  throw new ConflictError(file.code, path, `cannot ${verb} ${path}: ${file.message}`);
}

function withStep(before: Entry | undefined, by: string): readonly string[] {
  const steps = before?.steps ?? [];
  return steps.includes(by) ? steps : [...steps, by];
}
