import { resolve } from "node:path";
import { mustBeSettled } from "../../workspace/apply/interrupted.ts";
import { loadSnapshot } from "../../workspace/load.ts";
import type { LoadedSnapshot } from "../../workspace/load.ts";
import { checkOutputFile, writeOutputFile } from "../../workspace/named-files/output-file.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import type { OutputRequest } from "../report/formats.ts";
import { viewOf } from "../report/pretty/view.ts";
import type { View } from "../report/pretty/view.ts";
import { escapeControl } from "../terminal/escape.ts";
import { startProgress } from "../terminal/progress.ts";
import type { Progress } from "../terminal/progress.ts";

/** Turns what was found into text that ends with a line feed. */
export type Painter<Found> = (found: Found, view: View) => string;

/**
 * Runs `work` on the target that `options` name, for commands that need no plan, with a progress
 * line. Throws UserError for what is wrong with the target, or if an apply was interrupted there.
 */
export async function withTree<T>(
  options: Options,
  io: Io,
  work: (tree: LoadedSnapshot, progress: Progress) => Promise<T> | T,
): Promise<T> {
  const root = resolveRoot(resolve(io.cwd, options.cwd ?? "."));
  await mustBeSettled(root);
  const progress = startProgress(io.stderr, options.progress);
  try {
    progress.update("reading the list of files");
    return await work(await loadSnapshot(root), progress);
  } finally {
    progress.clear();
  }
}

/** Throws UserError `output-failed` for a file that could not be written in the end. */
export function checkOutputs(outputs: readonly OutputRequest<string>[], io: Io): void {
  for (const { file } of outputs) if (file !== undefined) checkOutputFile(resolve(io.cwd, file));
}

/** Hands out `found` in every form that was asked for. Throws UserError `output-failed`. */
export function handOut<Found, Name extends string>(
  found: Found,
  outputs: readonly OutputRequest<Name>[],
  painters: Readonly<Record<Name, Painter<Found>>>,
  { verbose }: Options,
  io: Io,
): void {
  for (const { format, file } of outputs) {
    const { columns, color } = file === undefined ? io.stdout : { columns: Infinity, color: false };
    const text = painters[format](found, viewOf({ changes: [], columns, color, verbose }));
    if (file === undefined) {
      io.stdout.write(text);
    } else {
      writeOutputFile(resolve(io.cwd, file), text);
      io.stderr.write(`wrote ${escapeControl(file)}\n`);
    }
  }
}
