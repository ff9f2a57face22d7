import { nearestName } from "../audits/nearest-name.ts";
import { UserError } from "../workspace/errors.ts";
import type { OutputRequest } from "./report/formats.ts";

/**
 * The reports that `--format` (each `name` or `name=FILE`) and `--output` ask for: one of them goes
 * to `output` or to standard output, the others to files. `known` are the formats that there are, the
 * first of them is taken where none is named. Throws UserError `usage`.
 */
export function requestOutputs<Name extends string>(
  formats: readonly string[],
  output: string | undefined,
  known: readonly [Name, ...Name[]],
): readonly OutputRequest<Name>[] {
  const toFiles: OutputRequest<Name>[] = [];
  let main: Name | undefined;
  for (const written of formats) {
    const equals = written.indexOf("=");
    const format = formatNamed(equals === -1 ? written : written.slice(0, equals), known);
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
  return [{ format: main ?? known[0], file: output }, ...toFiles];
}

function formatNamed<Name extends string>(name: string, all: readonly Name[]): Name {
  const format = all.find((known) => known === name);
  if (format === undefined) {
    const nearest = nearestName(name, all);
    const meant = nearest === undefined ? "" : `. Did you mean ${nearest}`;
    throw usage(`there is no format ${JSON.stringify(name)}; there are: ${all.join(", ")}${meant}`);
  }
  return format;
}

function usage(message: string): UserError {
  return new UserError("usage", `${message}${message.includes("Did you mean") ? "?" : "."}`);
}
