import { Buffer } from "node:buffer";
import { join } from "node:path";
import process from "node:process";
import { stripVTControlCharacters } from "node:util";
import { differences, readTreeState } from "../workspace/tree-state.ts";
import type { CommandResult, RunCommand } from "./criterion.ts";

/** How much of the end of a command's output is kept, in bytes. */
const outputKept = 64 * 1024;

/** How long a command that is told to stop may take to do so, in milliseconds. */
const grace = 1000;

/**
 * Runs commands in folders of `root` (an absolute path), each with nothing on its standard input.
 * At the time limit the command and all that it started are stopped, and so is what it leaves
 * running when it ends, or when this program is interrupted. Never rejects for what the command
 * does. To watch what it changes, all files of the target are read before and after.
 */
export function runCommandIn(root: string): RunCommand {
  return async (command, { folder, timeoutMs, watch = false }) => {
    // Loaded here: most audits run no command.
    const { execa } = await import("execa");
    const before = watch ? await readTreeState(root) : undefined;
    const [program, args] =
      typeof command === "string" ? [command, []] : [command[0] ?? "", command.slice(1)];
    const running = execa(program, args, {
      cwd: join(root, folder),
      shell: typeof command === "string",
      stdin: "ignore",
      all: true,
      buffer: false,
      reject: false,
      stripFinalNewline: false,
      // A group of its own, so that what it starts can be stopped with it.
      detached: true,
    });

    const output = new Tail(outputKept);
    running.all.on("data", (chunk: Uint8Array) => output.push(chunk));
    const stop = (signal: NodeJS.Signals) => signalGroup(running.pid, signal);

    let timedOut = false;
    const timers: NodeJS.Timeout[] = [];
    const after = (ms: number, run: () => void) => timers.push(setTimeout(run, ms));
    const letGo = () => running.all.destroy();
    after(timeoutMs, () => {
      timedOut = true;
      stop("SIGTERM");
      after(grace, () => {
        stop("SIGKILL");
        after(grace, letGo);
      });
    });
    running.on("exit", () => {
      stop("SIGKILL");
      // Whoever left the group can still hold the output open.
      after(grace, letGo);
    });
    const ignoreInterrupts = onInterrupt(() => stop("SIGKILL"));
    try {
      const result = await running;
      const changed = before && differences(before, await readTreeState(root));
      return { ...asResult(result, timedOut, output.text()), ...(changed && { changed }) };
    } finally {
      ignoreInterrupts();
      for (const timer of timers) clearTimeout(timer);
    }
  };
}

interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly originalMessage?: string | undefined;
}

function asResult(ended: Ended, timedOut: boolean, output: string): CommandResult {
  const ran = ended.exitCode !== undefined || ended.signal !== undefined;
  return {
    exitCode: ended.exitCode ?? null,
    timedOut,
    output,
    ...(!ran && !timedOut && { notStarted: ended.originalMessage ?? "the system said no" }),
  };
}

/** Signals the process group that `pid` leads. It may be gone; that is what was wanted. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

/** Runs `first` before an interrupt ends this program. Returns how to take that back. */
function onInterrupt(first: () => void): () => void {
  const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  const takeBack = () => {
    for (const signal of signals) process.removeListener(signal, handle);
    process.removeListener("exit", first);
  };
  const handle = (signal: NodeJS.Signals) => {
    first();
    takeBack();
    // Our listening has kept the signal from doing what it does; now it may.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  for (const signal of signals) process.on(signal, handle);
  process.on("exit", first);
  return takeBack;
}

/** The end of a stream of bytes. */
class Tail {
  private chunks: Uint8Array[] = [];
  private length = 0;
  private cut = false;

  constructor(private readonly limit: number) {}

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    if (this.length > 2 * this.limit) this.trim();
  }

  /** As text without escape sequences and control characters; begins with a whole line if cut. */
  text(): string {
    this.trim();
    const text = new TextDecoder().decode(this.chunks[0]);
    const lineEnd = text.indexOf("\n");
    const whole = this.cut && lineEnd !== -1 ? text.slice(lineEnd + 1) : text;
    return stripVTControlCharacters(whole)
      .replace(/\r+\n?/g, "\n")
      .replace(/[^\P{Cc}\n\t]/gu, "");
  }

  private trim(): void {
    const all = Buffer.concat(this.chunks);
    this.cut ||= all.length > this.limit;
    this.chunks = [all.subarray(-this.limit)];
    this.length = this.chunks[0]?.length ?? 0;
  }
}
