import { realpathSync, statSync } from "node:fs";
import { UserError } from "./errors.ts";

/**
 * The target's root as the system knows it: absolute, no symlink in it. Throws UserError
 * `not-a-folder` if it does not exist or is not a folder.
 */
export function resolveRoot(root: string): string {
  let resolved: string;
  let isFolder: boolean;
  try {
    resolved = realpathSync(root);
    isFolder = statSync(resolved).isDirectory();
  } catch (error) {
    throw new UserError(
      "not-a-folder",
      `${root} cannot be opened as a folder (${reasonOf(error)}). Name the folder to work on with --cwd.`,
    );
  }
  if (!isFolder) {
    throw new UserError(
      "not-a-folder",
      `${root} is not a folder. Name the folder to work on with --cwd.`,
    );
  }
  return resolved;
}

/** What the system said, in few words: `ENOENT: no such file or directory`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // The system's message ends with the call and the path, which the caller names better.
  return isSystemError(error) ? (error.message.split(", ")[0] ?? error.message) : error.message;
}

/** An error with which the operating system refused something, as against a bug. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { code: string } {
  return error instanceof Error && "syscall" in error && "code" in error;
}
