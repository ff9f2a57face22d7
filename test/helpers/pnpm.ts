import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "./fixture-tree.ts";

/**
 * A `pnpm` in `folder` that runs the fixture's drizzle-kit, and the variables that make it found.
 * Every other script fails, but for those called `passing`, which do nothing.
 */
export async function pnpmIn(
  folder: string,
  passing: readonly string[] = [],
): Promise<Record<string, string>> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const kit = join(projectRoot, "node_modules", "drizzle-kit", "bin.cjs");
  const run = `exec "${process.execPath}" "${kit}" generate --config=./src/drizzle.config.ts`;
  const cases = [...passing.map((name) => `${name}) exit 0 ;;`), `db:generate) ${run} ;;`];
  const text = `#!/bin/sh\ncase "$*" in\n${cases.join("\n")}\n*) exit 64 ;;\nesac\n`;
  await writeFile(join(bin, "pnpm"), text);
  await chmod(join(bin, "pnpm"), 0o755);
  return { PATH: `${bin}:${process.env["PATH"] ?? ""}` };
}
