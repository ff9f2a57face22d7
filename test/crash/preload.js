import { join } from "node:path";
import process from "node:process";
import { refusal, watchCalls } from "./faults.js";

/**
 * For `node --import`: in the program's own process, the file system call CRASH_AT below CRASH_ROOT,
 * counted from the first one of the journal, is refused with CRASH_CODE; or, if that is a signal,
 * the process gets it right before the call.
 */
const { CRASH_ROOT: root, CRASH_AT: at, CRASH_CODE: code } = process.env;
const journal = join(root, ".conn-codemod", "preparing");
let first;
watchCalls(
  root,
  (call) => {
    if (call.path === journal && call.name === "mkdirSync") first ??= call.index;
    if (first === undefined || call.index - first + 1 !== Number(at)) return;
    if (code.startsWith("SIG")) process.kill(process.pid, code);
    else throw refusal(code, call);
  },
  () => {},
  { others: "pass" },
);
