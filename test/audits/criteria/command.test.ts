import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { command, type Command } from "../../../audits/criteria/command.ts";
import { readFiles, writeFiles } from "../../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../../helpers/fixture-tree.ts";
import { runCommandIn } from "../../../audits/run-command.ts";
import { snapshotOf } from "../../../workspace/snapshot.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "command-"));
  mkdirSync(join(root, "(app)"));
});
afterAll(() => rmSync(root, { recursive: true }));

const judge = (params: Command) =>
  command.evaluate(params, snapshotOf({}), { runCommand: runCommandIn(root) });
const script = (text: string) => [process.execPath, "-e", text];

/** A checkout, and how a command that must leave it as it is is judged there. */
async function target() {
  const folder = await temporaryFolder();
  writeFiles(folder, { "a.ts": "a\n", "b/c.ts": "c\n", "d.ts": "d\n", ".gitignore": "out\n" });
  await gitInit(folder);
  return {
    folder,
    judgeIn: (text: string) =>
      command.evaluate({ command: text, changesNothing: true }, snapshotOf({}), {
        runCommand: runCommandIn(folder),
      }),
  };
}

describe("command", () => {
  test("is left to a person where it may not be run", async () => {
    const verdict = await command.evaluate({ command: "false" }, snapshotOf({}), {
      notRun: "pass --exec to run it",
    });
    expect(verdict).toEqual({
      status: "manual",
      scanned: 0,
      hits: [],
      message: "not run: pass --exec to run it",
    });
  });

  test("passes on 0, fails on anything else with the last lines of both streams", async () => {
    expect((await judge({ command: "true" })).status).toBe("pass");
    const verdict = await judge({ command: "seq 50; echo broken >&2; exit 3" });
    expect(verdict.status).toBe("fail");
    expect(verdict.message).toMatch(/^exited with 3\n32\n33\n/);
    expect(verdict.message).toContain("broken");
    expect(verdict.message).not.toContain("\n10\n");
  });

  test("a string has a shell, a list has none", async () => {
    expect((await judge({ command: 'test "$HOME" != "" && test 1 = 1' })).status).toBe("pass");
    expect((await judge({ command: ["test", "$HOME && true", "=", "$HOME && true"] })).status).toBe(
      "pass",
    );
  });

  test("runs in its folder, with nothing to read", async () => {
    const verdict = await judge({ command: 'pwd; cat; test "$(cat)" = x', folder: "(app)/" });
    expect(verdict.message).toMatch(/^exited with 1\n.*\/\(app\)$/);
  });

  test.each([
    ["a program that is not there", { command: ["no-such-program-here"] }],
    ["one that the shell does not find", { command: "no-such-program-here" }],
    ["a folder that is not there", { command: "true", folder: "nowhere" }],
    ["a command that is killed", { command: script("process.kill(process.pid, 'SIGKILL')") }],
  ])("%s is an error", async (_what, params) => {
    expect(await judge(params)).toMatchObject({ status: "error", scanned: 0 });
  });

  test("what runs too long is stopped with all that it started", async () => {
    const verdict = await judge({
      command: "echo started; sleep 600 & echo $! > pid; wait",
      timeoutSeconds: 2,
    });
    expect(verdict).toMatchObject({ status: "error", message: "stopped after 2 s\nstarted" });
    await expectGone(Number(readFileSync(join(root, "pid"), "utf8")));
  });

  test("what does not listen to being stopped is killed", async () => {
    const verdict = await judge({
      command: "trap '' TERM; while :; do sleep 1; done",
      timeoutSeconds: 0.2,
    });
    expect(verdict.status).toBe("error");
  });

  test("what is left running in the background neither delays nor survives", async () => {
    const verdict = await judge({ command: "sleep 600 & echo $! > pid", timeoutSeconds: 300 });
    expect(verdict.status).toBe("pass");
    await expectGone(Number(readFileSync(join(root, "pid"), "utf8")));
  });

  test("what has left the group and holds the output open does not hold us", async () => {
    const detach = `const child = require("child_process").spawn("sleep", ["20"], {
      detached: true, stdio: "inherit" }); console.log(child.pid); process.exit(4);`;
    const verdict = await judge({ command: script(detach) });
    expect(verdict.message).toMatch(/^exited with 4\n\d+$/);
    process.kill(Number(verdict.message?.split("\n")[1]));
  });

  describe("that must change nothing", () => {
    test("passes if all files are as before, whatever happened in between", async () => {
      const { judgeIn } = await target();
      const text =
        "cp a.ts x && rm a.ts && mv x a.ts && touch b/c.ts && mkdir out && echo > out/log";
      expect(await judgeIn(text)).toEqual({ status: "pass", scanned: 0, hits: [] });
    });

    test("fails with the files that it changed, and leaves them", async () => {
      const { folder, judgeIn } = await target();
      const verdict = await judgeIn(
        "echo more >> b/c.ts; rm a.ts; echo new > 'b/n w.ts'; echo said",
      );
      expect(verdict.status).toBe("fail");
      expect(verdict.hits.map(({ text }) => text)).toEqual([
        "a.ts (deleted by the command)",
        "b/c.ts (modified by the command)",
        "b/n w.ts (added by the command)",
      ]);
      expect(verdict.message).toMatch(/changed 3 files.*\nsaid$/);
      expect(readFiles(folder)).toHaveProperty(["b/n w.ts"]);
    });

    test("fails for its exit status first, and says so in its title", async () => {
      const { judgeIn } = await target();
      expect(await judgeIn("rm a.ts; exit 3")).toMatchObject({ status: "fail", hits: [] });
      expect(command.title({ command: "make", changesNothing: true })).toBe(
        "`make` succeeds and changes no file",
      );
    });

    test("what had changed before it is not its doing", async () => {
      const { folder, judgeIn } = await target();
      writeFiles(folder, { "a.ts": "edited\n", "new.ts": "new\n" });
      expect((await judgeIn("true")).status).toBe("pass");
      expect((await judgeIn("git checkout --quiet a.ts")).status).toBe("fail");
    });
  });

  test("a folder that is not there is an error although nothing is run", async () => {
    const snapshot = snapshotOf({ "db/console/package.json": "{}" });
    const verdictIn = (folder: string) =>
      command.evaluate({ command: "make", folder }, snapshot, { notRun: "pass --exec" });
    expect(await verdictIn("db/consle")).toMatchObject({ status: "error" });
    expect((await verdictIn("db/consle")).message).toContain("db/console");
    expect((await verdictIn("db/console/")).status).toBe("manual");
  });

  test("names itself as the plan would", () => {
    const params = command.schema.parse({ command: ["pnpm", "run", "a b"], folder: "db/console/" });
    expect(command.title(params)).toBe('`pnpm run "a b"` succeeds in `db/console`');
  });

  test.each([
    [{ command: "" }],
    [{ command: [] }],
    [{ command: [""] }],
    [{ command: "x", folder: "../y" }],
    [{ command: "x", timeoutSeconds: 0 }],
    [{ command: "x", shell: true }],
  ])("does not take %j", (params) => {
    expect(command.schema.safeParse(params).success).toBe(false);
  });
});

async function outputOf(text: string): Promise<string> {
  const run = runCommandIn(root);
  return (await run(script(text), { folder: "", timeoutMs: 60_000 })).output;
}

describe("the output of a command", () => {
  test("has no escape sequences and no control characters", async () => {
    const text = String.raw`process.stdout.write("\x1b[31mred\x1b[0m\x1b]8;;http://x\x07link\x1b]8;;\x07\r\n1%\r2%\0\x08\x9b31m\tend\x1b")`;
    expect(await outputOf(text)).toBe("redlink\n1%\n2%\tend");
  });

  test("is the last 64 KiB, in whole lines", async () => {
    const output = await outputOf(`for (let i = 0; i < 50000; i++) console.log("line é " + i)`);
    expect(output.endsWith("line é 49999\n")).toBe(true);
    expect(output).toMatch(/^line é \d+\n/);
    expect(Buffer.byteLength(output)).toBeLessThanOrEqual(64 * 1024);
    expect(Buffer.byteLength(output)).toBeGreaterThan(60 * 1024);
  });
});

/** That a process is gone, or will be: whoever sends SIGKILL has it back before it has acted. */
async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  // A child of a killed shell may still wait to be reaped.
  try {
    return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return process.platform !== "linux";
  }
}
