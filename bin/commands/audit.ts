import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { escapeControl } from "../terminal/escape.ts";
import { deliver } from "./deliver.ts";
import { produced } from "./replay.ts";
import type { Listed } from "./outcome.ts";

/** Says whether the criteria of the selected phases hold on the tree as it is. */
export async function audit(options: Options, io: Io, listed?: Listed): Promise<ExitCode> {
  const { report, written } = await produced(options, io, listed, async (location, listing) => {
    // Loaded only where something has to be evaluated.
    const { judgeAt } = await import("./judge.ts");
    return await judgeAt(location, listing, options, io);
  });
  await deliver(report, [], options, io);
  if (written !== undefined) io.stderr.write(`${escapeControl(written)}\n`);
  return report.exitCode;
}
