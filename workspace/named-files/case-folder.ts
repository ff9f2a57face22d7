import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors.ts";
import { readTextFile } from "./read-text-file.ts";
import { isSystemError, reasonOf } from "../root.ts";
import type { OverlayEntry } from "../snapshot.ts";

/** A tree as it is and as it should become, in a folder of two folders. */
export interface CaseFolder {
  readonly name: string;
  /** Absolute. */
  readonly before: string;
  /** Absolute; undefined if nothing should change. */
  readonly after: string | undefined;
}

/**
 * The cases in `folder` (absolute): itself if it has a folder `before`, or else the folders in it
 * that do, by name. Throws UserError `no-cases` where there is none.
 */
export function caseFolders(folder: string): readonly CaseFolder[] {
  const below = isFolder(folder) ? readdirSync(folder).sort() : [];
  const folders = [folder, ...below.map((name) => join(folder, name)).filter(isFolder)];
  const [whole, ...cases] = folders.filter((each) => isFolder(join(each, "before"))).map(caseIn);
  if (!whole) {
    throw new UserError(
      "no-cases",
      `there is no case in ${folder}: neither it nor a folder in it has a folder \`before\`.`,
    );
  }
  return isFolder(join(folder, "before")) ? [whole] : [whole, ...cases];
}

function caseIn(folder: string): CaseFolder {
  const after = join(folder, "after");
  const before = join(folder, "before");
  return { name: basename(folder), before, after: isFolder(after) ? after : undefined };
}

/** What a file of a case beside `before` says; undefined if it is not there. */
export function readBeside({ before }: CaseFolder, name: string): string | undefined {
  const file = join(dirname(before), name);
  return existsSync(file) ? readTextFile(file) : undefined;
}

/** Writes such a file, or removes it where there is no text. */
export function writeBeside({ before }: CaseFolder, name: string, text: string | undefined): void {
  const file = join(dirname(before), name);
  if (text === undefined) rmSync(file, { force: true });
  else writeFileSync(file, text);
}

/**
 * Makes the folder `after` of a case anew: `before` with what was done to it. Without anything, it
 * is removed. Throws UserError `output-failed`.
 */
export function writeAfter({ before }: CaseFolder, overlay: readonly OverlayEntry[]): void {
  const after = join(dirname(before), "after");
  try {
    rmSync(after, { recursive: true, force: true });
    if (overlay.length === 0) return;
    cpSync(before, after, { recursive: true, verbatimSymlinks: true });
    for (const { path, from, text } of overlay) {
      const file = join(after, path);
      if (from !== undefined) {
        mkdirSync(dirname(file), { recursive: true });
        renameSync(join(after, from), file);
      }
      if (text === undefined) {
        if (from === undefined) rmSync(file, { force: true });
        continue;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    removeEmpty(after);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UserError("output-failed", `could not write ${after}: ${reasonOf(error)}.`);
  }
}

/** Folders that nothing is left in, which git would not keep either. */
function removeEmpty(folder: string): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (isFolder(path)) removeEmpty(path);
  }
  if (readdirSync(folder).length === 0) rmSync(folder, { recursive: true });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
