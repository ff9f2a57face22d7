import { nearestName } from "../audits/nearest-name.ts";
import { UserError } from "../workspace/errors.ts";
import { FORMATS } from "./report/formats.ts";
import type { Format, OutputRequest } from "./report/formats.ts";

/**
 * The reports that `--format` (each `name` or `name=FILE`) and `--output` ask for: one of them goes
 * to `output` or to standard output, the others to files. Throws UserError `usage`.
 */
export function requestOutputs(
  formats: readonly string[],
  output: string | undefined,
): readonly OutputRequest[] {
  const toFiles: OutputRequest[] = [];
  let main: Format | undefined;
  for (const written of formats) {
    const equals = written.indexOf("=");
    const format = formatNamed(equals === -1 ? written : written.slice(0, equals));
    if (equals === -1) {
      if (main !== undefined) {
        throw usage(
          `--format ${main} and --format ${format} both go to standard output; write --format ${format}=FILE for one of them`,
        );
      }
      main = format;
      continue;
    }
    const file = written.slice(equals + 1);
    if (file === "") throw usage(`--format ${written} names no file`);
    toFiles.push({ format, file });
  }
  return [{ format: main ?? "pretty", file: output }, ...toFiles];
}

function formatNamed(name: string): Format {
  const format = FORMATS.find((known) => known === name);
  if (!format) {
    const nearest = nearestName(name, FORMATS);
    const meant = nearest === undefined ? "" : `. Did you mean ${nearest}`;
    throw usage(
      `there is no format ${JSON.stringify(name)}; there are: ${FORMATS.join(", ")}${meant}`,
    );
  }
  return format;
}

function usage(message: string): UserError {
  return new UserError("usage", `${message}${message.includes("Did you mean") ? "?" : "."}`);
}
