import type { Options } from "prettier";
import { folderOf } from "../workspace/repo-path.ts";
import type { RepoPath } from "../workspace/repo-path.ts";
import type { Op } from "../workspace/op.ts";
import { MOST_PARSED } from "../workspace/parse-limit.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/**
 * Formats what changed from `before` to `after`, as operations on `after`: only files that were
 * clean under the repository's own Prettier settings before, so that a diff never holds more than
 * the change. Settings that are code or a package are not run, and their files are left alone.
 */
export async function formatChanges(before: Snapshot, after: Snapshot): Promise<readonly Op[]> {
  const ops: Op[] = [];
  for (const { path, from, text } of after.overlay()) {
    const old = before.has(path) ? before.text(path) : before.text(from ?? path);
    if (text === undefined || old === undefined || old === text) continue;
    if (Math.max(text.length, old.length) > MOST_PARSED) continue;
    const options = settingsFor(path, after);
    if (!options) continue;
    const formatted = await formattedIfClean(old, text, from ?? path, path, options);
    if (formatted !== undefined && formatted !== text) {
      ops.push({ kind: "write", path, text: formatted });
    }
  }
  return ops;
}

async function formattedIfClean(
  old: string,
  text: string,
  oldPath: RepoPath,
  path: RepoPath,
  options: Options,
): Promise<string | undefined> {
  const prettier = await import("prettier");
  try {
    const clean = await prettier.check(old, { ...options, filepath: nowhere(oldPath) });
    return clean ? await prettier.format(text, { ...options, filepath: nowhere(path) }) : undefined;
  } catch {
    // No parser for this kind of file, or none that can read it: then it stays as it is.
    return undefined;
  }
}

/**
 * Prettier tells the language by the path, and where that has no ending, by the first line of what it
 * finds there on the disk. There is nothing in this folder, on no system.
 */
function nowhere(path: RepoPath): string {
  return `\0/${path}`;
}

/** The settings of the nearest folder that has some; undefined if there are none, or only code. */
function settingsFor(path: RepoPath, snapshot: Snapshot): Options | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const prefix = folder === "" ? "" : `${folder}/`;
    const settings = settingsIn(prefix, snapshot);
    if (settings !== "none") return settings;
    if (folder === "") return undefined;
  }
}

const CODE_SETTINGS = ["js", "mjs", "cjs", "ts", "mts", "cts"].flatMap((ending) => [
  `.prettierrc.${ending}`,
  `prettier.config.${ending}`,
]);

function settingsIn(prefix: string, snapshot: Snapshot): Options | undefined | "none" {
  for (const name of [".prettierrc", ".prettierrc.json"]) {
    const text = snapshot.text(prefix + name);
    if (text !== undefined) return dataOf(parsed(text));
  }
  const other = [
    ...CODE_SETTINGS,
    ".prettierrc.yaml",
    ".prettierrc.yml",
    ".prettierrc.toml",
    ".prettierrc.json5",
  ];
  if (other.some((name) => snapshot.has(prefix + name))) return undefined;
  const manifest = parsed(snapshot.text(`${prefix}package.json`) ?? "{}") as
    { prettier?: unknown } | undefined;
  if (manifest?.prettier === undefined) return "none";
  return typeof manifest.prettier === "object" && manifest.prettier !== null
    ? dataOf(manifest.prettier)
    : undefined;
}

/** The settings, unless they name code: a plugin would be looked for on this disk, and run. */
function dataOf(settings: Options | undefined): Options | undefined {
  return settings?.plugins === undefined ? settings : undefined;
}

function parsed(text: string): Options | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
