import { readFileSync } from "node:fs";
import { hashOf } from "../hash.ts";
import { isSystemError } from "../root.ts";

/**
 * SHA-256, in hex, of what is in a file (absolute); `absent` if there is none. Undefined if that
 * cannot be told.
 */
export function fingerprintOf(file: string): string | undefined {
  try {
    return hashOf(readFileSync(file));
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === "ENOENT" ? "absent" : undefined;
  }
}
