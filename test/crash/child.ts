import { readFileSync } from "node:fs";
import process from "node:process";
import { Worker } from "node:worker_threads";
import { applyChangeSet } from "../../workspace/apply/apply.ts";
import { recover, undo } from "../../workspace/apply/recover.ts";
import type { ChangeSet } from "../../workspace/change-set.ts";
import { watchCalls } from "./faults.js";

/**
 * node child.mjs apply|recover|undo ROOT CHANGES [call INDEX | half INDEX | after MILLISECONDS]: does
 * it, and is killed right before its file system call INDEX, or when half of that is written, or
 * after a time. Without an end it lives, and prints how many milliseconds it took.
 */
const [what, root = "", changesFile = "", end, number] = process.argv.slice(2);

const die = (): void => {
  process.kill(process.pid, "SIGKILL");
};
const changes: ChangeSet = what === "apply" ? JSON.parse(readFileSync(changesFile, "utf8")) : [];
if (end === "after") await killAfter(Number(number));
else if (end !== undefined) {
  watchCalls(
    root,
    ({ index }) => {
      if (index !== Number(number)) return undefined;
      return end === "half" ? "half" : die();
    },
    die,
  );
}
const start = performance.now();
if (what === "apply") await applyChangeSet(root, changes);
else if (what === "undo") await undo(root);
else await recover(root);
process.stdout.write(String(performance.now() - start));

/** From a thread of its own, as what is killed does not look up. */
async function killAfter(milliseconds: number): Promise<void> {
  const source = `
    const { parentPort, workerData } = require("node:worker_threads");
    parentPort.postMessage("ready");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData);
    process.kill(process.pid, "SIGKILL");`;
  const worker = new Worker(source, { eval: true, workerData: milliseconds });
  worker.unref();
  await new Promise((ready) => worker.once("message", ready));
}
