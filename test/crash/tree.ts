import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What is at each path below a root: kind, permission bits and content. */
export type Tree = Readonly<Record<string, string>>;

/**
 * Everything below `root`, folders too, but what is in `.git` and node_modules; and what is in the
 * journal's folder only if it is asked for.
 */
export function treeOf(root: string, { journal = false } = {}): Tree {
  const leftOut = new Set([".git", "node_modules", ...(journal ? [] : [".conn-codemod"])]);
  const tree: Record<string, string> = {};
  const read = (folder: string): void => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (leftOut.has(name)) continue;
      const path = folder === "" ? name : `${folder}/${name}`;
      const stat = lstatSync(join(root, path));
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isDirectory()) {
        tree[path] = `folder ${mode}`;
        read(path);
      } else if (stat.isSymbolicLink()) tree[path] = `link ${readlinkSync(join(root, path))}`;
      else tree[path] = `file ${mode} ${readFileSync(join(root, path), "latin1")}`;
    }
  };
  read("");
  return tree;
}

/** The state of the journal's folder: names, without what is in them. */
export function journalOf(root: string): string[] {
  try {
    return readdirSync(join(root, ".conn-codemod")).sort();
  } catch {
    return [];
  }
}

/** Makes `root`, whatever it is, what `tree` says; without links. */
export function plant(root: string, tree: Tree): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  for (const [path, what] of Object.entries(tree)) {
    const [, kind, mode = "", content = ""] = /^(\w+) (\d+) ?(.*)$/s.exec(what) ?? [];
    const at = join(root, path);
    mkdirSync(dirname(at), { recursive: true });
    if (kind === "folder") mkdirSync(at, { recursive: true });
    else writeFileSync(at, content, "latin1");
    chmodSync(at, Number.parseInt(mode, 8));
  }
}
