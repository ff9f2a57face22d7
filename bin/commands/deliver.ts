import { resolve } from "node:path";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { writeOutputFile } from "../../workspace/output-file.ts";
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";
import type { Report } from "../report/report.ts";
import { renderers } from "../report/renderers.ts";
import { escapeControl } from "../terminal/escape.ts";

/** Hands out `report` in every form that was asked for. Throws UserError `output-failed`. */
export function deliver(report: Report, changes: ChangeSet, options: Options, io: Io): void {
  const { verbose } = options;
  for (const { format, file } of options.outputs) {
    const { columns, color } = file === undefined ? io.stdout : { columns: Infinity, color: false };
    const text = renderers[format](report, { changes, columns, color, verbose });
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
