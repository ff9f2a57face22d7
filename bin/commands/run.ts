import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { deliver } from "./deliver.ts";
import { produced } from "./replay.ts";
import type { Listed } from "./outcome.ts";

/** Rewrites the selected phases and, unless it is a dry run, applies the change. */
export async function run(options: Options, io: Io, listed?: Listed): Promise<ExitCode> {
  const isDry = options.dryRun || options.check;
  if (isDry && !options.interactive) return await runDry(options, io, listed);
  const { afterQuitting } = await import("./partial.ts");
  const { rewriteAndApply } = await import("./rewrite-target.ts");
  const { report, changes, quit } = await rewriteAndApply(options, io);
  if (quit) io.stderr.write("The review was ended before its end: nothing was written.\n");
  if (report) await deliver(report, changes, quit ? afterQuitting(options) : options, io);
  return report?.exitCode ?? 1;
}

async function runDry(options: Options, io: Io, listed?: Listed): Promise<ExitCode> {
  const { report, changes } = await produced(options, io, listed, async (location, listing) => {
    // Loaded only where something has to be worked out.
    const { rewriteDryAt } = await import("./rewrite-target.ts");
    return await rewriteDryAt(location, listing, options, io);
  });
  await deliver(report, changes, options, io);
  return report.exitCode;
}
