import { Buffer } from "node:buffer";
import { UnreadableFileError } from "./file-source.ts";
import type { FileSource, FileText, OtherPath } from "./file-source.ts";
import { hashOf } from "./hash.ts";
import { foldersAbove } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";

/** The files on disk: read once, decoded once, searched once for each needle. */
export class DiskFiles {
  readonly paths: readonly RepoPath[];
  private readonly known: ReadonlySet<RepoPath>;
  private readonly texts = new Map<RepoPath, FileText>();
  private readonly hashes = new Map<RepoPath, string>();
  private readonly found = new Map<string, readonly RepoPath[]>();
  private readonly failed = new Set<RepoPath>();
  /** What has been searched already, for the next search, and how many bytes more of it to keep. */
  private readonly contents = new Map<RepoPath, string>();
  private room = MOST_KEPT;

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

  /** Of the bytes that `read` decoded, so that a change on disk since then cannot slip through. */
  hash(path: RepoPath): string | undefined {
    const file = this.read(path);
    return file.ok ? hashOf(file.text) : this.hashes.get(path);
  }

  unreadable(): readonly RepoPath[] {
    return [...this.failed].sort();
  }

  /** See Snapshot.others. */
  others(place: RepoPath): readonly OtherPath[] {
    const above = new Set(foldersAbove(place));
    const inside = place === "" ? "" : `${place}/`;
    const met = (this.source.others ?? []).filter(
      ({ path }) => path === place || path.startsWith(inside) || above.has(path),
    );
    const isListed = this.known.has(place) || this.paths.some((path) => path.startsWith(inside));
    if (isListed || met.some(({ path }) => path === place)) return met;
    const unlisted = this.source.unlisted?.(place);
    return unlisted ? [...met, unlisted] : met;
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
      spelled: Buffer.from(needle, "utf8").toString("latin1"),
      paths: [] as RepoPath[],
    }));
    const any = anyOf(wanted.map(({ spelled }) => spelled));
    for (const path of this.paths) {
      const content = this.content(path);
      if (content === undefined) continue;
      if (typeof content === "string") {
        if (!any.test(content)) continue;
        for (const { spelled, paths } of wanted) if (content.includes(spelled)) paths.push(path);
      } else {
        for (const { bytes, paths } of wanted) if (content.includes(bytes)) paths.push(path);
      }
    }
    for (const { needle, paths } of wanted) this.found.set(needle, paths);
  }

  /**
   * The bytes of a file as a character for each, which a regular expression searches several times as
   * fast as bytes; as bytes where they are too many for a string; undefined if they cannot be read.
   */
  private content(path: RepoPath): string | Buffer | undefined {
    const kept = this.contents.get(path);
    if (kept !== undefined) return kept;
    let bytes: Buffer;
    try {
      bytes = asBuffer(this.source.bytes(path));
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.failed.add(path);
      return undefined;
    }
    if (bytes.length > MOST_AS_STRING) return bytes;
    const content = bytes.toString("latin1");
    if (bytes.length <= this.room) {
      this.room -= bytes.length;
      this.contents.set(path, content);
    }
    return content;
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
      this.hashes.set(path, hashOf(bytes));
      return { ok: false, code: "binary", message: `${path} has a NUL byte in it` };
    }
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
      return { ok: true, text };
    } catch {
      this.hashes.set(path, hashOf(bytes));
      return { ok: false, code: "not-utf8", message: `${path} is not UTF-8` };
    }
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Above this, bytes are not worth making a string of; the limit of a string is not far. */
const MOST_AS_STRING = 2 ** 28;

/** How much of a repository is kept in memory, in bytes: opening a file takes longer than searching it. */
const MOST_KEPT = 2 ** 26;

/** A pattern of what is spelled as one of `needles`: one pass for all of them. */
function anyOf(needles: readonly string[]): RegExp {
  const escaped = needles.map((needle) => needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(escaped.join("|"));
}
