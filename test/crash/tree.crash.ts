import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { program } from "../helpers/cli.ts";
import { builtInChange } from "./built-in-change.ts";
import { send } from "./children.ts";
import { treeOf } from "./tree.ts";
import type { Tree } from "./tree.ts";

// CRASH_TREE=DIR CRASH_RUNS=200 CRASH_CLI_RUNS=20 npm run test:crash -- tree
// kills the built-in plan on a copy of DIR at random moments of the apply.

const tree = process.env["CRASH_TREE"];
const runs = Number(process.env["CRASH_RUNS"] ?? 200);
const cliRuns = Number(process.env["CRASH_CLI_RUNS"] ?? 0);

describe.skipIf(tree === undefined)("a tree that was given", () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "conn-codemod-"));
  const root = join(folder, "tree");
  const changes = join(folder, "changes.json");
  let before: Tree;
  let after: Tree;
  let duration: number;

  beforeAll(async () => {
    const leftOut = new Set(["node_modules", ".git"]);
    const filter = (path: string): boolean => !leftOut.has(basename(path));
    await cp(tree ?? "", root, { recursive: true, verbatimSymlinks: true, filter });
    before = treeOf(root);
    const change = await builtInChange(root);
    writeFileSync(changes, JSON.stringify(change));
    duration = Number(await send({ what: "apply", root, changes }));
    after = treeOf(root);
    await putBack();
    console.log(
      `${Object.keys(before).length} files and folders; an apply of ${change.length} takes ${Math.round(duration)} ms.`,
    );
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (...args: string[]) =>
    await execa(process.execPath, [program, ...args, "--cwd", root], { reject: false });

  async function putBack(): Promise<void> {
    const { exitCode, stdout } = await run("recover", "--undo");
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("Took back")]);
    expect(nameOf()).toBe("before");
  }

  function nameOf(): "before" | "after" | "neither" {
    const now = JSON.stringify(treeOf(root));
    if (now === JSON.stringify(before)) return "before";
    return now === JSON.stringify(after) ? "after" : "neither";
  }

  /** Recovers with the program, tells the tree, and puts it back to what it was. */
  async function recovered(): Promise<"before" | "after" | "neither"> {
    expect((await run("recover")).exitCode).toBe(0);
    const name = nameOf();
    if (name === "after") await putBack();
    return name;
  }

  test("an apply that is killed at a random moment", async () => {
    const seen = { before: 0, after: 0, neither: 0 };
    let killed = 0;
    for (let count = 0; count < runs; count += 1) {
      const end = ["after", Math.random() * duration] as const;
      if ((await send({ what: "apply", root, changes, end })) === "killed") killed += 1;
      seen[await recovered()] += 1;
    }
    console.log(
      `${seen.before + seen.after} of ${runs} runs recovered (${killed} were killed in time): ${seen.before} to the old tree, ${seen.after} to the new one.`,
    );
    expect(seen.neither).toBe(0);
  });

  test.skipIf(cliRuns === 0)(
    "the whole program, killed at a random moment of its apply",
    async () => {
      const seen = { before: 0, after: 0, neither: 0 };
      for (let count = 0; count < cliRuns; count += 1) {
        const args = [
          program,
          "run",
          "--phase",
          "1",
          "--phase",
          "2",
          "--allow-dirty",
          "--cwd",
          root,
        ];
        const child = execa(process.execPath, args, { reject: false });
        const wait = Math.random() * duration;
        while (child.exitCode === null && !hasJournal()) await sleep(1);
        await sleep(wait);
        child.kill("SIGKILL");
        await child;
        seen[await recovered()] += 1;
      }
      console.log(
        `${seen.before + seen.after} of ${cliRuns} runs of the program recovered: ${seen.before} to the old tree, ${seen.after} to the new one.`,
      );
      expect(seen.neither).toBe(0);
    },
  );

  function hasJournal(): boolean {
    const states = ["preparing", "forward", "back", "last"];
    return states.some((state) => existsSync(join(root, ".conn-codemod", state)));
  }
});
