import process from "node:process";
import { setImmediate as turn } from "node:timers/promises";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Signals that would have ended the process, kept until it can be ended. */
export interface HeldSignals {
  /** The first one that has come so far. */
  arrived(): Promise<NodeJS.Signals | undefined>;
  /** From here on they do again what they did before. */
  release(): void;
}

/** Keeps what Ctrl-C and the like send from ending the process in the middle of a change. */
export function holdSignals(): HeldSignals {
  let first: NodeJS.Signals | undefined;
  const note = (signal: NodeJS.Signals): void => {
    first ??= signal;
  };
  for (const signal of SIGNALS) process.on(signal, note);
  return {
    arrived: async () => {
      // A signal is only told of between two pieces of work.
      await turn();
      await turn();
      return first;
    },
    release: () => {
      for (const signal of SIGNALS) process.off(signal, note);
    },
  };
}
