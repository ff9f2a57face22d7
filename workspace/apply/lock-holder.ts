import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import process from "node:process";
import { z } from "zod";

/** A process that holds a lock, told so that another can find out whether it still runs. */
const HOLDER = z.object({
  pid: z.int().min(1),
  host: z.string(),
  /** Which start of the machine; undefined where the system does not say. */
  boot: z.string().optional(),
  /** Among which processes `pid` counts: those of one container. */
  namespace: z.string().optional(),
  /** When the process started, in the system's own ticks since the boot: ids are used again. */
  started: z.string().optional(),
  /** ISO 8601; for people. */
  since: z.string(),
});

export type LockHolder = z.infer<typeof HOLDER>;

/** This process. */
export function thisHolder(): LockHolder {
  return {
    pid: process.pid,
    host: hostname(),
    boot: orUndefined(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()),
    namespace: orUndefined(() => readlinkSync("/proc/self/ns/pid")),
    started: startOf(process.pid),
    since: new Date().toISOString(),
  };
}

/** What a lock file says; undefined if it is not one, or was not written to its end. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    return HOLDER.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Whether the process may still run. A process of another machine or container cannot be looked at
 * and counts as running.
 */
export function mayRun(holder: LockHolder, self: LockHolder = thisHolder()): boolean {
  if (holder.host !== self.host) return true;
  if (differ(holder.boot, self.boot)) return false;
  if (differ(holder.namespace, self.namespace)) return true;
  try {
    // Signal 0 is none: only whether it could be sent is asked.
    process.kill(holder.pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
  }
  return !differ(holder.started, startOf(holder.pid));
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** `gone` for a process that has ended and only waits for its parent to notice. */
function startOf(pid: number): string | undefined {
  const stat = orUndefined(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  // The second field is the program's name in brackets, which may hold anything.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields?.[0] === "Z" ? "gone" : fields?.[19];
}

function orUndefined<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
