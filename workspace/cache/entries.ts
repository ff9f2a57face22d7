import { createHash, randomUUID } from "node:crypto";
import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { isSystemError } from "../root.ts";

/** How many entries are kept: those that were asked for last. */
const MOST_ENTRIES = 64;
/** What is larger is not worth reading again, in characters. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** The entry of `key` in `folder`; undefined if there is none that can be read. Never throws. */
export function readEntry(folder: string, key: string): string | undefined {
  return unlessRefused(() => {
    const file = fileOf(folder, key);
    const stat = lstatSync(file);
    // What somebody else has put there is not believed.
    if (!stat.isFile() || (process.getuid && stat.uid !== process.getuid())) return undefined;
    const text = readFileSync(file, "utf8");
    const now = new Date();
    utimesSync(file, now, now);
    return text;
  });
}

/**
 * Keeps `text` as the entry of `key`, in place of what was there, and drops the entries that were
 * not asked for longest. That it cannot be kept is no failure. Never throws.
 */
export function writeEntry(folder: string, key: string, text: string): void {
  if (text.length > MOST_CHARACTERS) return;
  unlessRefused(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = fileOf(folder, key);
    const draft = `${file}.${randomUUID()}`;
    writeFileSync(draft, text, { flag: "wx", mode: 0o600 });
    // Whoever reads meanwhile has the old one or the new one.
    renameSync(draft, file);
    dropOldest(folder);
    return undefined;
  });
}

function fileOf(folder: string, key: string): string {
  return join(folder, createHash("sha256").update(key).digest("hex").slice(0, 40));
}

function dropOldest(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= MOST_ENTRIES) return;
  const aged = files.map((file) => ({ file, age: lstatSync(file).mtimeMs }));
  aged.sort((a, b) => b.age - a.age);
  for (const { file } of aged.slice(MOST_ENTRIES)) rmSync(file, { force: true });
}

function unlessRefused<T>(work: () => T | undefined): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return undefined;
  }
}
