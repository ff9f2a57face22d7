import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

/** A program to be timed, as a whole process. */
export interface Contestant {
  readonly name: string;
  readonly command: readonly string[];
  /** The exit codes of a run that counts. */
  readonly succeedsWith: readonly number[];
  /** Where it runs, if not where all others do. */
  readonly cwd?: string;
  /** What happens before each run, and is not timed. */
  before?(round: number): void;
}

export interface Measured {
  readonly name: string;
  /** The median, in milliseconds. */
  readonly time: number;
  /** The largest resident set of its main process, in MiB; undefined where it cannot be told. */
  readonly memory: number | undefined;
}

const TIME = "/usr/bin/time";

/** Runs all contestants in turn, `rounds` times over: A B C A B C. Throws if one fails. */
export function measure(
  contestants: readonly Contestant[],
  cwd: string,
  rounds: number,
): readonly Measured[] {
  const runs = contestants.map((contestant) => ({ contestant, times: [0], memories: [0] }));
  for (const run of runs) run.times.length = run.memories.length = 0;
  for (let round = 0; round < rounds; round += 1) {
    for (const { contestant, times, memories } of runs) {
      contestant.before?.(round);
      const { time, memory } = runOnce(contestant, contestant.cwd ?? cwd);
      times.push(time);
      if (memory !== undefined) memories.push(memory);
    }
  }
  return runs.map(({ contestant, times, memories }) => ({
    name: contestant.name,
    time: median(times),
    memory: memories.length === 0 ? undefined : Math.max(...memories),
  }));
}

function runOnce(
  { name, command, succeedsWith }: Contestant,
  cwd: string,
): { readonly time: number; readonly memory: number | undefined } {
  const counted = existsSync(TIME) ? [TIME, "-f", "peak %M", ...command] : command;
  const [program = "", ...args] = counted;
  const start = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, {
    cwd,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    maxBuffer: Infinity,
  });
  const time = Number(process.hrtime.bigint() - start) / 1e6;
  if (error) throw error;
  if (status === null || !succeedsWith.includes(status)) {
    throw new Error(`${name} ended with ${status ?? "a signal"}:\n${stderr}`);
  }
  const peak = /peak (\d+)\s*$/.exec(stderr)?.[1];
  return { time, memory: peak === undefined ? undefined : Number(peak) / 1024 };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** A table of what was measured, each time also as a multiple of that of `reference`. */
export function table(measured: readonly Measured[], reference: string): string {
  const base = measured.find(({ name }) => name === reference)?.time;
  const width = Math.max(...measured.map(({ name }) => name.length));
  return measured
    .map(({ name, time, memory }) => {
      const ratio = base === undefined ? "" : `${(time / base).toFixed(2)} ×`;
      const size = memory === undefined ? "" : `${memory.toFixed(0)} MiB`;
      return `  ${name.padEnd(width)} ${time.toFixed(0).padStart(7)} ms ${ratio.padStart(9)} ${size.padStart(9)}`;
    })
    .join("\n");
}
