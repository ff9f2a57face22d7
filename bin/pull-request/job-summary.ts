import { appendOutputFile, outputFileSize } from "../../workspace/named-files/output-file.ts";

/** The runner throws the whole summary of a step away if its file is longer than this, in bytes. */
const LIMIT = 1024 * 1024;
/** What is needed to say at least what happened. */
const LEAST = 4096;

/**
 * Adds to the summary of the step, `file`, what `render` makes of the bytes that are left in it.
 * Returns false, and adds nothing, if too few are. Throws UserError `output-failed`.
 */
export function addToJobSummary(file: string, render: (bytes: number) => string): boolean {
  const size = outputFileSize(file);
  // What is there need not end with a line feed, and an empty line ends what came before.
  const between = size === 0 ? "" : "\n\n";
  const room = LIMIT - size - between.length;
  if (room < LEAST) return false;
  appendOutputFile(file, `${between}${render(room)}`);
  return true;
}
