import { isUtf8 } from "node:buffer";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { RepoPath } from "./repo-path.ts";
import { reasonOf } from "./root.ts";

/** Never part of a repository's own text. */
const LEFT_OUT = new Set(["node_modules", ".git"]);

/** What a walk found: raw names of everything that is not a folder, and folders it could not read. */
export interface Walk {
  readonly names: readonly Buffer[];
  readonly unreadable: readonly { readonly path: RepoPath; readonly reason: string }[];
}

/**
 * Everything below `folder` that is not a folder, dot files included, symlinks not followed,
 * node_modules and .git left out. Not by a glob library: those lose names with a line break in
 * them, and names that are not UTF-8, without a word.
 */
export function walk(folder: string): Walk {
  const names: Buffer[] = [];
  const unreadable: { path: RepoPath; reason: string }[] = [];
  const open: RepoPath[] = [""];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    let entries;
    try {
      entries = readdirSync(join(folder, at), { withFileTypes: true, encoding: "buffer" });
    } catch (error) {
      unreadable.push({ path: at, reason: `the folder cannot be read (${reasonOf(error)})` });
      continue;
    }
    for (const entry of entries) {
      const name = entry.name.toString("utf8");
      if (LEFT_OUT.has(name)) continue;
      const path = at === "" ? name : `${at}/${name}`;
      if (!entry.isDirectory())
        names.push(Buffer.concat([Buffer.from(at && `${at}/`), entry.name]));
      else if (isUtf8(entry.name)) open.push(path);
      else unreadable.push({ path, reason: "the folder's name is not UTF-8" });
    }
  }
  return { names, unreadable };
}
