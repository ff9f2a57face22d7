import { Buffer } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from "node:fs";
import type { Stats } from "node:fs";

/** What is at a path is not, or no longer, a regular file, or is too large for one buffer. */
export class UnfitFileError extends Error {
  override readonly name = "UnfitFileError";
}

/** What Node reads at once. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * The bytes and the state of the regular file at an absolute path. A symlink is not followed and a
 * pipe is not waited for, also if it has only just taken the file's place. Throws UnfitFileError,
 * or what the system says.
 */
export function readRegularFile(path: string): { bytes: Buffer; stat: Stats } {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ELOOP") {
      throw new UnfitFileError("it is a symlink", { cause: error });
    }
    throw error;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) throw new UnfitFileError("it is not a regular file");
    if (stat.size > MOST_BYTES) throw new UnfitFileError("it is larger than 2 GiB");
    return { bytes: readAll(descriptor, stat.size), stat };
  } finally {
    closeSync(descriptor);
  }
}

/** All that is there, also where it is not `expected` bytes any more (or, as in /proc, never was). */
function readAll(descriptor: number, expected: number): Buffer {
  // One byte more, so that the end is seen without another call for it.
  const buffer = Buffer.allocUnsafe(expected + 1);
  let length = 0;
  for (let read = -1; read !== 0 && length !== expected && length < buffer.length;) {
    read = readSync(descriptor, buffer, length, buffer.length - length, null);
    length += read;
  }
  const first = buffer.subarray(0, length);
  return length <= expected ? first : Buffer.concat([first, readFileSync(descriptor)]);
}
