import process from "node:process";
import { UserError } from "../workspace/errors.ts";

/** What is left to this program alone once the process is guarded. */
export interface OwnProcess {
  /** Standard output. */
  write(text: string): void;
  /** Ends the process when all that was written has arrived. */
  end(exitCode: number): Promise<never>;
}

/**
 * Keeps code that is not ours, such as that of a plan, from passing for us: what it prints goes to
 * standard error, so that the report alone is on standard output, and it cannot end the process,
 * whose exit code is a verdict.
 */
export function guardProcess(): OwnProcess {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  const exit = process.exit.bind(process);
  stdout.write = stderr.write.bind(stderr);
  process.exit = (code?: number | string | null): never => {
    throw new UserError("exit-called", `something called process.exit(${code ?? ""})`);
  };
  const arrived = (send: typeof write) => new Promise<void>((resolve) => send("", () => resolve()));
  return {
    write: (text) => void write(text),
    end: async (exitCode) => {
      await Promise.all([arrived(write), arrived(stderr.write.bind(stderr))]);
      return exit(exitCode);
    },
  };
}
