import { appendFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "./errors.ts";
import { isSystemError, reasonOf } from "./root.ts";

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

function failed(path: string, why: string): UserError {
  return new UserError("output-failed", `could not write ${path}: ${why}.`);
}
