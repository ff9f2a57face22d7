import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { acquireLock } from "../../workspace/apply/lock.ts";
import { cli } from "../helpers/cli.ts";
import type { CliResult } from "../helpers/cli.ts";
import { readFiles, writeFiles } from "../helpers/disk-tree.ts";
import { projectRoot } from "../helpers/fixture-tree.ts";
import { smallFiles, smallTarget } from "../helpers/small-target.ts";
import type { SmallTarget } from "../helpers/small-target.ts";

const preload = pathToFileURL(join(projectRoot, "test/crash/preload.js")).href;

const moved = {
  "docs/history.md": smallFiles["docs/history.md"],
  "package.json": smallFiles["package.json"],
  "src/thing.ts": "export const thing = 1;\n",
  "src/user.ts": 'import { thing } from "./thing.ts";\nexport const oldThing = thing;\n',
};

/** Runs the small plan; at the n-th call of its apply, the system does as `code` says. */
async function runWith({ root, plan }: SmallTarget, code: string, at: number): Promise<CliResult> {
  const env = {
    NODE_OPTIONS: `--import ${preload}`,
    CRASH_ROOT: root,
    CRASH_AT: String(at),
    CRASH_CODE: code,
  };
  return await cli(root, ["run", plan], env);
}

/** A target of which the apply was killed: early, before the commit mark, or late, after it. */
async function killed(when: "early" | "late"): Promise<SmallTarget> {
  const target = await smallTarget();
  const { exitCode } = await runWith(target, "SIGKILL", when === "early" ? 20 : 110);
  expect(exitCode).toBeUndefined();
  return target;
}

describe("after a kill", () => {
  test("every command says what to do, and does nothing else", async () => {
    const { root, plan } = await killed("late");
    const before = readFiles(root);
    for (const args of [
      ["run", plan],
      ["run", plan, "--dry-run"],
      ["audit", plan],
      ["status", plan],
      ["plan", plan],
    ]) {
      const { exitCode, stdout, stderr } = await cli(root, args);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("was interrupted while it was writing its change");
      expect(stderr).toContain("conn-codemod recover");
    }
    expect(readFiles(root)).toEqual(before);
  });

  test("recover completes a change that was decided, and undo takes it back", async () => {
    const { root } = await killed("late");
    const recovered = await cli(root, ["recover"]);
    expect(recovered).toMatchObject({ exitCode: 0, stderr: "" });
    expect(recovered.stdout).toMatch(/^Completed the change of plan small, phase 1 \(3 files, 20/);
    expect(readFiles(root)).toEqual(moved);
    expect((await cli(root, ["recover"])).stdout).toBe("There is nothing to recover.\n");
    const undone = await cli(root, ["recover", "--undo"]);
    expect(undone).toMatchObject({ exitCode: 0, stderr: "" });
    expect(undone.stdout).toMatch(/^Took back the change of plan small, phase 1/);
    expect(readFiles(root)).toEqual(smallFiles);
    const again = await cli(root, ["recover", "--undo"]);
    expect([again.exitCode, again.stdout]).toEqual([
      0,
      "There is no applied change to take back.\n",
    ]);
  });

  test("recover drops a change that was not, and a run makes it", async () => {
    const { root, plan } = await killed("early");
    expect(readFiles(root)).toEqual(smallFiles);
    expect((await cli(root, ["status", plan])).exitCode).toBe(2);
    const { exitCode, stdout } = await cli(root, ["recover"]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining("before it had written")]);
    expect(readFiles(root)).toEqual(smallFiles);
    expect((await cli(root, ["run", plan])).exitCode).toBe(0);
    expect(readFiles(root)).toEqual(moved);
  });

  test("a file that was changed since is named, and left until somebody says so", async () => {
    const { root } = await killed("late");
    rmSync(join(root, "src/user.ts"));
    const stopped = await cli(root, ["recover"]);
    expect([stopped.exitCode, stopped.stderr]).toEqual([1, ""]);
    expect(stopped.stdout).toContain("src/user.ts: it is gone");
    expect(stopped.stdout).toContain("--skip-changed");
    const { exitCode, stdout } = await cli(root, ["recover", "--skip-changed"]);
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining(".conn-codemod/kept-")]);
    const { "src/user.ts": _, ...rest } = moved;
    expect(readFiles(root)).toEqual(rest);
  });
});

describe("recover --undo", () => {
  test("takes nothing back that has been changed since, and names it", async () => {
    const { root, plan } = await smallTarget();
    await cli(root, ["run", plan]);
    writeFiles(root, { "src/user.ts": "mine" });
    const { exitCode, stdout } = await cli(root, ["recover", "--undo"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("src/user.ts: its content has changed");
    expect(readFiles(root)).toEqual({ ...moved, "src/user.ts": "mine" });
  });

  test("does not go with --skip-changed", async () => {
    const { root } = await smallTarget();
    expect((await cli(root, ["recover", "--undo", "--skip-changed"])).exitCode).toBe(2);
  });
});

describe("a signal in the middle of an apply", () => {
  test("waits until the change is whole, and is told", async () => {
    const target = await smallTarget();
    const { exitCode, stderr } = await runWith(target, "SIGTERM", 110);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("SIGTERM came while the change was being written");
    expect(readFiles(target.root)).toEqual(moved);
    expect((await cli(target.root, ["recover"])).stdout).toBe("There is nothing to recover.\n");
  });

  test("before the change is decided, ends it", async () => {
    const target = await smallTarget();
    const { exitCode, stderr } = await runWith(target, "SIGINT", 20);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("Nothing was written");
    expect(readFiles(target.root)).toEqual(smallFiles);
  });
});

test("what the system refuses exits with 2, names the file, and leaves all as it was", async () => {
  const target = await smallTarget();
  for (const [code, at] of [
    ["ENOSPC", 12],
    ["EACCES", 60],
    ["EIO", 110],
  ] as const) {
    const { exitCode, stdout, stderr } = await runWith(target, code, at);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^conn-codemod: could not change (?:src|\.conn-codemod)\S*: E/);
    expect(stderr).toContain(code);
    expect(readFiles(target.root)).toEqual(smallFiles);
  }
  expect((await cli(target.root, ["run", target.plan])).exitCode).toBe(0);
});

describe("two runs at once", () => {
  test("the second says who holds the lock; one that writes nothing does not mind", async () => {
    const { root, plan } = await smallTarget();
    const lock = await acquireLock(root);
    const { exitCode, stdout, stderr } = await cli(root, ["run", plan]);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`process ${process.pid} on `);
    expect(stderr).toMatch(/, since 20\d\d-/);
    expect((await cli(root, ["run", plan, "--dry-run"])).exitCode).toBe(0);
    lock.release();
    expect(readFiles(root)).toEqual(smallFiles);
    expect((await cli(root, ["run", plan])).exitCode).toBe(0);
  });

  test("of two that are started together, one makes the change", async () => {
    const { root, plan } = await smallTarget();
    const both = await Promise.all([cli(root, ["run", plan]), cli(root, ["run", plan])]);
    const codes = both.map(({ exitCode }) => exitCode).sort();
    expect(codes[0]).toBe(0);
    expect(readFiles(root)).toEqual(moved);
    expect((await cli(root, ["recover"])).stdout).toBe("There is nothing to recover.\n");
  });
});
