import { Buffer, isAscii } from "node:buffer";
import { UserError } from "./errors.ts";
import { UnreadableFileError } from "./file-source.ts";
import { hashOfPart } from "./extract.ts";
import type { Extract } from "./extract.ts";
import type { FileSource, FileText, OtherPath } from "./file-source.ts";
import { hashOf } from "./hash.ts";
import { foldersAbove } from "./repo-path.ts";
import type { RepoPath } from "./repo-path.ts";

/**
 * What a file holds: a string with a character for each byte where it is kept, or bytes. No object
 * around it: V8 would have those of files that are let go keep their strings alive.
 */
type Content = string | Buffer;

/** What the files on disk have been asked for. */
export interface AskedOfDisk {
  /**
   * The files that were looked into, that a search has found, or that could not be read, each with the
   * SHA-256, in hex, of its bytes; undefined where that is not known.
   */
  readonly files: ReadonlyMap<RepoPath, string | undefined>;
  /** Of other files, parts that were taken of their texts: by the extract's name, the part's hash. */
  readonly parts: ReadonlyMap<RepoPath, ReadonlyMap<string, string>>;
  /** All that was searched for. */
  readonly needles: readonly string[];
  /** See FileSource. */
  readonly unlike: ReadonlySet<RepoPath>;
}

/**
 * The files on disk, each searched once for a needle. What is read is kept, up to a bound; beyond it,
 * a file is read again and must be what it was.
 */
export class DiskFiles {
  readonly paths: readonly RepoPath[];
  private readonly known: ReadonlySet<RepoPath>;
  private readonly texts = new Map<RepoPath, FileText>();
  /** Those that somebody was given as a whole. */
  private readonly given = new Set<RepoPath>();
  private readonly parts = new Map<RepoPath, Map<string, readonly string[]>>();
  private readonly hashes = new Map<RepoPath, string>();
  private readonly found = new Map<string, readonly RepoPath[]>();
  private readonly failed = new Set<RepoPath>();
  /** What has been read already, and how many bytes more of it to keep. */
  private readonly contents = new Map<RepoPath, Content>();
  private room = MOST_KEPT;
  /** How many characters more to keep of texts whose contents are not kept. */
  private roomForTexts = MOST_KEPT / 2;
  /** The hashes of texts that were read and not kept. */
  private readonly letGo = new Map<RepoPath, string>();

  constructor(private readonly source: FileSource) {
    this.paths = source.paths;
    this.known = new Set(source.paths);
  }

  has(path: RepoPath): boolean {
    return this.known.has(path);
  }

  /**
   * The text of `path`, the same each time: one that is not kept is read again. Throws the UserError
   * `changed-while-read` if it is another by then.
   */
  read(path: RepoPath): FileText {
    this.given.add(path);
    return this.file(path);
  }

  /** See Snapshot.extract. */
  extract(path: RepoPath, extract: Extract): readonly string[] {
    const known = this.parts.get(path) ?? new Map<string, readonly string[]>();
    const part = known.get(extract.name);
    if (part) return part;
    const file = this.file(path);
    if (!file.ok) {
      this.given.add(path);
      return [];
    }
    // Of their own: a slice would keep the text in memory.
    const found = extract.from(file.text).map((each) => Buffer.from(each).toString());
    this.parts.set(path, known.set(extract.name, found));
    return found;
  }

  private file(path: RepoPath): FileText {
    if (!this.known.has(path)) {
      return { ok: false, code: "absent", message: `there is no ${path}` };
    }
    const kept = this.texts.get(path);
    if (kept) return kept;
    const file = this.decode(path);
    if (this.mayKeep(path, file)) this.texts.set(path, file);
    else this.mustBeAsBefore(path, file);
    return file;
  }

  /** One that was let go once is not kept later, so that it is compared each time. */
  private mayKeep(path: RepoPath, file: FileText): boolean {
    if (this.letGo.has(path)) return false;
    if (!file.ok || this.contents.has(path)) return true;
    if (file.text.length > this.roomForTexts) return false;
    this.roomForTexts -= file.text.length;
    return true;
  }

  private mustBeAsBefore(path: RepoPath, file: FileText): void {
    const hash = file.ok ? hashOf(file.text) : undefined;
    const before = this.letGo.get(path) ?? hash;
    if (before === undefined || before !== hash) {
      const what = "another process changed it while it was being read";
      throw new UserError("changed-while-read", `${path}: ${what}; run this again`);
    }
    this.letGo.set(path, before);
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

  /** All that an answer so far can depend on, beside which files there are. */
  asked(): AskedOfDisk {
    const files = new Map<RepoPath, string | undefined>();
    for (const path of [...this.failed, ...[...this.found.values()].flat()]) {
      const content = this.contents.get(path);
      files.set(path, content === undefined ? undefined : hashOf(content, "latin1"));
    }
    for (const path of this.given) {
      if (this.known.has(path)) files.set(path, this.letGo.get(path) ?? this.hash(path));
    }
    const parts = new Map<RepoPath, ReadonlyMap<string, string>>();
    for (const [path, known] of this.parts) {
      if (files.has(path)) continue;
      parts.set(path, new Map([...known].map(([name, part]) => [name, hashOfPart(part)])));
    }
    const { unlike = new Set() } = this.source;
    return { files, parts, needles: [...this.found.keys()], unlike };
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
      const read = this.searchable(path);
      if (read === undefined) continue;
      const content = wanted.length > MOST_BY_BYTES ? spelledOut(read) : read;
      if (typeof content !== "string") {
        for (const { bytes, paths } of wanted) if (content.includes(bytes)) paths.push(path);
        continue;
      }
      for (const group of content.includes("\0") ? [inAny, inBinary] : [inAny]) {
        // To find nothing, a pattern would still go through all of a picture.
        if (!group || group.those.length === 0 || !group.any.test(content)) continue;
        for (const { spelled, paths } of group.those) {
          if (content.includes(spelled)) paths.push(path);
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
   * What is kept is a string with a character for each byte: a regular expression searches it faster
   * than bytes are searched for one needle after the other, and of plain ASCII it is the text as well.
   * To make such a string takes longer than a few searches. Throws UnreadableFileError.
   */
  private content(path: RepoPath): Content {
    const kept = this.contents.get(path);
    if (kept !== undefined) return kept;
    const bytes = asBuffer(this.source.bytes(path));
    if (bytes.length > this.room) return bytes;
    this.room -= bytes.length;
    const content = bytes.toString("latin1");
    this.contents.set(path, content);
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
    if (content.includes("\0")) {
      this.hashes.set(path, hashOf(bytesOf(content)));
      return { ok: false, code: "binary", message: `${path} has a NUL byte in it` };
    }
    const bytes = bytesOf(content);
    if (typeof content === "string" && isAscii(bytes)) return { ok: true, text: content };
    try {
      const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
      return { ok: true, text: decoder.decode(bytes) };
    } catch {
      this.hashes.set(path, hashOf(bytes));
      return { ok: false, code: "not-utf8", message: `${path} is not UTF-8` };
    }
  }
}

function bytesOf(content: Content): Buffer {
  return typeof content === "string" ? Buffer.from(content, "latin1") : content;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** What is searched for many needles, as a string; bytes still where they are too many for that. */
function spelledOut(content: Content): Content {
  const isBytes = typeof content !== "string" && content.length <= MOST_AS_STRING;
  return isBytes ? content.toString("latin1") : content;
}

/** With more needles than this, a pattern for all of them is worth the string that it needs. */
const MOST_BY_BYTES = 8;

/** Above this, bytes are not worth making a string of; the limit of a string is not far. */
const MOST_AS_STRING = 2 ** 28;

/**
 * How much of a repository is kept in memory, in bytes, and half as much of texts beyond that: opening
 * a file takes longer than searching it.
 */
const MOST_KEPT = 2 ** 25;

/** A pattern of what is spelled as one of `needles`: one pass for all of them. */
function anyOf(needles: readonly string[]): RegExp {
  const escaped = needles.map((needle) => needle.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(escaped.join("|"));
}
