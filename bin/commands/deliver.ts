import { resolve } from "node:path";
import { findCheckout } from "../../workspace/git/git.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { writeOutputFile } from "../../workspace/named-files/output-file.ts";
import { resolveRoot } from "../../workspace/root.ts";
import type { Io } from "../io.ts";
import type { Format } from "../report/formats.ts";
import type { Options } from "../options.ts";
import type { Report } from "../report/report.ts";
import { rendererOf } from "../report/renderers.ts";
import { escapeControl } from "../terminal/escape.ts";

/** Those whose readers count paths from the top of the checkout, wherever the target is in it. */
const FROM_THE_TOP: ReadonlySet<Format> = new Set(["sarif", "github", "gitlab"]);

/** Hands out `report` in every form that was asked for. Throws UserError `output-failed`. */
export async function deliver(
  report: Report,
  changes: ChangeSet,
  options: Options,
  io: Io,
): Promise<void> {
  const { verbose } = options;
  const fromTheTop = options.outputs.some(({ format }) => FROM_THE_TOP.has(format));
  const prefix = fromTheTop ? await prefixOf(options, io) : "";
  for (const { format, file } of options.outputs) {
    const { columns, color } = file === undefined ? io.stdout : { columns: Infinity, color: false };
    const render = await rendererOf(format);
    const text = render(report, { changes, columns, color, verbose, prefix });
    if (file === undefined) {
      io.stdout.write(text);
    } else {
      writeOutputFile(resolve(io.cwd, file), text);
      io.stderr.write(`wrote the report to ${escapeControl(file)}\n`);
    }
  }
  if (options.patch !== undefined) {
    io.stderr.write(`wrote the change to ${escapeControl(options.patch)}\n`);
  }
}

async function prefixOf({ cwd }: Options, io: Io): Promise<string> {
  const checkout = await findCheckout(resolveRoot(resolve(io.cwd, cwd ?? ".")));
  return checkout?.prefix ?? "";
}
