import { createReadStream } from "node:fs";
import process from "node:process";
import { UserError } from "../errors.ts";
import { isSystemError, reasonOf } from "../root.ts";

/**
 * The text of a file that the user named, such as a report of an earlier run; `path` is absolute, or
 * `-` for standard input. `limit` is in bytes. Throws UserError `input-unreadable` if it cannot be
 * read, is larger, or is not UTF-8.
 */
export async function readInputFile(path: string, limit: number): Promise<string> {
  const name = path === "-" ? "standard input" : path;
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = path === "-" ? process.stdin : createReadStream(path);
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      // Leaving the loop closes the stream: no more than this is ever held.
      if (size > limit) throw unreadable(name, `it is larger than ${limit / 1024 / 1024} MiB`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw unreadable(name, reasonOf(error));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw unreadable(name, "it is not UTF-8");
  }
}

function unreadable(name: string, why: string): UserError {
  return new UserError("input-unreadable", `could not read ${name}: ${why}.`);
}
