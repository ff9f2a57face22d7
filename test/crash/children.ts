import { spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { folderInMemory } from "./folder-in-memory.ts";

/** What a process of its own is to do, and where it is killed; without `end` it lives. */
export interface Errand {
  readonly what: "apply" | "recover" | "undo";
  readonly root: string;
  /** The file with the change set as JSON. */
  readonly changes: string;
  readonly end?: readonly [how: "call" | "half" | "after", number: number];
}

let program: Promise<string> | undefined;

/**
 * Does an errand in a process of its own. Resolves with the milliseconds that it took, or with
 * `killed`. Throws if it does not end as it should; with `after`, both are as they should be.
 */
export async function send(errand: Errand): Promise<number | "killed"> {
  const { what, root, changes, end } = errand;
  program ??= inOneFile();
  const args = [await program, what, root, changes, ...(end ?? []).map(String)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const [[exitCode, signal], stdout, stderr] = await Promise.all([
    once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  if (end && signal === "SIGKILL") return "killed";
  if (exitCode === 0 && (!end || end[0] === "after")) return Number(stdout);
  throw new Error(`${args.join(" ")} ended with ${signal ?? exitCode}: ${stderr}`);
}

/**
 * What the processes run, with the packages that it needs: thousands are started, and to look for
 * a hundred files and read them takes each far longer than what it is there for.
 */
async function inOneFile(): Promise<string> {
  const input = fileURLToPath(new URL("child.ts", import.meta.url));
  const file = join(await folderInMemory(), "child.mjs");
  // What is imported late is in the one file too, and is meant to be.
  const checks = { ineffectiveDynamicImport: false };
  const bundle = await rolldown({ input, platform: "node", logLevel: "warn", checks });
  await bundle.write({ file, format: "esm" });
  await bundle.close();
  return file;
}

/** Does `work` on each of `all`, as many at a time as there are cores, each in a lane of its own. */
export async function eachOf<T, Lane>(
  all: readonly T[],
  lane: () => Promise<Lane>,
  work: (each: T, lane: Lane) => Promise<void>,
): Promise<void> {
  const waiting = [...all];
  const worker = async (): Promise<void> => {
    const own = await lane();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await work(next, own);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}
