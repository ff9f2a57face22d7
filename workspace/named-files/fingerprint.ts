import { lstatSync, readFileSync, realpathSync, statSync } from "node:fs";
import { hashOf } from "../hash.ts";
import { isSystemError } from "../root.ts";

/**
 * SHA-256, in hex, of what is in a file (absolute) and of where it is without symlinks; `absent` if
 * there is none. Undefined if that cannot be told, or if the file, or a symlink that it is named by,
 * was changed after `before` (milliseconds since 1970), so that what somebody has read of it then may
 * be something else.
 */
export function fingerprintOf(file: string, before = Infinity): string | undefined {
  try {
    const stat = statSync(file);
    // A pipe would be waited for, and what is read from one is gone.
    if (!stat.isFile()) return undefined;
    const times = [stat, lstatSync(file)].flatMap(({ mtimeMs, ctimeMs }) => [mtimeMs, ctimeMs]);
    if (Math.max(...times) > before) return undefined;
    return hashOf(`${realpathSync(file)}\0${hashOf(readFileSync(file))}`);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === "ENOENT" ? "absent" : undefined;
  }
}
