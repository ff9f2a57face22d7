import { Buffer } from "node:buffer";
import { UserError } from "./errors.ts";
import type { Op } from "./op.ts";
import type { RepoPath } from "./repo-path.ts";
import { applyEdits } from "./text-edit.ts";

/** What a file holds, or why it cannot be read as text. */
export type FileText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: FileProblem; readonly message: string };

/** `absent`: no such path. `not-utf8`, `binary` (has a NUL byte): not text. `unreadable`: the system said no. */
export type FileProblem = "absent" | "not-utf8" | "binary" | "unreadable";

/** What stands behind a snapshot: the files as they are on disk, or a map in a test. */
export interface FileSource {
  /** All paths, sorted by code unit. */
  readonly paths: readonly RepoPath[];
  /** The bytes of a path in `paths`. Throws UnreadableFileError. */
  bytes(path: RepoPath): Uint8Array;
}

/** The system would not let a listed file be read. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

/** The target repository as immutable data: the files on disk, and over them what steps changed. */
export interface Snapshot {
  /** All paths, sorted by code unit. */
  paths(): readonly RepoPath[];
  has(path: RepoPath): boolean;
  /** The text, its byte order mark (if any) included, or why there is none. Never throws. */
  read(path: RepoPath): FileText;
  /** The text, or undefined where `read` says why there is none. */
  text(path: RepoPath): string | undefined;
  /** For each needle, the sorted paths of the files whose bytes hold it. One pass for all of them. */
  containing(needles: readonly string[]): ReadonlyMap<string, readonly RepoPath[]>;
  /** This snapshot with `ops` made in order; `by` is the id of the step that made them. */
  with(ops: readonly Op[], by: string): Snapshot;
  /** What `with` has done so far, since the disk. Sorted by path; a moved file is one entry. */
  overlay(): readonly OverlayEntry[];
  /** Files that a search so far could not read, so that nobody takes silence for absence. */
  unreadable(): readonly RepoPath[];
}

/** A path whose content or place is not what it is on disk. */
export interface OverlayEntry {
  readonly path: RepoPath;
  /** Where the content came from, if it was moved here. */
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
  readonly from: RepoPath | undefined;
  readonly steps: readonly string[];
}

/** A snapshot of `source` with nothing changed. */
export function createSnapshot(source: FileSource): Snapshot {
  return new LayeredSnapshot(new Base(source), new Map());
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

/** The files on disk: read once, decoded once, searched once for each needle. */
class Base {
  readonly paths: readonly RepoPath[];
  private readonly known: ReadonlySet<RepoPath>;
  private readonly texts = new Map<RepoPath, FileText>();
  private readonly found = new Map<string, readonly RepoPath[]>();
  private readonly failed = new Set<RepoPath>();

  constructor(private readonly source: FileSource) {
    this.paths = source.paths;
    this.known = new Set(source.paths);
  }

  has(path: RepoPath): boolean {
    return this.known.has(path);
  }

  read(path: RepoPath): FileText {
    if (!this.known.has(path)) {
      return { ok: false, code: "absent", message: `there is no ${path}` };
    }
    let text = this.texts.get(path);
    if (!text) {
      text = this.decode(path);
      this.texts.set(path, text);
    }
    return text;
  }

  /** Whether `path` is on disk with exactly this text. */
  holds(path: RepoPath, text: string): boolean {
    const file = this.read(path);
    return file.ok && file.text === text;
  }

  unreadable(): readonly RepoPath[] {
    return [...this.failed].sort();
  }

  containing(needles: readonly string[]): ReadonlyMap<string, readonly RepoPath[]> {
    const missing = needles.filter((needle) => !this.found.has(needle));
    if (missing.length > 0) this.search(missing);
    return new Map(needles.map((needle) => [needle, this.found.get(needle) ?? []]));
  }

  private search(needles: readonly string[]): void {
    const wanted = [...new Set(needles)].map((needle) => ({
      needle,
      bytes: Buffer.from(needle, "utf8"),
      paths: [] as RepoPath[],
    }));
    for (const path of this.paths) {
      let bytes: Buffer;
      try {
        bytes = asBuffer(this.source.bytes(path));
      } catch (error) {
        if (!(error instanceof UnreadableFileError)) throw error;
        this.failed.add(path);
        continue;
      }
      for (const want of wanted) {
        if (bytes.includes(want.bytes)) want.paths.push(path);
      }
    }
    for (const { needle, paths } of wanted) this.found.set(needle, paths);
  }

  private decode(path: RepoPath): FileText {
    let bytes: Uint8Array;
    try {
      bytes = this.source.bytes(path);
    } catch (error) {
      if (error instanceof UnreadableFileError) {
        return { ok: false, code: "unreadable", message: error.message };
      }
      throw error;
    }
    if (bytes.includes(0)) {
      return { ok: false, code: "binary", message: `${path} has a NUL byte in it` };
    }
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      return { ok: true, text };
    } catch {
      return { ok: false, code: "not-utf8", message: `${path} is not UTF-8` };
    }
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

class LayeredSnapshot implements Snapshot {
  private sorted: readonly RepoPath[] | undefined;

  constructor(
    private readonly base: Base,
    private readonly layer: ReadonlyMap<RepoPath, Entry>,
  ) {}

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
    for (const op of ops) {
      next.sorted = undefined;
      this.put(next, layer, op, by);
    }
    return next;
  }

  overlay(): readonly OverlayEntry[] {
    const movedAway = new Set([...this.layer.values()].map((entry) => entry.from));
    return [...this.layer]
      .filter(([path, entry]) => {
        if (entry.text === undefined) return this.base.has(path) && !movedAway.has(path);
        return entry.from !== undefined || !this.base.holds(path, entry.text);
      })
      .map(([path, entry]) => ({ path, ...entry }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  unreadable(): readonly RepoPath[] {
    return this.base.unreadable();
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
