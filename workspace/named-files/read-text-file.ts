import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import { UserError } from "../errors.ts";
import { isSystemError, reasonOf } from "../root.ts";

/**
 * The text of a file that the user named, at an absolute path, its byte order mark included, so that
 * it can be written back. Throws UserError `document-unreadable`.
 */
export function readTextFile(path: string): string {
  let bytes: Buffer;
  try {
    // A pipe would be waited for.
    if (!statSync(path).isFile()) throw unreadable(path, "it is not a file");
    bytes = readFileSync(path);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw unreadable(path, reasonOf(error));
  }
  if (!isUtf8(bytes)) throw unreadable(path, "it is not UTF-8 text");
  return bytes.toString("utf8");
}

function unreadable(path: string, why: string): UserError {
  return new UserError("document-unreadable", `could not read ${path}: ${why}.`);
}
