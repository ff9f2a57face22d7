import { Buffer, isAscii } from "node:buffer";
import { UnreadableFileError } from "./file-source.ts";
import type { FileSource, FileText, OtherPath } from "./file-source.ts";
import { hashOf } from "./hash.ts";
import { foldersAbove } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";

/** What a file holds, with a character for each byte, or as bytes where they are too many for that. */
type Content =
  | { readonly bytes: Buffer; readonly latin1?: undefined }
  | { readonly latin1: string; readonly isAscii: boolean };

/** The files on disk: read once, decoded once, searched once for each needle. */
export class DiskFiles {
  readonly paths: readonly RepoPath[];
  private readonly known: ReadonlySet<RepoPath>;
  private readonly texts = new Map<RepoPath, FileText>();
  private readonly hashes = new Map<RepoPath, string>();
  private readonly found = new Map<string, readonly RepoPath[]>();
  private readonly failed = new Set<RepoPath>();
  /** What has been read already, and how many bytes more of it to keep. */
  private readonly contents = new Map<RepoPath, Content>();
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
    // Those with a NUL byte are in few files, and many forms to look for in all others.
    const [inAny, inBinary] = [false, true].map((isBinary) => {
      const those = wanted.filter(({ needle }) => needle.includes("\0") === isBinary);
      return { those, any: anyOf(those.map(({ spelled }) => spelled)) };
    });
    for (const path of this.paths) {
      const content = this.searchable(path);
      if (content === undefined) continue;
      const { latin1 } = content;
      if (latin1 === undefined) {
        for (const { bytes, paths } of wanted) if (content.bytes.includes(bytes)) paths.push(path);
        continue;
      }
      for (const group of latin1.includes("\0") ? [inAny, inBinary] : [inAny]) {
        if (!group?.any.test(latin1)) continue;
        for (const { spelled, paths } of group.those) {
          if (latin1.includes(spelled)) paths.push(path);
        }
      }
    }
    for (const { needle, paths } of wanted) this.found.set(needle, paths);
  }

  /** Undefined if it cannot be read, which is kept in mind. */
  private searchable(path: RepoPath): Content | undefined {
    try {
      return this.content(path);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      this.failed.add(path);
      return undefined;
    }
  }

  /**
   * The bytes of a file as a character for each, which a regular expression searches several times as
   * fast as bytes; of plain ASCII, that is its text as well. Throws UnreadableFileError.
   */
  private content(path: RepoPath): Content {
    const kept = this.contents.get(path);
    if (kept) return kept;
    const bytes = asBuffer(this.source.bytes(path));
    if (bytes.length > MOST_AS_STRING) return { bytes };
    const content = { latin1: bytes.toString("latin1"), isAscii: isAscii(bytes) };
    if (bytes.length <= this.room) {
      this.room -= bytes.length;
      this.contents.set(path, content);
    }
    return content;
  }

  private decode(path: RepoPath): FileText {
    let content: Content;
    try {
      content = this.content(path);
    } catch (error) {
      if (!(error instanceof UnreadableFileError)) throw error;
      return { ok: false, code: "unreadable", message: error.message };
    }
    const { latin1 } = content;
    if (latin1 === undefined ? content.bytes.includes(0) : latin1.includes("\0")) {
      this.hashes.set(path, hashOf(bytesOf(content)));
      return { ok: false, code: "binary", message: `${path} has a NUL byte in it` };
    }
    if (latin1 !== undefined && content.isAscii) return { ok: true, text: latin1 };
    try {
      const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      return { ok: true, text: decoder.decode(bytesOf(content)) };
    } catch {
      this.hashes.set(path, hashOf(bytesOf(content)));
      return { ok: false, code: "not-utf8", message: `${path} is not UTF-8` };
    }
  }
}

function bytesOf(content: Content): Buffer {
  return content.latin1 === undefined ? content.bytes : Buffer.from(content.latin1, "latin1");
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Above this, bytes are not worth making a string of; the limit of a string is not far. */
const MOST_AS_STRING = 2 ** 28;

/** How much of a repository is kept in memory, in bytes: opening a file takes longer than searching it. */
const MOST_KEPT = 2 ** 26;

/** A pattern of what is spelled as one of `needles`: one pass for all of them. Nothing for none. */
function anyOf(needles: readonly string[]): RegExp {
  if (needles.length === 0) return /(?!)/;
  const escaped = needles.map((needle) => needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(escaped.join("|"));
}
