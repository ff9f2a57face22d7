import { performance } from "node:perf_hooks";
import type { Output } from "../io.ts";
import { escapeControl } from "./escape.ts";
import { cutTo } from "./width.ts";

/** One line that says what is being done. None of its methods throws. */
export interface Progress {
  update(what: string): void;
  /** Takes the line away. What is written next begins where it began. */
  clear(): void;
}

/** Milliseconds, from the start of the process, in which a line would only flicker. */
const BLINK = 150;

const SILENT: Progress = { update: () => {}, clear: () => {} };

/** A progress line on `output`; none where that is not a terminal, or the user wants none. */
export function startProgress(output: Output, wanted: boolean): Progress {
  if (!wanted || !output.isTTY) return SILENT;
  let latest = "";
  let shown = false;
  const show = (): void => {
    if (latest === "") return;
    try {
      output.write(`\r\u001B[2K${cutTo(escapeControl(latest), Math.max(1, output.columns - 1))}`);
      shown = true;
    } catch {
      // A progress line is not worth a failure.
    }
  };
  const timer = setTimeout(show, Math.max(0, BLINK - performance.now()));
  timer.unref();
  return {
    update: (what) => {
      latest = what;
      // The work seldom lets a timer run, so each step looks at the clock.
      if (performance.now() >= BLINK) show();
    },
    clear: () => {
      clearTimeout(timer);
      latest = "";
      if (!shown) return;
      shown = false;
      try {
        output.write("\r\u001B[2K");
      } catch {
        // As above.
      }
    },
  };
}
