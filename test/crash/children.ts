import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const child = fileURLToPath(new URL("child.js", import.meta.url));

/** What a process of its own is to do, and where it is killed; without `end` it lives. */
export interface Errand {
  readonly what: "apply" | "recover" | "undo";
  readonly root: string;
  /** The file with the change set as JSON. */
  readonly changes: string;
  readonly end?: readonly [how: "call" | "half" | "after", number: number];
}

/**
 * Does an errand in a process of its own. Resolves with the milliseconds that it took, or with
 * `killed`. Throws if it does not end as it should; with `after`, both are as they should be.
 */
export async function send(errand: Errand): Promise<number | "killed"> {
  const { what, root, changes, end } = errand;
  const args = [child, what, root, changes, ...(end ?? []).map(String)];
  const { signal, exitCode, stdout, stderr } = await execa(process.execPath, args, {
    reject: false,
  });
  if (end && signal === "SIGKILL") return "killed";
  if (exitCode === 0 && (!end || end[0] === "after")) return Number(stdout);
  throw new Error(`${args.join(" ")} ended with ${signal ?? exitCode}: ${stderr}`);
}

/** Does `work` on each of `all`, as many at a time as there are cores. */
export async function eachOf<T>(
  all: readonly T[],
  work: (each: T) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
