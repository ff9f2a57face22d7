import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyChangeSet } from "../../../workspace/apply/apply.ts";
import { acquireLock, withLock } from "../../../workspace/apply/lock.ts";
import { mayRun, parseHolder, thisHolder } from "../../../workspace/apply/lock-holder.ts";
import { added } from "../../crash/mixed-change.ts";
import { journalOf } from "../../crash/tree.ts";
import { git, readFiles, writeFiles } from "../../helpers/disk-tree.ts";
import { gitInit, temporaryFolder } from "../../helpers/fixture-tree.ts";

const self = thisHolder();

/** A process that has ended. */
async function goneProcess(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await once(child, "exit");
  return child.pid ?? 0;
}

function leaveLock(root: string, content: string, name = "lock-1-aaaaaaaaaaaa"): void {
  mkdirSync(join(root, ".conn-codemod"), { recursive: true });
  writeFileSync(join(root, ".conn-codemod", name), content);
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "UserError" });
  return error as { code: string; message: string };
}

describe("the lock of a root", () => {
  test("is for one; the second is told who has it and since when", async () => {
    const root = await temporaryFolder();
    const lock = await acquireLock(root);
    const { code, message } = await refusal(acquireLock(root));
    expect(code).toBe("locked");
    expect(message).toContain(`process ${process.pid} on ${hostname()}, since 20`);
    expect((await refusal(applyChangeSet(root, [added("a.ts", "a")]))).code).toBe("locked");
    expect(readFiles(root)).toEqual({});
    lock.release();
    await applyChangeSet(root, [added("a.ts", "a")]);
    expect(readFiles(root)).toEqual({ "a.ts": "a" });
  });

  test("is handed on to an apply, and let go after a failure", async () => {
    const root = await temporaryFolder();
    await withLock(root, undefined, async (lock) => {
      await applyChangeSet(root, [added("a.ts", "a")], { lock });
      expect((await refusal(acquireLock(root))).code).toBe("locked");
    });
    const failure = withLock(root, undefined, async () => {
      await Promise.resolve();
      throw new Error("no");
    });
    await expect(failure).rejects.toThrow("no");
    (await acquireLock(root)).release();
  });

  test("leaves nothing, and git never sees it", async () => {
    const root = await temporaryFolder();
    writeFiles(root, { "a.ts": "" });
    await gitInit(root);
    const lock = await acquireLock(root);
    expect(git(root, "status", "--porcelain", "--untracked-files=all")).toBe("");
    lock.release();
    expect(readdirSync(root).sort()).toEqual([".git", "a.ts"]);
  });

  test("of many who ask at the same moment, exactly one gets it", async () => {
    const root = await temporaryFolder();
    for (let round = 0; round < 10; round += 1) {
      leaveLock(root, JSON.stringify({ ...self, pid: await goneProcess() }));
      const asked = await Promise.allSettled(Array.from({ length: 6 }, () => acquireLock(root)));
      const got = asked.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(got).toHaveLength(1);
      for (const lock of got) lock.release();
    }
    expect(journalOf(root)).toEqual([]);
  });
});

describe("a stale lock is taken over", () => {
  test.each([
    ["its process is gone", async () => ({ ...self, pid: await goneProcess() })],
    ["its process id is another process's now", () => ({ ...self, started: "1" })],
    ["the machine has been started since", () => ({ ...self, boot: "another" })],
    ["it was not written to its end", () => undefined],
  ])("%s", async (_what, holder) => {
    const root = await temporaryFolder();
    leaveLock(root, JSON.stringify((await holder()) ?? "")?.slice(0, -1));
    leaveLock(root, JSON.stringify(await holder()) ?? "");
    const lock = await acquireLock(root);
    expect(journalOf(root).filter((name) => name.startsWith("lock-"))).toHaveLength(1);
    lock.release();
  });

  test("but not one of another machine or container, of which nothing can be known", async () => {
    const root = await temporaryFolder();
    leaveLock(root, JSON.stringify({ ...self, pid: 1, host: "elsewhere" }));
    const { code, message } = await refusal(acquireLock(root));
    expect(code).toBe("locked");
    expect(message).toContain("elsewhere");
    expect(message).toContain("remove .conn-codemod/lock-1-aaaaaaaaaaaa");
    expect(mayRun({ ...self, namespace: "another" })).toBe(true);
  });

  test("a file that is no lock says nothing", () => {
    for (const text of ["", "{", "[]", '{"pid":-1,"host":"x","since":""}', '{"pid":"1"}']) {
      expect(parseHolder(text)).toBeUndefined();
    }
  });
});

describe("a folder that somebody else has put there", () => {
  test("as a symlink, is not written to", async () => {
    const root = await temporaryFolder();
    const elsewhere = await temporaryFolder();
    symlinkSync(elsewhere, join(root, ".conn-codemod"));
    expect((await refusal(acquireLock(root))).code).toBe("unsafe-journal");
    expect(readFiles(elsewhere)).toEqual({});
  });

  test("with a symlink as the file for git, is not written through", async () => {
    const root = await temporaryFolder();
    const elsewhere = await temporaryFolder();
    writeFiles(elsewhere, { target: "as it was" });
    mkdirSync(join(root, ".conn-codemod"));
    symlinkSync(join(elsewhere, "target"), join(root, ".conn-codemod/.gitignore"));
    (await acquireLock(root)).release();
    expect(readFileSync(join(elsewhere, "target"), "utf8")).toBe("as it was");
  });
});
