import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "./fixture-tree.ts";

/** The executable, which runs what `npm run build` has made. */
export const program = join(projectRoot, "bin", "conn-codemod.js");

export interface CliResult {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the program in `folder` as a script would: no terminal, and none of the variables that
 * decide about colours but those in `env`.
 */
export async function cli(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CliResult> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    const decides = /^(GIT_.*|NO_COLOR|FORCE_COLOR|COLUMNS|CI)$/.test(name);
    if (value !== undefined && !decides) plain[name] = value;
  }
  const { exitCode, stdout, stderr } = await execa(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...plain, ...env },
    extendEnv: false,
    reject: false,
    stdin: "ignore",
    stripFinalNewline: false,
  });
  return { exitCode, stdout, stderr };
}
