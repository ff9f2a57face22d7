import type { ExitCode, Io } from "../io.ts";
import type { Options } from "../options.ts";
import { deliver } from "./deliver.ts";
import type { Listed } from "./outcome.ts";
import { produced } from "./replay.ts";

/** Says how far each phase is: what its steps would still change, and whether its criteria hold. */
export async function status(options: Options, io: Io, listed?: Listed): Promise<ExitCode> {
  const { report, changes } = await produced(options, io, listed, async (location, listing) => {
    // Loaded only where something has to be worked out.
    const { phaseStatesAt } = await import("./phase-states.ts");
    return await phaseStatesAt(location, listing, options, io);
  });
  await deliver(report, changes, options, io);
  return report.exitCode;
}
