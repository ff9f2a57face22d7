import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  lstatSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../errors.ts";
import { isSystemError, reasonOf } from "../root.ts";

/**
 * Throws UserError `output-failed` if the file `path` (absolute) plainly cannot be written: its
 * folder is not there, or it is a folder itself. For asking before a long piece of work.
 */
export function checkOutputFile(path: string): void {
  const folder = statSync(dirname(path), { throwIfNoEntry: false });
  if (!folder?.isDirectory()) throw failed(path, `there is no folder ${dirname(path)}`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw failed(path, "it is a folder");
}

/** Writes a file that the user named, such as a report. Throws UserError `output-failed`. */
export function writeOutputFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw failed(path, reasonOf(error));
  }
}

/**
 * Writes such a file, which must not be there yet. Throws UserError `file-exists`, and
 * `output-failed`.
 */
export function createOutputFile(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    if (!isSystemError(error)) throw error;
    if (error.code !== "EEXIST") throw failed(path, reasonOf(error));
    throw new UserError(
      "file-exists",
      `there is a file ${path} already, and it is not written over.`,
    );
  }
}

/** Whether there is anything at such a path, be it a link that leads nowhere. */
export function outputFileExists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** Adds to the end of such a file, which need not be there. Throws UserError `output-failed`. */
export function appendOutputFile(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw failed(path, reasonOf(error));
  }
}

/** How long such a file is, in bytes; 0 if it is not there. */
export function outputFileSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Puts `text` into such a file so that nobody ever sees half of it. One that is there keeps its mode,
 * and a symlink its target. Throws UserError `output-failed`.
 */
export function replaceOutputFile(path: string, text: string): void {
  let staged: string | undefined;
  try {
    const old = statSync(path, { throwIfNoEntry: false });
    const place = old ? realpathSync(path) : path;
    const temporary = `${place}.${randomBytes(6).toString("hex")}.tmp`;
    writeFileSync(temporary, text, { flag: "wx" });
    staged = temporary;
    if (old) chmodSync(temporary, old.mode & 0o7777);
    renameSync(temporary, place);
  } catch (error) {
    if (staged !== undefined) rmSync(staged, { force: true });
    if (!isSystemError(error)) throw error;
    throw failed(path, reasonOf(error));
  }
}

function failed(path: string, why: string): UserError {
  return new UserError("output-failed", `could not write ${path}: ${why}.`);
}
