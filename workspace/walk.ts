import { isUtf8 } from "node:buffer";
import { readdirSync } from "node:fs";
import type { Dirent } from "node:fs";
import { join, relative } from "node:path";
import fastGlob from "fast-glob";
import { OWN_FOLDER } from "./own-folder.ts";
import type { RepoPath } from "./repo-path.ts";
import { reasonOf } from "./root.ts";

/** What a walk found: raw names of everything that is not a folder, and folders it could not read. */
export interface Walk {
  readonly names: readonly Buffer[];
  readonly unreadable: readonly { readonly path: RepoPath; readonly reason: string }[];
}

/**
 * Everything below `folder` that is not a folder, dot files included, symlinks not followed,
 * node_modules, .git and the folder of the journal left out.
 */
export function walk(folder: string): Walk {
  const names: Buffer[] = [];
  const unreadable: { path: RepoPath; reason: string }[] = [];
  const pending: RepoPath[] = [""];
  for (let start = pending.pop(); start !== undefined; start = pending.pop()) {
    const prefix = start === "" ? "" : `${start}/`;
    const readable = (path: string): Dirent[] => {
      const at = prefix + relative(join(folder, start), path);
      const odd = (name: Buffer): Buffer => Buffer.concat([Buffer.from(at && `${at}/`), name]);
      const read = entriesOf(path);
      if (!read.ok) unreadable.push({ path: at, reason: read.reason });
      for (const { name, isFolder } of read.odd) {
        if (!isFolder) names.push(odd(name));
        else if (isUtf8(name)) pending.push(odd(name).toString("utf8"));
        else
          unreadable.push({ path: odd(name).toString(), reason: "the folder's name is not UTF-8" });
      }
      return read.plain;
    };
    const found = fastGlob.sync("**", {
      cwd: join(folder, start),
      ignore: ["**/node_modules", "**/.git", `**/${OWN_FOLDER}`],
      dot: true,
      followSymbolicLinks: false,
      onlyFiles: false,
      objectMode: true,
      // It asks for entries with types, and for nothing else.
      fs: { readdirSync: readable as unknown as typeof readdirSync },
    });
    for (const { path, dirent } of found) {
      if (!dirent.isDirectory()) names.push(Buffer.from(prefix + path));
    }
  }
  return { names, unreadable };
}

interface Entries {
  readonly ok: boolean;
  readonly reason: string;
  readonly plain: Dirent[];
  /** What a glob cannot name, and would leave out without a word. */
  readonly odd: readonly { readonly name: Buffer; readonly isFolder: boolean }[];
}

function entriesOf(path: string): Entries {
  try {
    const plain = readdirSync(path, { withFileTypes: true });
    if (plain.every(({ name }) => !isOdd(name))) return { ok: true, reason: "", plain, odd: [] };
    const raw = readdirSync(path, { withFileTypes: true, encoding: "buffer" });
    return {
      ok: true,
      reason: "",
      plain: plain.filter(({ name }) => !isOdd(name)),
      odd: raw
        .filter(({ name }) => isOdd(name.toString("utf8")))
        .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })),
    };
  } catch (error) {
    const reason = `the folder cannot be read (${reasonOf(error)})`;
    return { ok: false, reason, plain: [], odd: [] };
  }
}

/** A name with a line break in it, or one that is not UTF-8. */
function isOdd(name: string): boolean {
  return /[\n\r\u2028\u2029\uFFFD]/.test(name);
}
