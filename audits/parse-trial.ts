import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import process from "node:process";
import type { RepoPath } from "../workspace/repo-path.ts";
import { nestingBound } from "./nesting-bound.ts";

/**
 * The parser is native code, and ends the whole process when a file is nested so deep that it runs
 * out of stack. At 8 MiB of stack that takes 5,500 brackets, or 15,000 levels of anything else
 * (`keyof keyof …`). Below half of both, nothing can happen.
 */
const SAFE_LEVELS = 4000;
/** The shortest that can be nested so deep, but for brackets, which are counted. */
const SAFE_LENGTH = 12_000;
const SAFE_BRACKETS = 1000;

/** Whether the parser gets through `text`; where that is not plain to see, another process tries. */
export async function survivesParsing(path: RepoPath, text: string): Promise<boolean> {
  if (text.length <= SAFE_LENGTH && !hasMoreBrackets(text, SAFE_BRACKETS)) return true;
  if (nestingBound(text) <= SAFE_LEVELS) return true;
  return await ask({ path, text });
}

/** Counts all that can open something, in strings too: what closes them again need not be real. */
function hasMoreBrackets(text: string, most: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count <= most; at += 1) {
    const code = text.charCodeAt(at);
    // ( < [ {
    if (code === 0x28 || code === 0x3c || code === 0x5b || code === 0x7b) count += 1;
  }
  return count > most;
}

/** The functions below take stack too, so that what just fits there fits here for certain. */
const TRIAL = `
const { parseSync } = await import(process.argv[1]);
const deeper = (frames, run) => (frames === 0 ? run() : deeper(frames - 1, run));
process.on("message", ({ path, text, id }) => {
  for (const lang of /\\.[cm]?js$/.test(path) ? [undefined, "jsx"] : [undefined]) {
    deeper(2000, () => parseSync(path, text, { preserveParens: false, ...(lang && { lang }) }).program);
  }
  process.send(id);
});
`;

let trial: ChildProcess | undefined;
let asked = 0;
let waiting = Promise.resolve(true);

/** One after the other: of several, nobody could tell which one has ended it. */
function ask(file: { readonly path: RepoPath; readonly text: string }): Promise<boolean> {
  waiting = waiting.then(() => tryOne(file));
  return waiting;
}

function tryOne(file: { readonly path: RepoPath; readonly text: string }): Promise<boolean> {
  const child = (trial ??= startTrial());
  const id = (asked += 1);
  return new Promise((resolve) => {
    const settle = (survived: boolean) => {
      child.removeListener("message", heard);
      child.removeListener("exit", ended);
      // Else this program would not end before that one.
      child.unref();
      child.channel?.unref();
      if (!survived) trial = undefined;
      resolve(survived);
    };
    const heard = (answer: unknown) => {
      if (answer === id) settle(true);
    };
    const ended = () => settle(false);
    child.on("message", heard);
    child.on("exit", ended);
    child.ref();
    child.channel?.ref();
    child.send({ ...file, id }, (error) => error && settle(false));
  });
}

function startTrial(): ChildProcess {
  const parser = import.meta.resolve("oxc-parser");
  return fork("-", [], {
    execPath: process.execPath,
    execArgv: ["--input-type=module", "--eval", TRIAL, parser],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
}
