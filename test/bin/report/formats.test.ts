import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FORMATS } from "../../../bin/report/formats.ts";
import { cli } from "../../helpers/cli.ts";
import { smallTarget } from "../../helpers/small-target.ts";

test.each([["run", "--dry-run"], ["audit"], ["status"], ["plan"]])(
  "%s writes all formats at once, and ends as it does without them",
  async (...args) => {
    const { root, plan, beside } = await smallTarget();
    const [command = "", ...flags] = args;
    const plain = await cli(root, [command, plan, ...flags]);
    const wanted = FORMATS.map((format) => `--format=${format}=${join(beside, format)}`);
    const all = await cli(root, [command, plan, ...flags, ...wanted]);
    expect(all.exitCode).toBe(plain.exitCode);
    expect(all.stdout).toBe(plain.stdout);
    const texts = FORMATS.map((format) => [format, readFileSync(join(beside, format), "utf8")]);
    expect(texts.filter(([, text]) => text?.trim() === "")).toEqual([]);
    expect(Object.fromEntries(texts)["markdown"]).toMatch(
      new RegExp(`^## .+\\n\\n\\*\\*conn-codemod ${command}\\*\\*`),
    );
  },
);
