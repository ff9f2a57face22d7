import { listOf, stepOf } from "./build.ts";
import type { Several, StepOptions } from "./build.ts";
import type { StepOf } from "./source.ts";

export interface WriteFileOptions extends StepOptions {
  /** Files one of which must have a text: where none has, the file is of no use any more. */
  readonly when?: { readonly in: Several; readonly has: string } | undefined;
}

/**
 * Writes a file that is not there; one that is, and says something else, is never written over:
 *
 *     writeFile("src/lib/details.ts", "export const details = 1;\n")
 */
export function writeFile(
  path: string,
  content: string,
  { id, when }: WriteFileOptions = {},
): StepOf<"write-file"> {
  const where = when && { when: { in: listOf(when.in), has: when.has } };
  return stepOf("write-file", { path, content, ...where }, { id });
}

/** Deletes files that nothing but each other imports. */
export function deleteFile(paths: Several, options: StepOptions = {}): StepOf<"delete-file"> {
  return stepOf("delete-file", { paths: listOf(paths) }, options);
}
