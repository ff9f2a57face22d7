import { describe, expect, test } from "vitest";
import { inProcess } from "../helpers/in-process.ts";
import { honestTarget } from "./honest-target.ts";
import { AUDIT, ON_BASE, STRICT } from "./trick.ts";
import type { Trick } from "./trick.ts";

/** What the program says in `root`, on one line: where it breaks lines does not matter here. */
export async function saidIn(root: string, args: readonly string[]) {
  const { exitCode, stdout, stderr } = await inProcess(root, args);
  return { exitCode, said: (stdout + stderr).replace(/\s+/g, " ") };
}

/** Plays each of `tricks` on a target of its own, and looks whether the program notices. */
export function play(theme: string, tricks: readonly Trick[]): void {
  describe.concurrent(`a trick with ${theme}`, () => {
    test.each(tricks)("$what", async (trick) => {
      const { args = AUDIT, says, exit } = trick;
      const target = await honestTarget();
      trick.play(target);
      const { exitCode, said } = await saidIn(target.root, args);
      expect(said).toMatch(says);
      expect(exitCode).toBe(exit);
      expect(await saidHonestly(args)).not.toMatch(says);
    });
  });
}

const honest = new Map<readonly string[], Promise<string>>();

/** What it says of the honest target, when it is asked in the most like way. */
function saidHonestly(args: readonly string[]): Promise<string> {
  const key = args.includes("--strict") ? STRICT : args.includes("--base") ? ON_BASE : AUDIT;
  const saying =
    honest.get(key) ??
    honestTarget()
      .then(({ root }) => saidIn(root, key))
      .then(({ said }) => said);
  honest.set(key, saying);
  return saying;
}
