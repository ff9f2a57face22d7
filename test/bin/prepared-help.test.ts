import { expect, test } from "vitest";
import { parseArguments } from "../../bin/options.ts";
import { HELP_WIDTH } from "../../bin/prepared-help.ts";
import { program } from "../helpers/cli.ts";
import { execa } from "execa";

test.each([["--help"], ["run", "-h"], ["audit", "--help"]])(
  "the built program answers `%s %s` as the parser of the command line does",
  async (...argv) => {
    const env = { COLUMNS: String(HELP_WIDTH) };
    const built = await execa(process.execPath, [program, ...argv], {
      env,
      stripFinalNewline: false,
    });
    const parsed = await parseArguments(argv, "", HELP_WIDTH);
    expect({ kind: "text", text: built.stdout }).toEqual(parsed);
  },
);
